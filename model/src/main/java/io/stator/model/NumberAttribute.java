package io.stator.model;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds the number that encoded items have under one name, and skips whatever else is in them: no other value is read, and none is
 * made. Immutable.
 */
public final class NumberAttribute {
    private final byte[] name;

    /**
     * @param name not empty
     * @throws StatorException ValidationException if it is no Unicode
     */
    public NumberAttribute(String name) {
        this.name = Utf8.bytes(name);
    }

    /**
     * Null: the item has no such attribute, or it is of another type.
     *
     * @param encoded by {@link ItemCodec}
     * @throws StatorException ValidationException if it is malformed as far as it was read
     */
    public @Nullable DecimalNumber in(ByteString encoded) {
        CodedInputStream input = encoded.newCodedInput();
        try {
            while (!input.isAtEnd()) {
                require(input.readTag(), WireFields.ELEMENT);
                int outer = input.pushLimit(input.readRawVarint32());
                if (readName(input)) {
                    return readNumber(input);
                }
                input.skipRawBytes(input.getBytesUntilLimit());
                input.popLimit(outer);
            }
            return null;
        } catch (IOException e) {
            throw malformed(e);
        }
    }

    /** Whether the attribute that begins here has the name. An empty one is not written. */
    private boolean readName(CodedInputStream input) throws IOException {
        if (input.readTag() != WireFields.ATTRIBUTE_NAME) {
            return false;
        }
        int size = input.readRawVarint32();
        return size == name.length && Arrays.equals(input.readRawBytes(size), name);
    }

    private static @Nullable DecimalNumber readNumber(CodedInputStream input) throws IOException {
        require(input.readTag(), WireFields.ATTRIBUTE_VALUE);
        input.pushLimit(input.readRawVarint32());
        int tag = input.readTag();
        if (tag == 0) {
            throw malformed(null);
        }
        return tag == WireFields.NUMBER ? DecimalNumber.parse(input.readStringRequireUtf8()) : null;
    }

    private static void require(int tag, int expected) {
        if (tag != expected) {
            throw malformed(null);
        }
    }

    private static StatorException malformed(@Nullable IOException cause) {
        return new StatorException(
                ErrorCode.VALIDATION,
                "One or more parameter values were invalid: Malformed encoding of an item",
                cause);
    }
}
