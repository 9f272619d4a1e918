package io.stator.partition.command;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import io.stator.model.AttributeValue;
import io.stator.model.Condition;
import io.stator.model.DocumentPath;
import io.stator.model.ItemCodec;
import io.stator.model.UpdateAction;
import io.stator.proto.v1.Path;
import io.stator.proto.v1.PathElement;
import java.io.IOException;
import java.util.List;

/** Conditions, paths and update actions to and from item.proto. What it reads is checked for its shape only. */
public final class ExpressionCodec {
    /** As in the command around it. */
    private static final int MESSAGE_LEVELS_MAX = 256;

    private ExpressionCodec() {}

    public static io.stator.proto.v1.Condition toProto(Condition condition) {
        io.stator.proto.v1.Condition.Builder proto = io.stator.proto.v1.Condition.newBuilder();
        if (condition instanceof Condition.AttributeExists exists) {
            proto.setAttributeExists(toProto(exists.path()));
        } else if (condition instanceof Condition.AttributeNotExists notExists) {
            proto.setAttributeNotExists(toProto(notExists.path()));
        } else if (condition instanceof Condition.Equals equals) {
            proto.setEquals(io.stator.proto.v1.Condition.Equals.newBuilder()
                    .setPath(toProto(equals.path()))
                    .setValue(toProto(equals.value())));
        } else if (condition instanceof Condition.And and) {
            proto.setAnd(toProto(and.operands()));
        } else if (condition instanceof Condition.Or or) {
            proto.setOr(toProto(or.operands()));
        } else if (condition instanceof Condition.Not not) {
            proto.setNot(toProto(not.operand()));
        }
        return proto.build();
    }

    private static io.stator.proto.v1.Condition.Conditions toProto(List<Condition> operands) {
        io.stator.proto.v1.Condition.Conditions.Builder proto = io.stator.proto.v1.Condition.Conditions.newBuilder();
        operands.forEach(operand -> proto.addOperands(toProto(operand)));
        return proto.build();
    }

    public static Condition fromProto(io.stator.proto.v1.Condition proto) {
        return switch (proto.getConditionCase()) {
            case ATTRIBUTE_EXISTS -> new Condition.AttributeExists(fromProto(proto.getAttributeExists()));
            case ATTRIBUTE_NOT_EXISTS -> new Condition.AttributeNotExists(fromProto(proto.getAttributeNotExists()));
            case EQUALS ->
                new Condition.Equals(
                        fromProto(proto.getEquals().getPath()),
                        fromProto(proto.getEquals().getValue()));
            case AND -> new Condition.And(fromProto(proto.getAnd()));
            case OR -> new Condition.Or(fromProto(proto.getOr()));
            case NOT -> new Condition.Not(fromProto(proto.getNot()));
            case CONDITION_NOT_SET -> throw new MalformedCommandException("a condition of no known kind");
        };
    }

    private static List<Condition> fromProto(io.stator.proto.v1.Condition.Conditions proto) {
        return proto.getOperandsList().stream().map(ExpressionCodec::fromProto).toList();
    }

    private static Path toProto(DocumentPath path) {
        Path.Builder proto = Path.newBuilder();
        for (DocumentPath.Element element : path.elements()) {
            if (element instanceof DocumentPath.Name name) {
                proto.addElements(PathElement.newBuilder().setName(name.name()));
            } else if (element instanceof DocumentPath.Index index) {
                proto.addElements(PathElement.newBuilder().setIndex(index.index()));
            }
        }
        return proto.build();
    }

    private static DocumentPath fromProto(Path proto) {
        return new DocumentPath(proto.getElementsList().stream()
                .map(element -> switch (element.getElementCase()) {
                    case NAME -> (DocumentPath.Element) new DocumentPath.Name(element.getName());
                    case INDEX -> new DocumentPath.Index(element.getIndex());
                    case ELEMENT_NOT_SET -> throw new MalformedCommandException("a path element of no known kind");
                })
                .toList());
    }

    public static io.stator.proto.v1.UpdateAction toProto(UpdateAction action) {
        io.stator.proto.v1.UpdateAction.Builder proto =
                io.stator.proto.v1.UpdateAction.newBuilder().setAttribute(action.attribute());
        if (action instanceof UpdateAction.SetValue set) {
            proto.setSet(toProto(set.value()));
        } else if (action instanceof UpdateAction.Remove) {
            proto.setRemove(true);
        } else if (action instanceof UpdateAction.Add add) {
            proto.setAdd(toProto(add.value()));
        } else if (action instanceof UpdateAction.DeleteElements delete) {
            proto.setDelete(toProto(delete.value()));
        } else if (action instanceof UpdateAction.Append append) {
            proto.setAppend(toProto(append.values()));
        }
        return proto.build();
    }

    public static UpdateAction fromProto(io.stator.proto.v1.UpdateAction proto) {
        String attribute = proto.getAttribute();
        return switch (proto.getActionCase()) {
            case SET -> new UpdateAction.SetValue(attribute, fromProto(proto.getSet()));
            case REMOVE -> new UpdateAction.Remove(attribute);
            case ADD -> new UpdateAction.Add(attribute, fromProto(proto.getAdd()));
            case DELETE -> new UpdateAction.DeleteElements(attribute, fromProto(proto.getDelete()));
            case APPEND -> {
                if (fromProto(proto.getAppend()) instanceof AttributeValue.L list) {
                    yield new UpdateAction.Append(attribute, list);
                }
                throw new MalformedCommandException("only a list can be appended");
            }
            case ACTION_NOT_SET -> throw new MalformedCommandException("an update action of no known kind");
        };
    }

    private static io.stator.proto.v1.AttributeValue toProto(AttributeValue value) {
        ByteString encoded = ItemCodec.encodeValue(value);
        CodedInputStream input = encoded.newCodedInput();
        input.setRecursionLimit(MESSAGE_LEVELS_MAX);
        try {
            return io.stator.proto.v1.AttributeValue.parseFrom(input);
        } catch (IOException e) {
            throw new IllegalStateException("an encoded value cannot be read back", e);
        }
    }

    private static AttributeValue fromProto(io.stator.proto.v1.AttributeValue proto) {
        return ItemCodec.decodeValue(proto.toByteString());
    }
}
