package io.stator.model.expression;

import com.google.protobuf.ByteString;
import io.stator.model.AttributeType;
import io.stator.model.ItemCodec;
import io.stator.model.Limits;
import io.stator.model.StatorException;
import java.util.ArrayList;
import java.util.List;

/** Conditions as stator.v1.Condition of item.proto. */
final class ConditionCodec {
    private static final int ATTRIBUTE_EXISTS = 1;
    private static final int ATTRIBUTE_NOT_EXISTS = 2;
    private static final int EQUALS = 3;
    private static final int AND = 4;
    private static final int OR = 5;
    private static final int NOT = 6;
    private static final int COMPARISON = 7;
    private static final int BETWEEN = 8;
    private static final int IN = 9;
    private static final int BEGINS_WITH = 10;
    private static final int CONTAINS = 11;
    private static final int HAS_TYPE = 12;

    /** By their numbers, from 1: never reordered. */
    private static final List<Comparator> COMPARATORS = List.of(
            Comparator.EQUAL,
            Comparator.NOT_EQUAL,
            Comparator.LESS,
            Comparator.LESS_OR_EQUAL,
            Comparator.GREATER,
            Comparator.GREATER_OR_EQUAL);

    /** By their numbers, from 1: never reordered. */
    private static final List<AttributeType> TYPES = List.of(
            AttributeType.STRING,
            AttributeType.NUMBER,
            AttributeType.BINARY,
            AttributeType.STRING_SET,
            AttributeType.NUMBER_SET,
            AttributeType.BINARY_SET,
            AttributeType.MAP,
            AttributeType.LIST,
            AttributeType.NULL,
            AttributeType.BOOLEAN);

    private ConditionCodec() {}

    static ByteString encode(Condition condition, int level) {
        checkLevel(level);
        if (condition instanceof Condition.AttributeExists exists) {
            return WireMessage.field(ATTRIBUTE_EXISTS, PathCodec.encode(exists.path()));
        }
        if (condition instanceof Condition.AttributeNotExists notExists) {
            return WireMessage.field(ATTRIBUTE_NOT_EXISTS, PathCodec.encode(notExists.path()));
        }
        if (condition instanceof Condition.Comparison comparison) {
            return comparison(comparison);
        }
        if (condition instanceof Condition.And and) {
            return WireMessage.field(AND, operands(and.operands(), level));
        }
        if (condition instanceof Condition.Or or) {
            return WireMessage.field(OR, operands(or.operands(), level));
        }
        if (condition instanceof Condition.Not not) {
            return WireMessage.field(NOT, encode(not.operand(), level + 1));
        }
        if (condition instanceof Condition.Between between) {
            return WireMessage.field(
                    BETWEEN, operands(List.of(between.operand(), between.lower(), between.upper()), List.of()));
        }
        if (condition instanceof Condition.In in) {
            return WireMessage.field(IN, operands(List.of(in.operand()), in.candidates()));
        }
        if (condition instanceof Condition.BeginsWith begins) {
            return WireMessage.field(BEGINS_WITH, operands(List.of(begins.operand(), begins.prefix()), List.of()));
        }
        if (condition instanceof Condition.Contains contains) {
            return WireMessage.field(CONTAINS, operands(List.of(contains.operand(), contains.element()), List.of()));
        }
        if (condition instanceof Condition.HasType hasType) {
            return WireMessage.field(
                    HAS_TYPE,
                    WireMessage.message(
                            WireMessage.field(1, PathCodec.encode(hasType.path())),
                            WireMessage.field(2, TYPES.indexOf(hasType.type()) + 1)));
        }
        throw new IllegalStateException("a condition of no known kind");
    }

    private static ByteString comparison(Condition.Comparison comparison) {
        if (comparison.comparator() == Comparator.EQUAL
                && comparison.left() instanceof Operand.At at
                && comparison.right() instanceof Operand.Literal literal) {
            return WireMessage.field(
                    EQUALS,
                    WireMessage.message(
                            WireMessage.field(1, PathCodec.encode(at.path())),
                            WireMessage.field(2, ItemCodec.encodeValue(literal.value()))));
        }
        return WireMessage.field(
                COMPARISON,
                WireMessage.message(
                        WireMessage.field(1, PathCodec.encode(comparison.left())),
                        WireMessage.field(2, COMPARATORS.indexOf(comparison.comparator()) + 1),
                        WireMessage.field(3, PathCodec.encode(comparison.right()))));
    }

    /** The first ones as fields 1 and on, the others as the field after them. */
    private static ByteString operands(List<Operand> single, List<Operand> repeated) {
        List<ByteString> fields = new ArrayList<>(single.size() + repeated.size());
        for (int i = 0; i < single.size(); i++) {
            fields.add(WireMessage.field(i + 1, PathCodec.encode(single.get(i))));
        }
        for (Operand operand : repeated) {
            fields.add(WireMessage.field(single.size() + 1, PathCodec.encode(operand)));
        }
        return WireMessage.message(fields);
    }

