package io.stator.model.expression;

import static io.stator.model.Refusals.assertRefused;
import static io.stator.model.Refusals.nested;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.stator.model.AttributeType;
import io.stator.model.AttributeValue;
import io.stator.model.Limits;
import io.stator.proto.v1.Path;
import io.stator.proto.v1.PathElement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Trees come back from their bytes, which are those of item.proto's messages; what is malformed is refused. */
class ExpressionCodecTest {
    private static final String MALFORMED =
            "One or more parameter values were invalid: Malformed encoding of an expression";

    private static final AttributeValue TEXT = AttributeValue.string("text");
    private static final AttributeValue NUMBER = AttributeValue.number(7);
    private static final DocumentPath PATH = new DocumentPath(
            List.of(new DocumentPath.Name("a"), new DocumentPath.Index(3), new DocumentPath.Name("b")));
    private static final Operand AT = new Operand.At(PATH);
    private static final Operand LITERAL = new Operand.Literal(TEXT);

    @Test
    void conditionsComeBack() throws Exception {
        List<Condition> conditions = new ArrayList<>(List.of(
                new Condition.AttributeExists(PATH),
                new Condition.AttributeNotExists(PATH),
                new Condition.Between(AT, LITERAL, new Operand.Size(PATH)),
                new Condition.In(AT, List.of(LITERAL, AT)),
                new Condition.BeginsWith(AT, LITERAL),
                new Condition.Contains(LITERAL, AT)));
        for (Comparator comparator : Comparator.values()) {
            conditions.add(new Condition.Comparison(AT, comparator, LITERAL));
            conditions.add(new Condition.Comparison(LITERAL, comparator, AT));
        }
        for (AttributeType type : AttributeType.values()) {
            conditions.add(new Condition.HasType(PATH, type));
        }
        conditions.add(new Condition.And(conditions));
        conditions.add(new Condition.Not(new Condition.Or(conditions)));
        for (Condition condition : conditions) {
            ByteString encoded = ExpressionCodec.encode(condition);
            assertThat(ExpressionCodec.decodeCondition(encoded)).isEqualTo(condition);
            io.stator.proto.v1.Condition message = io.stator.proto.v1.Condition.parseFrom(encoded);
            assertThat(message.getUnknownFields().asMap()).isEmpty();
            assertThat(message.toByteString()).isEqualTo(encoded);
        }
    }

    @Test
    void messagesSayWhatTheTreesSay() throws Exception {
        io.stator.proto.v1.Condition equal =
                io.stator.proto.v1.Condition.parseFrom(ExpressionCodec.encode(Condition.equalTo("y", TEXT)));
        assertThat(equal.getEquals().getPath().getElements(0).getName()).isEqualTo("y");
        assertThat(equal.getEquals().getValue().getS()).isEqualTo("text");
        io.stator.proto.v1.Condition less = io.stator.proto.v1.Condition.parseFrom(
                ExpressionCodec.encode(new Condition.Comparison(new Operand.Size(PATH), Comparator.LESS, LITERAL)));
        assertThat(less.getComparison().getComparator()).isEqualTo(io.stator.proto.v1.Comparator.COMPARATOR_LESS);
        assertThat(less.getComparison().getLeft().getSize().getElements(1).getIndex())
                .isEqualTo(3);
        for (AttributeType type : AttributeType.values()) {
            io.stator.proto.v1.Condition hasType =
                    io.stator.proto.v1.Condition.parseFrom(ExpressionCodec.encode(new Condition.HasType(PATH, type)));
            assertThat(hasType.getHasType().getType().name()).isEqualTo("ATTRIBUTE_TYPE_" + type);
        }
        for (Comparator comparator : Comparator.values()) {
            io.stator.proto.v1.Condition comparison = io.stator.proto.v1.Condition.parseFrom(
                    ExpressionCodec.encode(new Condition.Comparison(LITERAL, comparator, AT)));
            assertThat(comparison.getComparison().getComparator().name()).isEqualTo("COMPARATOR_" + comparator);
        }
    }

    @Test
    void updatesComeBack() throws Exception {
        Formula formula = new Formula.ListAppend(
                new Formula.IfNotExists(PATH, new Formula.Literal(TEXT)),
                new Formula.Sum(
                        new Formula.At(PATH), new Formula.Difference(new Formula.At(PATH), new Formula.At(PATH))));
        AttributeValue.SS set = AttributeValue.stringSet("a", "b");
        List<UpdateAction> basic = List.of(
                UpdateAction.set("a", TEXT),
                UpdateAction.remove("a"),
                UpdateAction.add("a", NUMBER),
                UpdateAction.deleteElements("a", set),
                UpdateAction.append("a", AttributeValue.list(TEXT, NUMBER)));
        List<UpdateAction> newer = List.of(
                new UpdateAction.Assign(PATH, formula),
                new UpdateAction.Assign(PATH, new Formula.Literal(TEXT)),
                new UpdateAction.Assign(DocumentPath.of("a"), new Formula.At(PATH)),
                new UpdateAction.Remove(PATH),
                new UpdateAction.Add(PATH, NUMBER),
                new UpdateAction.DeleteElements(PATH, set));
        for (UpdateAction action : basic) {
            assertThat(ExpressionCodec.isBasic(action)).isTrue();
            assertComesBack(action);
        }
        for (UpdateAction action : newer) {
            assertThat(ExpressionCodec.isBasic(action)).isFalse();
            assertComesBack(action);
        }
    }

