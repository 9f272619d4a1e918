package io.stator.model;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads one item or value from untrusted bytes. Memory is bounded by their number, the stack by the levels
 * of nesting.
 */
final class ItemDecoder {
    private final CodedInputStream input;

    private ItemDecoder(ByteString encoded) {
        if (encoded.size() > Limits.ENCODED_ITEM_BYTES_MAX) {
            throw StatorException.validation(ErrorMessages.ITEM_TOO_LARGE);
        }
        this.input = encoded.newCodedInput();
    }

    static Item decode(ByteString encoded) {
        try {
            Attributes attributes = new ItemDecoder(encoded).readAttributes(1);
            return attributes.ascending ? Item.ofSorted(attributes.byName) : Item.of(attributes.byName);
        } catch (IOException e) {
            throw malformed(e);
        }
    }

    static AttributeValue decodeValue(ByteString encoded) {
        try {
            return new ItemDecoder(encoded).readValue(1);
        } catch (IOException e) {
            throw malformed(e);
        }
    }

    private static StatorException malformed(@Nullable IOException cause) {
        return new StatorException(
                ErrorCode.VALIDATION,
                "One or more parameter values were invalid: Malformed encoding of an item",
                cause);
    }

    /** Attributes as they come, and whether they come in order. */
    private static final class Attributes {
        final LinkedHashMap<String, AttributeValue> byName = new LinkedHashMap<>();
        boolean ascending = true;
        private @Nullable String last;

        void add(String name, AttributeValue value) {
            if (last != null && Utf8.compare(last, name) >= 0) {
                ascending = false;
            }
            last = name;
            if (byName.put(name, value) != null) {
                throw StatorException.validation(ErrorMessages.duplicateName(name));
            }
        }
    }

    /** Reads a length and confines what follows to it. Returns what to leave with. */
    private int enterMessage() throws IOException {
        return input.pushLimit(input.readRawVarint32());
    }

    private Attributes readAttributes(int level) throws IOException {
        Attributes attributes = new Attributes();
        while (nextElement()) {
            int outer = enterMessage();
            readAttribute(attributes, level);
            input.popLimit(outer);
        }
        return attributes;
    }

    /** Whether one more element comes; nothing else may. */
    private boolean nextElement() throws IOException {
        int tag = input.readTag();
        if (tag != 0 && tag != WireFields.ELEMENT) {
            throw malformed(null);
        }
        return tag != 0;
    }

    private void readAttribute(Attributes attributes, int level) throws IOException {
        String name = null;
        AttributeValue value = null;
        for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
            if (tag == WireFields.ATTRIBUTE_NAME && name == null) {
                name = input.readStringRequireUtf8();
            } else if (tag == WireFields.ATTRIBUTE_VALUE && value == null) {
                int outer = enterMessage();
                value = readValue(level);
                input.popLimit(outer);
            } else {
                throw malformed(null);
            }
        }
        if (value == null) {
            throw StatorException.validation(ErrorMessages.NO_TYPE);
        }
        attributes.add(name == null ? "" : name, value);
    }

    private AttributeValue readValue(int level) throws IOException {
        Validation.nestingLevel(level);
        int tag = input.readTag();
        if (tag == 0) {
            throw StatorException.validation(ErrorMessages.NO_TYPE);
        }
        AttributeValue value = readTyped(tag, level);
        if (!input.isAtEnd()) {
            throw StatorException.validation(ErrorMessages.MANY_TYPES);
        }
        return value;
    }

    private AttributeValue readTyped(int tag, int level) throws IOException {
        return switch (tag) {
            case WireFields.STRING -> new AttributeValue.S(input.readStringRequireUtf8());
            case WireFields.NUMBER -> new AttributeValue.N(DecimalNumber.parse(input.readStringRequireUtf8()));
            case WireFields.BINARY -> new AttributeValue.B(input.readBytes());
            case WireFields.NULL -> readNull();
            case WireFields.BOOLEAN -> new AttributeValue.Bool(input.readBool());
            case WireFields.STRING_SET, WireFields.NUMBER_SET, WireFields.BINARY_SET, WireFields.MAP, WireFields.LIST ->
                readContainer(tag, level);
            default -> throw malformed(null);
        };
    }

    private AttributeValue readNull() throws IOException {
        if (!input.readBool()) {
            throw StatorException.validation(ErrorMessages.NULL_NOT_TRUE);
        }
        return AttributeValue.Null.INSTANCE;
    }

    private AttributeValue readContainer(int tag, int level) throws IOException {
        int outer = enterMessage();
        AttributeValue value = switch (tag) {
            case WireFields.STRING_SET -> new AttributeValue.SS(readElements(input::readStringRequireUtf8));
            case WireFields.NUMBER_SET ->
                new AttributeValue.NS(readElements(() -> DecimalNumber.parse(input.readStringRequireUtf8())));
            case WireFields.BINARY_SET -> new AttributeValue.BS(readElements(input::readBytes));
            case WireFields.MAP -> readMap(level + 1);
            default -> new AttributeValue.L(readElements(() -> readElementValue(level + 1)));
        };
        input.popLimit(outer);
        return value;
    }

    private AttributeValue.M readMap(int level) throws IOException {
        TreeMap<String, AttributeValue> members = new TreeMap<>(Utf8.ORDER);
        members.putAll(readAttributes(level).byName);
        return new AttributeValue.M(members);
    }

    private AttributeValue readElementValue(int level) throws IOException {
        int outer = enterMessage();
        AttributeValue value = readValue(level);
        input.popLimit(outer);
        return value;
    }

    private interface ElementReader<T> {
        T read() throws IOException;
    }

    private <T> List<T> readElements(ElementReader<T> reader) throws IOException {
        List<T> elements = new ArrayList<>();
        while (nextElement()) {
            elements.add(reader.read());
        }
        return elements;
    }
}
