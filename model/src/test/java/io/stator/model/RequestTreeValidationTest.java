package io.stator.model;

import static io.stator.model.EncodedKeyTest.MUSIC;
import static io.stator.model.Refusals.assertRefused;
import static io.stator.model.Refusals.nested;

import io.stator.model.DocumentPath.Index;
import io.stator.model.DocumentPath.Name;
import io.stator.model.UpdateAction.Add;
import io.stator.model.UpdateAction.Append;
import io.stator.model.UpdateAction.DeleteElements;
import io.stator.model.UpdateAction.Remove;
import io.stator.model.UpdateAction.SetValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Conditions and updates. */
class RequestTreeValidationTest {
    private static final AttributeValue ONE = AttributeValue.number(1);
    private static final String TOO_MANY_OPERATORS = "Invalid ConditionExpression: The expression contains too many "
            + "operators; operator limit: 300, nesting limit: 32";
    private static final String VALUES_TOO_LARGE =
            "Combined size of ExpressionAttributeNames and ExpressionAttributeValues exceeds max size";

    @Test
    void updatesLeaveTheKeyAlone() {
        for (String attribute : List.of("Artist", "Year")) {
            String message = "One or more parameter values were invalid: Cannot update attribute " + attribute
                    + ". This attribute is part of the key";
            assertRefused(() -> update(new SetValue(attribute, ONE)), message);
            assertRefused(() -> update(new Remove(attribute)), message);
            assertRefused(() -> update(new Add(attribute, ONE)), message);
        }
    }

    @Test
    void updatesChangeAnAttributeOnce() {
        update(new Remove("a"), new SetValue("b", ONE));
        assertRefused(
                () -> update(new Remove("a"), new SetValue("b", ONE), new Add("a", ONE)),
                "Invalid UpdateExpression: Two document paths overlap with each other; "
                        + "must remove or rewrite one of these paths; path one: [a], path two: [a]");
    }

    @Test
    void operandsHaveTypes() {
        update(new Add("a", ONE), new Add("b", AttributeValue.stringSet("x")), new Append("c", AttributeValue.list()));
        update(new DeleteElements("a", AttributeValue.numberSet("1")), new SetValue("b", AttributeValue.nullValue()));
        assertRefused(
                () -> update(new Add("a", AttributeValue.string("x"))),
                "Invalid UpdateExpression: Incorrect operand type for operator or function; "
                        + "operator: ADD, operand type: STRING, typeSet: ALLOWED_FOR_ADD_OPERAND");
        assertRefused(
                () -> update(new DeleteElements("a", ONE)),
                "Invalid UpdateExpression: Incorrect operand type for operator or function; "
                        + "operator: DELETE, operand type: NUMBER, typeSet: ALLOWED_FOR_DELETE_OPERAND");
    }

    @Test
    void updatesAreBounded() {
        List<UpdateAction> actions = new ArrayList<>();
        for (int i = 0; i < Limits.UPDATE_ACTIONS_MAX; i++) {
            actions.add(new Remove("a" + i));
        }
        Validation.update(MUSIC, actions);
        Validation.update(MUSIC, List.of());
        actions.add(new Remove("b"));
        assertRefused(
                () -> Validation.update(MUSIC, actions),
                "Invalid UpdateExpression: The expression contains too many operators; operator count: 301");
        assertRefused(() -> update(new Remove("")), "Empty attribute name");
        assertRefused(() -> update(new Remove("x".repeat(65_536))));
        update(new SetValue("a", nested(Limits.NESTING_LEVELS_MAX)));
        assertRefused(() -> update(new SetValue("a", nested(Limits.NESTING_LEVELS_MAX + 1))));
        AttributeValue half = AttributeValue.string("x".repeat(Limits.EXPRESSION_VALUES_BYTES_MAX / 2));
        update(new SetValue("a", half), new SetValue("b", half));
        assertRefused(
                () -> update(new SetValue("a", half), new SetValue("b", half), new SetValue("c", ONE)),
                VALUES_TOO_LARGE);
    }

    private static void update(UpdateAction... actions) {
        Validation.update(MUSIC, List.of(actions));
    }

    @Test
    void conditionsHaveABoundedNumberOfNodes() {
        Condition leaf = Condition.attributeExists("a");
        Validation.condition(new Condition.And(Collections.nCopies(Limits.CONDITION_NODES_MAX - 1, leaf)));
        assertRefused(
                () -> Validation.condition(new Condition.And(Collections.nCopies(Limits.CONDITION_NODES_MAX, leaf))),
                TOO_MANY_OPERATORS);
    }

    @Test
    void conditionsHaveABoundedDepth() {
        Validation.condition(negated(Limits.CONDITION_LEVELS_MAX - 1));
        assertRefused(() -> Validation.condition(negated(Limits.CONDITION_LEVELS_MAX)), TOO_MANY_OPERATORS);
        assertRefused(() -> Validation.condition(negated(200_000)), TOO_MANY_OPERATORS);
    }

    private static Condition negated(int times) {
        Condition condition = Condition.attributeNotExists("a");
        for (int i = 0; i < times; i++) {
            condition = new Condition.Not(condition);
        }
        return condition;
    }

    @Test
    void operandsAreThere() {
        String message = "Invalid ConditionExpression: The expression can not be empty;";
        assertRefused(() -> Validation.condition(new Condition.And(List.of())), message);
        assertRefused(() -> Validation.condition(new Condition.Not(new Condition.Or(List.of()))), message);
    }

    @Test
    void pathsAreBounded() {
        Validation.condition(exists(Limits.PATH_ELEMENTS_MAX - 1, 0));
        assertRefused(
                () -> Validation.condition(exists(Limits.PATH_ELEMENTS_MAX, 0)),
                "Invalid ConditionExpression: The document path has too many nesting elements; nesting elements: 33");
        assertRefused(
                () -> Validation.condition(exists(1, -1)),
                "Invalid ConditionExpression: List index is not within the allowable range; index: [-1]");
        assertRefused(() -> Validation.condition(Condition.attributeExists("")), "Empty attribute name");
    }

    private static Condition exists(int indexes, int index) {
        List<DocumentPath.Element> elements = new ArrayList<>(List.of(new Name("a")));
        elements.addAll(Collections.nCopies(indexes, new Index(index)));
        return new Condition.AttributeExists(new DocumentPath(elements));
    }

    @Test
    void valuesAreBounded() {
        Validation.condition(Condition.equalTo("a", nested(Limits.NESTING_LEVELS_MAX)));
        assertRefused(() -> Validation.condition(Condition.equalTo("a", nested(Limits.NESTING_LEVELS_MAX + 1))));
        Condition half =
                Condition.equalTo("a", AttributeValue.string("x".repeat(Limits.EXPRESSION_VALUES_BYTES_MAX / 2)));
        Validation.condition(Condition.and(half, half));
        assertRefused(
                () -> Validation.condition(Condition.and(half, half, Condition.equalTo("a", ONE))), VALUES_TOO_LARGE);
    }
}