    private static void assertComesBack(UpdateAction action) throws Exception {
        ByteString encoded = ExpressionCodec.encode(action);
        assertThat(ExpressionCodec.decodeAction(encoded)).isEqualTo(action);
        io.stator.proto.v1.UpdateAction message = io.stator.proto.v1.UpdateAction.parseFrom(encoded);
        assertThat(message.toByteString()).isEqualTo(encoded);
        assertThat(message.getUnknownFields().asMap()).isEmpty();
    }

    @Test
    void projectionsComeBack() throws Exception {
        Projection projection = new Projection(List.of(PATH, DocumentPath.of("c")));
        ByteString encoded = ExpressionCodec.encode(projection);
        assertThat(ExpressionCodec.decodeProjection(encoded)).isEqualTo(projection);
        assertThat(io.stator.proto.v1.Projection.parseFrom(encoded).getPathsCount())
                .isEqualTo(2);
    }

    @Test
    void conditionsOfEveryDepthUpToTheLimitComeBack() {
        Condition condition = Condition.equalTo("a", nested(Limits.NESTING_LEVELS_MAX));
        for (int depth = 1; depth < Limits.CONDITION_LEVELS_MAX; depth++) {
            condition = new Condition.Not(condition);
        }
        ByteString deepest = ExpressionCodec.encode(condition);
        assertThat(ExpressionCodec.decodeCondition(deepest)).isEqualTo(condition);
        Condition tooDeep = new Condition.Not(condition);
        assertRefused(() -> ExpressionCodec.encode(tooDeep));
        assertRefused(() -> ExpressionCodec.decodeCondition(WireMessage.field(6, deepest)));
    }

    @Test
    void malformedTreesAreRefused() {
        io.stator.proto.v1.Condition.Builder builder = io.stator.proto.v1.Condition.newBuilder();
        assertMalformed(builder);
        assertMalformed(builder.setAnd(io.stator.proto.v1.Condition.Conditions.getDefaultInstance()));
        assertMalformed(builder.setEquals(io.stator.proto.v1.Condition.Equals.getDefaultInstance()));
        assertMalformed(builder.setIn(io.stator.proto.v1.Condition.In.getDefaultInstance()));
        assertMalformed(builder.setComparison(io.stator.proto.v1.Condition.Comparison.getDefaultInstance()));
        for (PathElement first : List.of(
                PathElement.getDefaultInstance(),
                PathElement.newBuilder().setIndex(1).build())) {
            assertMalformed(builder.setAttributeExists(Path.newBuilder().addElements(first)));
        }
        for (PathElement second : List.of(
                PathElement.getDefaultInstance(),
                PathElement.newBuilder().setIndex(-1).build())) {
            assertMalformed(builder.setAttributeExists(Path.newBuilder()
                    .addElements(PathElement.newBuilder().setName("a"))
                    .addElements(second)));
        }
        assertRefused(() -> ExpressionCodec.decodeAction(ByteString.EMPTY));
        assertRefused(() -> ExpressionCodec.decodeAction(ByteString.copyFromUtf8("garbage")));
        assertRefused(() -> ExpressionCodec.decodeCondition(ByteString.copyFrom(new byte[] {0x0a, 0x7f, 1})));
        assertRefused(() -> ExpressionCodec.decodeProjection(ByteString.copyFrom(new byte[] {0x12, 0})));
    }

    /** Two bytes each, or eight of a condition: else a request of some megabytes would take hundreds in memory. */
    @Test
    void treesOfVeryManyPartsAreNotDecoded() {
        byte[] emptyFields = new byte[2 * (WireMessage.FIELDS_MAX + 1)];
        for (int i = 0; i < emptyFields.length; i += 2) {
            emptyFields[i] = 0x0a;
        }
        assertRefused(() -> ExpressionCodec.decodeProjection(ByteString.copyFrom(emptyFields)), MALFORMED);
        Condition leaf = Condition.attributeExists("a");
        Condition many = new Condition.Or(Collections.nCopies(100, leaf));
        ByteString encoded =
                ExpressionCodec.encode(new Condition.Or(Collections.nCopies(WireMessage.FIELDS_MAX / 100 + 1, many)));
        assertRefused(() -> ExpressionCodec.decodeCondition(encoded), MALFORMED);
    }

    private static void assertMalformed(io.stator.proto.v1.Condition.Builder condition) {
        assertRefused(() -> ExpressionCodec.decodeCondition(condition.build().toByteString()));
    }
}
