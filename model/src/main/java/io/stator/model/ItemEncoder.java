package io.stator.model;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Writes one item or value. A first walk computes the length of every message inside and notes it, a second
 * one writes into an array of exactly the length and takes the notes up in the same order.
 */
final class ItemEncoder {
    private int[] lengths = new int[32];
    private int noted;
    private int taken;

    private ItemEncoder() {}

    static ByteString encode(Item item) {
        ItemEncoder encoder = new ItemEncoder();
        byte[] bytes = new byte[encoder.measureAttributes(item.attributes(), 1)];
        CodedOutputStream output = CodedOutputStream.newInstance(bytes);
        try {
            encoder.writeAttributes(output, item.attributes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        output.checkNoSpaceLeft();
        return UnsafeByteOperations.unsafeWrap(bytes);
    }

    static ByteString encodeValue(AttributeValue value) {
        ItemEncoder encoder = new ItemEncoder();
        byte[] bytes = new byte[sum(0, encoder.measureValue(value, 1))];
        CodedOutputStream output = CodedOutputStream.newInstance(bytes);
        try {
            encoder.writeValue(output, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        output.checkNoSpaceLeft();
        return UnsafeByteOperations.unsafeWrap(bytes);
    }

    private int reserve() {
        if (noted == lengths.length) {
            lengths = Arrays.copyOf(lengths, 2 * noted);
        }
        return noted++;
    }

    /** A field's tag, which has one byte here, its length and its content. */
    private static int field(int contentBytes) {
        return 1 + CodedOutputStream.computeUInt32SizeNoTag(contentBytes) + contentBytes;
    }

    private int message(int slot, int contentBytes) {
        lengths[slot] = contentBytes;
        return field(contentBytes);
    }

    /** Sums stay far from overflow, because each is checked. */
    private static int sum(int bytes, long more) {
        long sum = bytes + more;
        if (sum > Limits.ENCODED_ITEM_BYTES_MAX) {
            throw StatorException.validation(ErrorMessages.ITEM_TOO_LARGE);
        }
        return (int) sum;
    }

    private int measureAttributes(Map<String, AttributeValue> attributes, int level) {
        int bytes = 0;
        for (Map.Entry<String, AttributeValue> attribute : attributes.entrySet()) {
            int slot = reserve();
            int name = attribute.getKey().isEmpty() ? 0 : field(checkedLength(attribute.getKey()));
            int valueSlot = reserve();
            int value = message(valueSlot, measureValue(attribute.getValue(), level));
            bytes = sum(bytes, message(slot, sum(name, value)));
        }
        return bytes;
    }

    private static int checkedLength(String text) {
        return sum(0, Utf8.length(text));
    }

    private int measureValue(AttributeValue value, int level) {
        Validation.nestingLevel(level);
        return switch (value.type()) {
            case STRING -> field(checkedLength(((AttributeValue.S) value).value()));
            case NUMBER ->
                field(((AttributeValue.N) value).value().toCompactString().length());
            case BINARY -> field(sum(0, ((AttributeValue.B) value).value().size()));
            case STRING_SET -> measureStrings(((AttributeValue.SS) value).values());
            case NUMBER_SET -> measureNumbers(((AttributeValue.NS) value).values());
            case BINARY_SET -> measureBinaries(((AttributeValue.BS) value).values());
            case MAP -> {
                int slot = reserve();
                yield message(slot, measureAttributes(((AttributeValue.M) value).members(), level + 1));
            }
            case LIST -> measureList(((AttributeValue.L) value).values(), level + 1);
            case NULL, BOOLEAN -> 2;
        };
    }

    private int measureList(List<AttributeValue> values, int level) {
        int slot = reserve();
        int bytes = 0;
        for (AttributeValue element : values) {
            int elementSlot = reserve();
            bytes = sum(bytes, message(elementSlot, measureValue(element, level)));
        }
        return message(slot, bytes);
    }

    private int measureStrings(List<String> values) {
        int slot = reserve();
        int bytes = 0;
        for (String element : values) {
            bytes = sum(bytes, field(checkedLength(element)));
        }
        return message(slot, bytes);
    }

    private int measureNumbers(List<DecimalNumber> values) {
        int slot = reserve();
        int bytes = 0;
        for (DecimalNumber element : values) {
            bytes = sum(bytes, field(element.toCompactString().length()));
        }
        return message(slot, bytes);
    }

    private int measureBinaries(List<ByteString> values) {
        int slot = reserve();
        int bytes = 0;
        for (ByteString element : values) {
            bytes = sum(bytes, field(sum(0, element.size())));
        }
        return message(slot, bytes);
    }

    private void writeHeader(CodedOutputStream output, int tag) throws IOException {
        output.writeUInt32NoTag(tag);
        output.writeUInt32NoTag(lengths[taken++]);
    }

    private void writeAttributes(CodedOutputStream output, Map<String, AttributeValue> attributes) throws IOException {
        for (Map.Entry<String, AttributeValue> attribute : attributes.entrySet()) {
            writeHeader(output, WireFields.ELEMENT);
            if (!attribute.getKey().isEmpty()) {
                writeString(output, WireFields.ATTRIBUTE_NAME, attribute.getKey());
            }
            writeHeader(output, WireFields.ATTRIBUTE_VALUE);
            writeValue(output, attribute.getValue());
        }
    }

    private static void writeString(CodedOutputStream output, int tag, String text) throws IOException {
        output.writeUInt32NoTag(tag);
        output.writeStringNoTag(text);
    }

    private static void writeBytes(CodedOutputStream output, int tag, ByteString bytes) throws IOException {
        output.writeUInt32NoTag(tag);
        output.writeBytesNoTag(bytes);
    }

    private static void writeBoolean(CodedOutputStream output, int tag, boolean value) throws IOException {
        output.writeUInt32NoTag(tag);
        output.writeBoolNoTag(value);
    }

    private void writeValue(CodedOutputStream output, AttributeValue value) throws IOException {
        switch (value.type()) {
            case STRING -> writeString(output, WireFields.STRING, ((AttributeValue.S) value).value());
            case NUMBER ->
                writeString(
                        output,
                        WireFields.NUMBER,
                        ((AttributeValue.N) value).value().toCompactString());
            case BINARY -> writeBytes(output, WireFields.BINARY, ((AttributeValue.B) value).value());
            case STRING_SET -> {
                writeHeader(output, WireFields.STRING_SET);
                for (String element : ((AttributeValue.SS) value).values()) {
                    writeString(output, WireFields.ELEMENT, element);
                }
            }
            case NUMBER_SET -> {
                writeHeader(output, WireFields.NUMBER_SET);
                for (DecimalNumber element : ((AttributeValue.NS) value).values()) {
                    writeString(output, WireFields.ELEMENT, element.toCompactString());
                }
            }
            case BINARY_SET -> {
                writeHeader(output, WireFields.BINARY_SET);
                for (ByteString element : ((AttributeValue.BS) value).values()) {
                    writeBytes(output, WireFields.ELEMENT, element);
                }
            }
            case MAP -> {
                writeHeader(output, WireFields.MAP);
                writeAttributes(output, ((AttributeValue.M) value).members());
            }
            case LIST -> {
                writeHeader(output, WireFields.LIST);
                for (AttributeValue element : ((AttributeValue.L) value).values()) {
                    writeHeader(output, WireFields.ELEMENT);
                    writeValue(output, element);
                }
            }
            case NULL -> writeBoolean(output, WireFields.NULL, true);
            case BOOLEAN -> writeBoolean(output, WireFields.BOOLEAN, ((AttributeValue.Bool) value).value());
        }
    }
}
