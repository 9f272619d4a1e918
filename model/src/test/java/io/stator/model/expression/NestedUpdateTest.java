package io.stator.model.expression;

import static io.stator.model.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.stator.model.AttributeValue;
import io.stator.model.Item;
import io.stator.model.Limits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Paths and formulas of updates. Scylla's Alternator tests, which run against DynamoDB too, say the same. */
class NestedUpdateTest {
    private static final String INVALID_PATH =
            "The document path provided in the update expression is invalid for update";
    private static final String TOO_LARGE = "Item size to update has exceeded the maximum allowed size";
    private static final Item KEY = Item.builder().set("pk", "k").build();

    @Test
    void membersAreAssignedAndTakenAway() {
        AttributeValue map = AttributeValue.map(Map.of("b", number(3), "c", number(4)));
        assertThat(after(map, assign(path("a", "c"), number(7)), assign(path("a", "d"), number(8)), remove("a", "b")))
                .isEqualTo(AttributeValue.map(Map.of("c", number(7), "d", number(8))));
        assertThat(after(AttributeValue.map(Map.of("b", number(1))), remove("a", "b"), remove("a", "none")))
                .isEqualTo(AttributeValue.map(Map.of()));
    }

    @Test
    void aParentMustBeThere() {
        for (AttributeValue wrong : List.of(AttributeValue.string("x"), list(1), number(1))) {
            assertRefused(() -> after(wrong, assign(path("a", "c"), number(7))), INVALID_PATH);
            assertRefused(() -> after(wrong, remove("a", "c")), INVALID_PATH);
        }
        assertRefused(() -> after(AttributeValue.map(Map.of()), assign(path("a", 0), number(7))), INVALID_PATH);
        assertRefused(() -> after(AttributeValue.map(Map.of()), assign(path("a", "x", "y"), number(7))), INVALID_PATH);
        assertRefused(() -> after(list(1), assign(path("a", 5, "x"), number(7))), INVALID_PATH);
        assertRefused(() -> ItemUpdater.update(null, KEY, List.of(assign(path("a", "c"), number(7)))), INVALID_PATH);
        assertRefused(() -> ItemUpdater.update(KEY, KEY, List.of(remove("a", "c"))), INVALID_PATH);
    }

    @Test
    void indexesMeanTheElementsOfBefore() {
        assertThat(after(list(2, 3, 4, 5, 6, 7), remove("a", 1), assign(path("a", 3), number(17))))
                .isEqualTo(list(2, 4, 17, 6, 7));
        assertThat(after(list(0, 1, 2, 3), remove("a", 0), remove("a", 2), remove("a", 17)))
                .isEqualTo(list(1, 3));
        assertThat(after(list(1), remove("a", 0))).isEqualTo(list());
    }

    @Test
    void beyondTheEndIsAfterTheLastInTheirOrder() {
        assertThat(after(
                        list(1, 2, 3),
                        assign(path("a", 84), number(9)),
                        assign(path("a", 37), number(7)),
                        assign(path("a", 3), number(4)),
                        remove("a", 0)))
                .isEqualTo(list(2, 3, 4, 7, 9));
    }

    @Test
    void addAndDeleteReachIntoDocuments() {
        AttributeValue map = AttributeValue.map(Map.of("n", number(1), "s", AttributeValue.stringSet("x")));
        assertThat(after(
                        map,
                        new UpdateAction.Add(path("a", "n"), number(2)),
                        new UpdateAction.Add(path("a", "new"), number(5)),
                        new UpdateAction.DeleteElements(path("a", "s"), AttributeValue.stringSet("x"))))
                .isEqualTo(AttributeValue.map(Map.of("n", number(3), "new", number(5))));
    }

    @Test
    void formulasReadTheItemAsItWas() {
        Item item = Item.builder().set("pk", "k").set("a", 1).set("b", 2).build();
        Item updated = update(
                item,
                new UpdateAction.Assign(path("a"), new Formula.At(path("b"))),
                new UpdateAction.Assign(path("b"), new Formula.At(path("a"))),
                new UpdateAction.Assign(path("c"), new Formula.IfNotExists(path("c"), new Formula.At(path("a")))),
                new UpdateAction.Assign(
                        path("d"), new Formula.Difference(new Formula.At(path("b")), new Formula.At(path("a")))));
        assertThat(updated)
                .isEqualTo(Item.builder()
                        .set("pk", "k")
                        .set("a", 2)
                        .set("b", 1)
                        .set("c", 1)
                        .set("d", 1)
                        .build());
        assertThat(update(updated, new UpdateAction.Assign(path("c"), new Formula.IfNotExists(path("c"), none())))
                        .get("c"))
                .isEqualTo(number(1));
    }

