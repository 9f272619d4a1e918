package io.stator.model.expression;

import static io.stator.model.Refusals.assertRefused;
import static io.stator.model.Refusals.nested;

import io.stator.model.AttributeValue;
import io.stator.model.KeyType;
import io.stator.model.Limits;
import io.stator.model.TableInfo;
import io.stator.model.TableSchema;
import io.stator.model.TableStatus;
import io.stator.model.expression.DocumentPath.Index;
import io.stator.model.expression.DocumentPath.Name;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Conditions and updates. */
class ExpressionRulesTest {
    private static final TableInfo MUSIC = new TableInfo(
            7, 1, TableSchema.of("Music", "Artist", KeyType.STRING, "Year", KeyType.NUMBER), TableStatus.ACTIVE, 0);
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
            assertRefused(() -> update(UpdateAction.set(attribute, ONE)), message);
            assertRefused(() -> update(UpdateAction.remove(attribute)), message);
            assertRefused(() -> update(UpdateAction.add(attribute, ONE)), message);
        }
    }

    @Test
    void updatesChangeAnAttributeOnce() {
        update(UpdateAction.remove("a"), UpdateAction.set("b", ONE));
        assertRefused(
                () -> update(UpdateAction.remove("a"), UpdateAction.set("b", ONE), UpdateAction.add("a", ONE)),
                "Invalid UpdateExpression: Two document paths overlap with each other; "
                        + "must remove or rewrite one of these paths; path one: [a], path two: [a]");
    }

    @Test
    void operandsHaveTypes() {
        update(
                UpdateAction.add("a", ONE),
                UpdateAction.add("b", AttributeValue.stringSet("x")),
                UpdateAction.append("c", AttributeValue.list()));
        update(
                UpdateAction.deleteElements("a", AttributeValue.numberSet("1")),
                UpdateAction.set("b", AttributeValue.nullValue()));
        assertRefused(
                () -> update(UpdateAction.add("a", AttributeValue.string("x"))),
                "Invalid UpdateExpression: Incorrect operand type for operator or function; "
                        + "operator: ADD, operand type: STRING, typeSet: ALLOWED_FOR_ADD_OPERAND");
        assertRefused(
                () -> update(UpdateAction.deleteElements("a", ONE)),
                "Invalid UpdateExpression: Incorrect operand type for operator or function; "
                        + "operator: DELETE, operand type: NUMBER, typeSet: ALLOWED_FOR_DELETE_OPERAND");
    }

    @Test
    void updatesAreBounded() {
        List<UpdateAction> actions = new ArrayList<>();
        for (int i = 0; i < Limits.UPDATE_ACTIONS_MAX; i++) {
            actions.add(UpdateAction.remove("a" + i));
        }
        ExpressionRules.update(MUSIC, actions);
        ExpressionRules.update(MUSIC, List.of());
        actions.add(UpdateAction.remove("b"));
        assertRefused(
                () -> ExpressionRules.update(MUSIC, actions),
                "Invalid UpdateExpression: The expression contains too many operators; operator count: 301");
        assertRefused(() -> update(UpdateAction.remove("")), "Empty attribute name");
        assertRefused(() -> update(UpdateAction.remove("x".repeat(65_536))));
        update(UpdateAction.set("a", nested(Limits.NESTING_LEVELS_MAX)));
        assertRefused(() -> update(UpdateAction.set("a", nested(Limits.NESTING_LEVELS_MAX + 1))));
        AttributeValue half = AttributeValue.string("x".repeat(Limits.EXPRESSION_VALUES_BYTES_MAX / 2));
        update(UpdateAction.set("a", half), UpdateAction.set("b", half));
        assertRefused(
                () -> update(UpdateAction.set("a", half), UpdateAction.set("b", half), UpdateAction.set("c", ONE)),
                VALUES_TOO_LARGE);
    }

    @Test
    void anAppendIsOneOperator() {
        List<UpdateAction> appends = new ArrayList<>();
        for (int i = 0; i < Limits.UPDATE_ACTIONS_MAX; i++) {
            appends.add(UpdateAction.append("a" + i, AttributeValue.list(ONE)));
        }
        ExpressionRules.update(MUSIC, appends);
        appends.add(UpdateAction.append("b", AttributeValue.list(ONE)));
        assertRefused(
                () -> ExpressionRules.update(MUSIC, appends),
                "Invalid UpdateExpression: The expression contains too many operators; operator count: 301");
    }

    private static void update(UpdateAction... actions) {
        ExpressionRules.update(MUSIC, List.of(actions));
    }

    @Test
    void conditionsHaveABoundedNumberOfNodes() {
        Condition leaf = Condition.attributeExists("a");
        ExpressionRules.condition(new Condition.And(Collections.nCopies(Limits.CONDITION_NODES_MAX - 1, leaf)));
        assertRefused(
                () -> ExpressionRules.condition(
                        new Condition.And(Collections.nCopies(Limits.CONDITION_NODES_MAX, leaf))),
                TOO_MANY_OPERATORS);
    }

    /** Each may be a large document that is compared with another. */
    @Test
    void whatOfTheItemIsCandidateOfAnInCounts() {
        Operand at = new Operand.At(DocumentPath.of("a"));
        Condition in = new Condition.In(at, Collections.nCopies(Limits.IN_CANDIDATES_MAX, at));
        ExpressionRules.condition(Condition.and(in, in));
        assertRefused(() -> ExpressionRules.condition(Condition.and(in, in, in)), TOO_MANY_OPERATORS);
        Condition ofValues =
                new Condition.In(at, Collections.nCopies(Limits.IN_CANDIDATES_MAX, (Operand) new Operand.Literal(ONE)));
        ExpressionRules.condition(Condition.and(ofValues, ofValues, ofValues, ofValues));
    }

    @Test
    void conditionsHaveABoundedDepth() {
        ExpressionRules.condition(negated(Limits.CONDITION_LEVELS_MAX - 1));
        assertRefused(() -> ExpressionRules.condition(negated(Limits.CONDITION_LEVELS_MAX)), TOO_MANY_OPERATORS);
        assertRefused(() -> ExpressionRules.condition(negated(200_000)), TOO_MANY_OPERATORS);
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
        assertRefused(() -> ExpressionRules.condition(new Condition.And(List.of())), message);
        assertRefused(() -> ExpressionRules.condition(new Condition.Not(new Condition.Or(List.of()))), message);
    }

    @Test
    void pathsAreBounded() {
        ExpressionRules.condition(exists(Limits.PATH_ELEMENTS_MAX - 1, 0));
        assertRefused(
                () -> ExpressionRules.condition(exists(Limits.PATH_ELEMENTS_MAX, 0)),
                "Invalid ConditionExpression: The document path has too many nesting elements; nesting elements: 33");
        assertRefused(
                () -> ExpressionRules.condition(exists(1, -1)),
                "Invalid ConditionExpression: List index is not within the allowable range; index: [-1]");
        assertRefused(() -> ExpressionRules.condition(Condition.attributeExists("")), "Empty attribute name");
    }

    private static Condition exists(int indexes, int index) {
        List<DocumentPath.Element> elements = new ArrayList<>(List.of(new Name("a")));
        elements.addAll(Collections.nCopies(indexes, new Index(index)));
        return new Condition.AttributeExists(new DocumentPath(elements));
    }

    @Test
    void valuesAreBounded() {
        ExpressionRules.condition(Condition.equalTo("a", nested(Limits.NESTING_LEVELS_MAX)));
        assertRefused(() -> ExpressionRules.condition(Condition.equalTo("a", nested(Limits.NESTING_LEVELS_MAX + 1))));
        Condition half =
                Condition.equalTo("a", AttributeValue.string("x".repeat(Limits.EXPRESSION_VALUES_BYTES_MAX / 2)));
        ExpressionRules.condition(Condition.and(half, half));
        assertRefused(
                () -> ExpressionRules.condition(Condition.and(half, half, Condition.equalTo("a", ONE))),
                VALUES_TOO_LARGE);
    }
}
