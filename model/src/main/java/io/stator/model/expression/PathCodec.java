package io.stator.model.expression;

import com.google.protobuf.ByteString;
import io.stator.model.AttributeValue;
import io.stator.model.ItemCodec;
import io.stator.model.StatorException;
import java.util.ArrayList;
import java.util.List;

/** Paths, values and operands as stator.v1.Path, AttributeValue and Operand of item.proto. */
final class PathCodec {
    private static final int NAME = 1;
    private static final int INDEX = 2;

    private static final int OPERAND_VALUE = 1;
    private static final int OPERAND_PATH = 2;
    private static final int OPERAND_SIZE = 3;

    private PathCodec() {}

    static ByteString encode(DocumentPath path) {
        List<ByteString> elements = new ArrayList<>(path.elements().size());
        for (DocumentPath.Element element : path.elements()) {
            elements.add(WireMessage.field(1, encode(element)));
        }
        return WireMessage.message(elements);
    }

    private static ByteString encode(DocumentPath.Element element) {
        if (element instanceof DocumentPath.Name name) {
            return WireMessage.field(NAME, ByteString.copyFromUtf8(name.name()));
        }
        if (element instanceof DocumentPath.Index index) {
            return WireMessage.field(INDEX, index.index());
        }
        throw new IllegalStateException("a path element of no known kind");
    }

    static DocumentPath decode(ByteString encoded) {
        List<DocumentPath.Element> elements = new ArrayList<>();
        for (ByteString element : WireMessage.read(encoded).repeated(1)) {
            elements.add(element(WireMessage.read(element).only()));
        }
        if (elements.isEmpty() || !(elements.get(0) instanceof DocumentPath.Name)) {
            throw StatorException.validation("A document path must start with an attribute name");
        }
        return new DocumentPath(elements);
    }

    private static DocumentPath.Element element(WireMessage.Field field) {
        return switch (field.number()) {
            case NAME -> new DocumentPath.Name(text(field.bytes()));
            case INDEX -> new DocumentPath.Index(index(field.value()));
            default -> throw WireMessage.malformed(null);
        };
    }

    static String text(ByteString bytes) {
        if (!bytes.isValidUtf8()) {
            throw WireMessage.malformed(null);
        }
        return bytes.toStringUtf8();
    }

    private static int index(int unsigned) {
        if (unsigned < 0) {
            throw StatorException.validation("A list index in a document path is too large");
        }
        return unsigned;
    }

    static ByteString encode(Operand operand) {
        if (operand instanceof Operand.Literal literal) {
            return WireMessage.field(OPERAND_VALUE, ItemCodec.encodeValue(literal.value()));
        }
        if (operand instanceof Operand.At at) {
            return WireMessage.field(OPERAND_PATH, encode(at.path()));
        }
        if (operand instanceof Operand.Size size) {
            return WireMessage.field(OPERAND_SIZE, encode(size.path()));
        }
        throw new IllegalStateException("an operand of no known kind");
    }

    static Operand decodeOperand(ByteString encoded) {
        WireMessage.Field field = WireMessage.read(encoded).only();
        return switch (field.number()) {
            case OPERAND_VALUE -> new Operand.Literal(value(field.bytes()));
            case OPERAND_PATH -> new Operand.At(decode(field.bytes()));
            case OPERAND_SIZE -> new Operand.Size(decode(field.bytes()));
            default -> throw WireMessage.malformed(null);
        };
    }

    static AttributeValue value(ByteString encoded) {
        return ItemCodec.decodeValue(encoded);
    }
}