    @Test
    void operandsAreThereAndOfTheRightType() {
        assertRefused(
                () -> update(KEY, new UpdateAction.Assign(path("a"), none())),
                "The provided expression refers to an attribute that does not exist in the item");
        Formula one = new Formula.Literal(number(1));
        Formula text = new Formula.At(path("pk"));
        for (Formula wrong : List.of(
                new Formula.Sum(one, text), new Formula.Difference(text, one), new Formula.ListAppend(text, text))) {
            assertRefused(
                    () -> update(KEY, new UpdateAction.Assign(path("a"), wrong)),
                    "An operand in the update expression has an incorrect data type");
        }
        assertRefused(
                () -> update(
                        KEY,
                        new UpdateAction.Assign(
                                path("a"),
                                new Formula.Difference(
                                        new Formula.Literal(AttributeValue.number("-9e125")),
                                        new Formula.Literal(AttributeValue.number("9e125"))))),
                "Number overflow. Attempting to store a number with magnitude larger than supported range");
    }

    /** Doubled 31 times, it would take 2^31 elements. */
    @Test
    void whatFormulasMakeIsBounded() {
        Formula doubled = new Formula.Literal(list(1, 2, 3));
        for (int i = 1; i < Limits.FORMULA_LEVELS_MAX; i++) {
            doubled = new Formula.ListAppend(doubled, doubled);
        }
        Formula tooLarge = doubled;
        assertRefused(() -> update(KEY, new UpdateAction.Assign(path("a"), tooLarge)), TOO_LARGE);
        Item half = Item.builder()
                .set("pk", "k")
                .set("x", "x".repeat(Limits.ITEM_BYTES_MAX / 2))
                .build();
        List<UpdateAction> copies = new ArrayList<>();
        for (int i = 0; i < Limits.UPDATE_ACTIONS_MAX; i++) {
            copies.add(new UpdateAction.Assign(path("x" + i), new Formula.At(path("x"))));
        }
        assertRefused(() -> ItemUpdater.update(half, KEY, copies), TOO_LARGE);
    }

    @Test
    void ofAnAbsentItemNothingIsTakenAway() {
        assertThat(ItemUpdater.update(null, KEY, List.of(remove("a", "b"), remove("c"))))
                .isNull();
        assertThat(ItemUpdater.update(null, KEY, List.of())).isEqualTo(KEY);
        assertThat(ItemUpdater.update(null, KEY, List.of(remove("c"), assign(path("a"), number(1)))))
                .isEqualTo(KEY.toBuilder().set("a", 1).build());
    }

    @Test
    void projectionsLeaveWhatTheirPathsLeadTo() {
        Item item = Item.builder()
                .set("pk", "k")
                .set("a", AttributeValue.map(Map.of("b", number(1), "c", list(10, 11, 12))))
                .set("d", 4)
                .build();
        Projection projection = new Projection(List.of(
                path("a", "c", 2), path("a", "c", 0), path("a", "none"), path("d", "x"), path("none"), path("pk")));
        assertThat(projection.of(item))
                .isEqualTo(Item.builder()
                        .set("pk", "k")
                        .set("a", AttributeValue.map(Map.of("c", list(10, 12))))
                        .build());
    }

    @Test
    void collidingPathsAreRefused() {
        String rewrite = "must remove or rewrite one of these paths; path one: ";
        assertRefused(
                () -> ExpressionRules.projection(new Projection(List.of(path("b"), path("a", "b"), path("a")))),
                "Invalid ProjectionExpression: Two document paths overlap with each other; " + rewrite
                        + "[a, b], path two: [a]");
        assertRefused(
                () -> ExpressionRules.projection(new Projection(List.of(path("a", "b"), path("a", 1)))),
                "Invalid ProjectionExpression: Two document paths conflict with each other; " + rewrite
                        + "[a, b], path two: [a, [1]]");
    }

    private static Formula none() {
        return new Formula.At(path("none"));
    }

    private static DocumentPath path(Object... steps) {
        return new DocumentPath(Arrays.stream(steps)
                .map(step -> step instanceof Integer index
                        ? new DocumentPath.Index(index)
                        : (DocumentPath.Element) new DocumentPath.Name((String) step))
                .toList());
    }

    private static UpdateAction assign(DocumentPath path, AttributeValue value) {
        return new UpdateAction.Assign(path, new Formula.Literal(value));
    }

    private static UpdateAction remove(Object... steps) {
        return new UpdateAction.Remove(path(steps));
    }

    private static AttributeValue number(long value) {
        return AttributeValue.number(value);
    }

    private static AttributeValue.L list(long... values) {
        return AttributeValue.list(
                Arrays.stream(values).mapToObj(AttributeValue::number).toList());
    }

    private static AttributeValue after(AttributeValue before, UpdateAction... actions) {
        Item item = KEY.toBuilder().set("a", before).build();
        return Objects.requireNonNull(update(item, actions).get("a"));
    }

    private static Item update(Item item, UpdateAction... actions) {
        return Objects.requireNonNull(ItemUpdater.update(item, KEY, List.of(actions)));
    }
}
