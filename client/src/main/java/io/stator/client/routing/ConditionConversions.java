package io.stator.client.routing;

import io.stator.model.Condition;
import io.stator.model.DocumentPath;
import io.stator.model.StatorException;
import io.stator.proto.v1.Path;
import io.stator.proto.v1.PathElement;
import java.util.ArrayList;
import java.util.List;

/**
 * Conditions, model and message. What comes from a message is untrusted: a malformed one is a
 * ValidationException. Stateless.
 */
public final class ConditionConversions {
    /** Of operators inside one another: bounds the stack, and stays below protobuf's 100 levels of messages. */
    public static final int CONDITION_DEPTH_MAX = 32;

    private ConditionConversions() {}

    public static io.stator.proto.v1.Condition toProto(Condition condition) {
        return toProto(condition, 1);
    }

    public static Condition fromProto(io.stator.proto.v1.Condition condition) {
        return fromProto(condition, 1);
    }

    private static io.stator.proto.v1.Condition toProto(Condition condition, int depth) {
        checkDepth(depth);
        io.stator.proto.v1.Condition.Builder builder = io.stator.proto.v1.Condition.newBuilder();
        if (condition instanceof Condition.AttributeExists exists) {
            builder.setAttributeExists(toProto(exists.path()));
        } else if (condition instanceof Condition.AttributeNotExists notExists) {
            builder.setAttributeNotExists(toProto(notExists.path()));
        } else if (condition instanceof Condition.Equals equals) {
            builder.setEquals(io.stator.proto.v1.Condition.Equals.newBuilder()
                    .setPath(toProto(equals.path()))
                    .setValue(ValueConversions.toProto(equals.value())));
        } else if (condition instanceof Condition.And and) {
            builder.setAnd(toProto(and.operands(), depth));
        } else if (condition instanceof Condition.Or or) {
            builder.setOr(toProto(or.operands(), depth));
        } else if (condition instanceof Condition.Not not) {
            builder.setNot(toProto(not.operand(), depth + 1));
        } else {
            throw new IllegalStateException("unknown condition " + condition.getClass());
        }
        return builder.build();
    }

    private static io.stator.proto.v1.Condition.Conditions toProto(List<Condition> operands, int depth) {
        io.stator.proto.v1.Condition.Conditions.Builder builder = io.stator.proto.v1.Condition.Conditions.newBuilder();
        operands.forEach(operand -> builder.addOperands(toProto(operand, depth + 1)));
        return builder.build();
    }

    private static Condition fromProto(io.stator.proto.v1.Condition condition, int depth) {
        checkDepth(depth);
        return switch (condition.getConditionCase()) {
            case ATTRIBUTE_EXISTS -> new Condition.AttributeExists(fromProto(condition.getAttributeExists()));
            case ATTRIBUTE_NOT_EXISTS -> new Condition.AttributeNotExists(fromProto(condition.getAttributeNotExists()));
            case EQUALS ->
                new Condition.Equals(
                        fromProto(condition.getEquals().getPath()),
                        ValueConversions.fromProto(condition.getEquals().getValue()));
            case AND -> new Condition.And(fromProto(condition.getAnd(), depth));
            case OR -> new Condition.Or(fromProto(condition.getOr(), depth));
            case NOT -> new Condition.Not(fromProto(condition.getNot(), depth + 1));
            case CONDITION_NOT_SET -> throw StatorException.validation("A condition is empty");
        };
    }

    private static List<Condition> fromProto(io.stator.proto.v1.Condition.Conditions conditions, int depth) {
        if (conditions.getOperandsCount() == 0) {
            throw StatorException.validation("A condition has no operands");
        }
        List<Condition> operands = new ArrayList<>(conditions.getOperandsCount());
        conditions.getOperandsList().forEach(operand -> operands.add(fromProto(operand, depth + 1)));
        return operands;
    }

    private static Path toProto(DocumentPath path) {
        Path.Builder builder = Path.newBuilder();
        for (DocumentPath.Element element : path.elements()) {
            if (element instanceof DocumentPath.Name name) {
                builder.addElements(PathElement.newBuilder().setName(name.name()));
            } else if (element instanceof DocumentPath.Index index) {
                builder.addElements(PathElement.newBuilder().setIndex(index.index()));
            }
        }
        return builder.build();
    }

    private static DocumentPath fromProto(Path path) {
        if (path.getElementsCount() == 0 || !path.getElements(0).hasName()) {
            throw StatorException.validation("A document path must start with an attribute name");
        }
        List<DocumentPath.Element> elements = new ArrayList<>(path.getElementsCount());
        for (PathElement element : path.getElementsList()) {
            elements.add(
                    switch (element.getElementCase()) {
                        case NAME -> new DocumentPath.Name(element.getName());
                        case INDEX -> new DocumentPath.Index(index(element.getIndex()));
                        case ELEMENT_NOT_SET ->
                            throw StatorException.validation("A document path has an empty element");
                    });
        }
        return new DocumentPath(elements);
    }

    private static int index(int unsigned) {
        if (unsigned < 0) {
            throw StatorException.validation("A list index in a document path is too large");
        }
        return unsigned;
    }

    private static void checkDepth(int depth) {
        if (depth > CONDITION_DEPTH_MAX) {
            throw StatorException.validation("A condition is nested more than " + CONDITION_DEPTH_MAX + " levels deep");
        }
    }
}
