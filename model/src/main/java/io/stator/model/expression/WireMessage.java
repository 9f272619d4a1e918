package io.stator.model.expression;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import io.stator.model.ErrorCode;
import io.stator.model.Limits;
import io.stator.model.StatorException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields of one message in protobuf's wire format, in their order. Bytes inside are shared, not copied. */
record WireMessage(List<Field> fields) {
    /**
     * Own: of one message, and conditions of one tree. More than any rule allows, so that the rules say what is wrong; few
     * enough that a request of nothing but empty fields costs no memory.
     */
    static final int FIELDS_MAX = 2 * Limits.PROJECTION_PATHS_MAX;

    /** A length-delimited field, or a number. */
    record Field(int number, ByteString bytes, int value) {}

    /** Reads untrusted bytes. */
    static WireMessage read(ByteString encoded) {
        CodedInputStream input = encoded.newCodedInput();
        input.enableAliasing(true);
        List<Field> fields = new ArrayList<>(2);
        try {
            for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
                if (fields.size() == FIELDS_MAX) {
                    throw malformed(null);
                }
                int number = WireFormat.getTagFieldNumber(tag);
                switch (WireFormat.getTagWireType(tag)) {
                    case WireFormat.WIRETYPE_LENGTH_DELIMITED -> fields.add(new Field(number, input.readBytes(), 0));
                    case WireFormat.WIRETYPE_VARINT ->
                        fields.add(new Field(number, ByteString.EMPTY, input.readUInt32()));
                    default -> throw malformed(null);
                }
            }
        } catch (IOException e) {
            throw malformed(e);
        }
        return new WireMessage(fields);
    }

    /** All that is there, where there must be exactly one. */
    Field only() {
        if (fields.size() != 1) {
            throw malformed(null);
        }
        return fields.get(0);
    }

    /** The bytes of fields 1 to {@code count}, which must all be there, each once, in order, and nothing else. */
    List<ByteString> parts(int count) {
        if (fields.size() != count) {
            throw malformed(null);
        }
        List<ByteString> parts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            if (fields.get(i).number() != i + 1) {
                throw malformed(null);
            }
            parts.add(fields.get(i).bytes());
        }
        return parts;
    }

    /** The bytes of a repeated field, where there is nothing else. */
    List<ByteString> repeated(int number) {
        List<ByteString> elements = new ArrayList<>(fields.size());
        for (Field field : fields) {
            if (field.number() != number) {
                throw malformed(null);
            }
            elements.add(field.bytes());
        }
        return elements;
    }

    static StatorException malformed(@Nullable IOException cause) {
        return new StatorException(
                ErrorCode.VALIDATION,
                "One or more parameter values were invalid: Malformed encoding of an expression",
                cause);
    }

    /** A length-delimited field. */
    static ByteString field(int number, ByteString bytes) {
        return header(number, WireFormat.WIRETYPE_LENGTH_DELIMITED, bytes.size())
                .concat(bytes);
    }

    /** A number, not negative. */
    static ByteString field(int number, int value) {
        return header(number, WireFormat.WIRETYPE_VARINT, value);
    }

    private static ByteString header(int number, int wireType, int value) {
        int tag = number << 3 | wireType;
        byte[] bytes = new byte
                [CodedOutputStream.computeUInt32SizeNoTag(tag) + CodedOutputStream.computeUInt32SizeNoTag(value)];
        CodedOutputStream output = CodedOutputStream.newInstance(bytes);
        try {
            output.writeUInt32NoTag(tag);
            output.writeUInt32NoTag(value);
        } catch (IOException e) {
            throw new UncheckedIOException("an array has room for what was counted", e);
        }
        return ByteString.copyFrom(bytes);
    }

    /** Fields after one another. */
    static ByteString message(List<ByteString> fields) {
        return ByteString.copyFrom(fields);
    }

    /** Fields after one another. */
    static ByteString message(ByteString... fields) {
        return message(List.of(fields));
    }
}
