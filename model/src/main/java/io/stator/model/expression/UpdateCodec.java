package io.stator.model.expression;

import com.google.protobuf.ByteString;
import io.stator.model.AttributeValue;
import io.stator.model.ItemCodec;
import io.stator.model.Limits;
import io.stator.model.StatorException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Update actions and formulas as stator.v1.UpdateAction and Formula of item.proto. */
final class UpdateCodec {
    private static final int ATTRIBUTE = 1;
    private static final int SET = 2;
    private static final int REMOVE = 3;
    private static final int ADD = 4;
    private static final int DELETE = 5;
    private static final int APPEND = 6;
    private static final int ASSIGN = 7;
    private static final int REMOVE_AT = 8;
    private static final int ADD_AT = 9;
    private static final int DELETE_AT = 10;

    private static final int FORMULA_VALUE = 1;
    private static final int FORMULA_PATH = 2;
    private static final int FORMULA_IF_NOT_EXISTS = 3;
    private static final int FORMULA_LIST_APPEND = 4;
    private static final int FORMULA_SUM = 5;
    private static final int FORMULA_DIFFERENCE = 6;

    private UpdateCodec() {}

    static ByteString encode(UpdateAction action) {
        if (isBasic(action)) {
            ByteString attribute = ByteString.copyFromUtf8(action.path().attribute());
            return WireMessage.field(ATTRIBUTE, attribute).concat(basic(action));
        }
        ByteString path = PathCodec.encode(action.path());
        if (action instanceof UpdateAction.Assign assign) {
            return WireMessage.field(ASSIGN, pair(path, encode(assign.value(), 1)));
        }
        if (action instanceof UpdateAction.Remove) {
            return WireMessage.field(REMOVE_AT, path);
        }
        if (action instanceof UpdateAction.Add add) {
            return WireMessage.field(ADD_AT, pair(path, ItemCodec.encodeValue(add.value())));
        }
        if (action instanceof UpdateAction.DeleteElements delete) {
            return WireMessage.field(DELETE_AT, pair(path, ItemCodec.encodeValue(delete.value())));
        }
        throw new IllegalStateException("an action of no known kind");
    }

    /** The field from 2 to 6 that says what is done to an attribute. */
    private static ByteString basic(UpdateAction action) {
        if (action instanceof UpdateAction.Remove) {
            return WireMessage.field(REMOVE, 1);
        }
        if (action instanceof UpdateAction.Add add) {
            return WireMessage.field(ADD, ItemCodec.encodeValue(add.value()));
        }
        if (action instanceof UpdateAction.DeleteElements delete) {
            return WireMessage.field(DELETE, ItemCodec.encodeValue(delete.value()));
        }
        if (action instanceof UpdateAction.Assign assign) {
            AttributeValue.L appended = appended(assign);
            if (appended != null) {
                return WireMessage.field(APPEND, ItemCodec.encodeValue(appended));
            }
            if (assign.value() instanceof Formula.Literal literal) {
                return WireMessage.field(SET, ItemCodec.encodeValue(literal.value()));
            }
        }
        throw new IllegalStateException("an action that is not basic");
    }

    /** What an {@link UpdateAction#append} to an attribute appends; null: it is none. */
    static AttributeValue.@Nullable L appended(UpdateAction.Assign assign) {
        return assign.path().elements().size() == 1
                        && assign.value() instanceof Formula.ListAppend append
                        && append.first() instanceof Formula.IfNotExists ifNotExists
                        && ifNotExists.path().equals(assign.path())
                        && ifNotExists.otherwise() instanceof Formula.Literal otherwise
                        && otherwise.value() instanceof AttributeValue.L none
                        && none.values().isEmpty()
                        && append.second() instanceof Formula.Literal literal
                        && literal.value() instanceof AttributeValue.L list
                ? list
                : null;
    }

    private static ByteString pair(ByteString first, ByteString second) {
        return WireMessage.message(WireMessage.field(1, first), WireMessage.field(2, second));
    }