    private static ByteString operands(List<Condition> operands, int level) {
        List<ByteString> fields = new ArrayList<>(operands.size());
        for (Condition operand : operands) {
            fields.add(WireMessage.field(1, encode(operand, level + 1)));
        }
        return WireMessage.message(fields);
    }

    static Condition decode(ByteString encoded) {
        return decode(encoded, 1, new Count());
    }

    /** Of the conditions of one tree, while it is decoded: many may share few bytes. */
    private static final class Count {
        private int conditions;

        void next() {
            conditions++;
            if (conditions > WireMessage.FIELDS_MAX) {
                throw WireMessage.malformed(null);
            }
        }
    }

    private static Condition decode(ByteString encoded, int level, Count count) {
        checkLevel(level);
        count.next();
        WireMessage message = WireMessage.read(encoded);
        if (message.fields().isEmpty()) {
            throw StatorException.validation("A condition is empty");
        }
        WireMessage.Field field = message.only();
        ByteString body = field.bytes();
        return switch (field.number()) {
            case ATTRIBUTE_EXISTS -> new Condition.AttributeExists(PathCodec.decode(body));
            case ATTRIBUTE_NOT_EXISTS -> new Condition.AttributeNotExists(PathCodec.decode(body));
            case EQUALS -> equals(WireMessage.read(body).parts(2));
            case AND -> new Condition.And(operands(body, level, count));
            case OR -> new Condition.Or(operands(body, level, count));
            case NOT -> new Condition.Not(decode(body, level + 1, count));
            case COMPARISON -> comparison(WireMessage.read(body));
            case BETWEEN -> between(operands(WireMessage.read(body).parts(3)));
            case IN -> in(WireMessage.read(body));
            case BEGINS_WITH -> {
                List<Operand> operands = operands(WireMessage.read(body).parts(2));
                yield new Condition.BeginsWith(operands.get(0), operands.get(1));
            }
            case CONTAINS -> {
                List<Operand> operands = operands(WireMessage.read(body).parts(2));
                yield new Condition.Contains(operands.get(0), operands.get(1));
            }
            case HAS_TYPE -> {
                WireMessage hasType = WireMessage.read(body);
                yield new Condition.HasType(
                        PathCodec.decode(hasType.parts(2).get(0)),
                        numbered(TYPES, hasType.fields().get(1).value()));
            }
            default -> throw WireMessage.malformed(null);
        };
    }

    private static Condition equals(List<ByteString> parts) {
        return new Condition.Comparison(
                new Operand.At(PathCodec.decode(parts.get(0))),
                Comparator.EQUAL,
                new Operand.Literal(PathCodec.value(parts.get(1))));
    }

    private static Condition comparison(WireMessage message) {
        List<ByteString> parts = message.parts(3);
        return new Condition.Comparison(
                PathCodec.decodeOperand(parts.get(0)),
                numbered(COMPARATORS, message.fields().get(1).value()),
                PathCodec.decodeOperand(parts.get(2)));
    }

    private static Condition between(List<Operand> operands) {
        return new Condition.Between(operands.get(0), operands.get(1), operands.get(2));
    }

    private static Condition in(WireMessage message) {
        List<WireMessage.Field> fields = message.fields();
        if (fields.isEmpty() || fields.get(0).number() != 1) {
            throw WireMessage.malformed(null);
        }
        List<ByteString> candidates = new WireMessage(fields.subList(1, fields.size())).repeated(2);
        return new Condition.In(PathCodec.decodeOperand(fields.get(0).bytes()), operands(candidates));
    }

    private static List<Operand> operands(List<ByteString> encoded) {
        return encoded.stream().map(PathCodec::decodeOperand).toList();
    }

    private static List<Condition> operands(ByteString encoded, int level, Count count) {
        List<Condition> operands = new ArrayList<>();
        for (ByteString operand : WireMessage.read(encoded).repeated(1)) {
            operands.add(decode(operand, level + 1, count));
        }
        if (operands.isEmpty()) {
            throw StatorException.validation("A condition has no operands");
        }
        return operands;
    }

    private static <T> T numbered(List<T> known, int number) {
        if (number < 1 || number > known.size()) {
            throw WireMessage.malformed(null);
        }
        return known.get(number - 1);
    }

    /** Only what fields 1 to 6 say. */
    static boolean isBasic(Condition condition) {
        if (condition instanceof Condition.Comparison comparison) {
            return comparison.comparator() == Comparator.EQUAL
                    && comparison.left() instanceof Operand.At
                    && comparison.right() instanceof Operand.Literal;
        }
        if (condition instanceof Condition.And and) {
            return and.operands().stream().allMatch(ConditionCodec::isBasic);
        }
        if (condition instanceof Condition.Or or) {
            return or.operands().stream().allMatch(ConditionCodec::isBasic);
        }
        if (condition instanceof Condition.Not not) {
            return isBasic(not.operand());
        }
        return condition instanceof Condition.AttributeExists || condition instanceof Condition.AttributeNotExists;
    }

    private static void checkLevel(int level) {
        if (level > Limits.CONDITION_LEVELS_MAX) {
            throw StatorException.validation(
                    "A condition is nested more than " + Limits.CONDITION_LEVELS_MAX + " levels deep");
        }
    }
}