    private static ByteString encode(Formula formula, int level) {
        checkLevel(level);
        if (formula instanceof Formula.Literal literal) {
            return WireMessage.field(FORMULA_VALUE, ItemCodec.encodeValue(literal.value()));
        }
        if (formula instanceof Formula.At at) {
            return WireMessage.field(FORMULA_PATH, PathCodec.encode(at.path()));
        }
        if (formula instanceof Formula.IfNotExists ifNotExists) {
            return WireMessage.field(
                    FORMULA_IF_NOT_EXISTS,
                    pair(PathCodec.encode(ifNotExists.path()), encode(ifNotExists.otherwise(), level + 1)));
        }
        if (formula instanceof Formula.ListAppend append) {
            return WireMessage.field(
                    FORMULA_LIST_APPEND, pair(encode(append.first(), level + 1), encode(append.second(), level + 1)));
        }
        if (formula instanceof Formula.Sum sum) {
            return WireMessage.field(
                    FORMULA_SUM, pair(encode(sum.first(), level + 1), encode(sum.second(), level + 1)));
        }
        if (formula instanceof Formula.Difference difference) {
            return WireMessage.field(
                    FORMULA_DIFFERENCE,
                    pair(encode(difference.first(), level + 1), encode(difference.second(), level + 1)));
        }
        throw new IllegalStateException("a formula of no known kind");
    }

    static UpdateAction decode(ByteString encoded) {
        List<WireMessage.Field> fields = WireMessage.read(encoded).fields();
        if (fields.size() == 2 && fields.get(0).number() == ATTRIBUTE) {
            return basic(PathCodec.text(fields.get(0).bytes()), fields.get(1));
        }
        if (fields.isEmpty() || (fields.size() == 1 && fields.get(0).number() == ATTRIBUTE)) {
            throw StatorException.validation("An update action is empty");
        }
        WireMessage.Field field = new WireMessage(fields).only();
        if (field.number() == REMOVE_AT) {
            return new UpdateAction.Remove(PathCodec.decode(field.bytes()));
        }
        List<ByteString> parts = WireMessage.read(field.bytes()).parts(2);
        DocumentPath path = PathCodec.decode(parts.get(0));
        return switch (field.number()) {
            case ASSIGN -> new UpdateAction.Assign(path, formula(parts.get(1), 1));
            case ADD_AT -> new UpdateAction.Add(path, PathCodec.value(parts.get(1)));
            case DELETE_AT -> new UpdateAction.DeleteElements(path, PathCodec.value(parts.get(1)));
            default -> throw WireMessage.malformed(null);
        };
    }

    private static UpdateAction basic(String attribute, WireMessage.Field field) {
        return switch (field.number()) {
            case SET -> UpdateAction.set(attribute, PathCodec.value(field.bytes()));
            case REMOVE -> UpdateAction.remove(attribute);
            case ADD -> UpdateAction.add(attribute, PathCodec.value(field.bytes()));
            case DELETE -> UpdateAction.deleteElements(attribute, PathCodec.value(field.bytes()));
            case APPEND -> UpdateAction.append(attribute, list(PathCodec.value(field.bytes())));
            default -> throw WireMessage.malformed(null);
        };
    }

    private static AttributeValue.L list(AttributeValue value) {
        if (value instanceof AttributeValue.L list) {
            return list;
        }
        throw StatorException.validation("What an update action appends must be a list");
    }

    private static Formula formula(ByteString encoded, int level) {
        checkLevel(level);
        WireMessage.Field field = WireMessage.read(encoded).only();
        if (field.number() == FORMULA_VALUE) {
            return new Formula.Literal(PathCodec.value(field.bytes()));
        }
        if (field.number() == FORMULA_PATH) {
            return new Formula.At(PathCodec.decode(field.bytes()));
        }
        List<ByteString> parts = WireMessage.read(field.bytes()).parts(2);
        Formula second = formula(parts.get(1), level + 1);
        if (field.number() == FORMULA_IF_NOT_EXISTS) {
            return new Formula.IfNotExists(PathCodec.decode(parts.get(0)), second);
        }
        Formula first = formula(parts.get(0), level + 1);
        return switch (field.number()) {
            case FORMULA_LIST_APPEND -> new Formula.ListAppend(first, second);
            case FORMULA_SUM -> new Formula.Sum(first, second);
            case FORMULA_DIFFERENCE -> new Formula.Difference(first, second);
            default -> throw WireMessage.malformed(null);
        };
    }

    /** Only what an attribute with a field from 2 to 6 says. */
    static boolean isBasic(UpdateAction action) {
        return action.path().elements().size() == 1
                && (!(action instanceof UpdateAction.Assign assign)
                        || assign.value() instanceof Formula.Literal
                        || appended(assign) != null);
    }

    private static void checkLevel(int level) {
        if (level > Limits.FORMULA_LEVELS_MAX) {
            throw StatorException.validation("A value of an update expression is nested more than "
                    + Limits.FORMULA_LEVELS_MAX + " levels deep");
        }
    }
}
