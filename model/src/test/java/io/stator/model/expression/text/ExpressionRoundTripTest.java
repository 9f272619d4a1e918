package io.stator.model.expression.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.stator.model.AttributeType;
import io.stator.model.AttributeValue;
import io.stator.model.RandomValues;
import io.stator.model.expression.Comparator;
import io.stator.model.expression.Condition;
import io.stator.model.expression.DocumentPath;
import io.stator.model.expression.Formula;
import io.stator.model.expression.Operand;
import io.stator.model.expression.Projection;
import io.stator.model.expression.ScalarOrder;
import io.stator.model.expression.UpdateAction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Random trees, written as text and read again, are the same. */
class ExpressionRoundTripTest {
    private static final int TREES = 3000;

    private final RandomValues random = RandomValues.create();

    @Test
    void conditions() {
        for (int i = 0; i < TREES; i++) {
            Condition tree = condition(4, false, false);
            Map<String, String> names = new HashMap<>();
            Map<String, AttributeValue> values = new HashMap<>();
            String text = TreeWriter.substituting(names, values).condition(tree);
            assertThat(expressions(names, values).condition(text)).as(text).isEqualTo(tree);
        }
    }

    @Test
    void updates() {
        for (int i = 0; i < TREES; i++) {
            List<UpdateAction> tree = update();
            Map<String, String> names = new HashMap<>();
            Map<String, AttributeValue> values = new HashMap<>();
            String text = TreeWriter.substituting(names, values).update(tree);
            assertThat(expressions(names, values).update(text)).as(text).isEqualTo(tree);
        }
    }

    @Test
    void projections() {
        for (int i = 0; i < TREES; i++) {
            List<DocumentPath> paths = new ArrayList<>();
            for (int path = random.below(8); path >= 0; path--) {
                paths.add(pathFrom("p" + path));
            }
            Projection tree = new Projection(paths);
            Map<String, String> names = new HashMap<>();
            String text = TreeWriter.substituting(names, Map.of()).projection(tree);
            assertThat(expressions(names, Map.of()).projection(text)).as(text).isEqualTo(tree);
        }
    }

    private static Expressions expressions(Map<String, String> names, Map<String, AttributeValue> values) {
        return new Expressions(names.isEmpty() ? null : names, values.isEmpty() ? null : values);
    }

    private Condition condition(int levels, boolean insideAnd, boolean insideOr) {
        if (levels > 0 && random.chance(60)) {
            if (random.chance(30)) {
                return new Condition.Not(condition(levels - 1, false, false));
            }
            boolean and = insideOr || (!insideAnd && random.chance(50));
            List<Condition> operands = new ArrayList<>();
            for (int i = 2 + random.below(2); i > 0; i--) {
                operands.add(condition(levels - 1, and, !and));
            }
            return and ? new Condition.And(operands) : new Condition.Or(operands);
        }
        return leaf();
    }

    private Condition leaf() {
        return switch (random.below(8)) {
            case 0 -> new Condition.AttributeExists(pathFrom("a"));
            case 1 -> new Condition.AttributeNotExists(pathFrom("a"));
            case 2 ->
                new Condition.HasType(
                        pathFrom("a"), List.of(AttributeType.values()).get(random.below(10)));
            case 3 -> new Condition.Contains(new Operand.At(pathFrom("a")), operand("b"));
            case 4 ->
                new Condition.BeginsWith(
                        new Operand.At(pathFrom("a")), new Operand.Literal(AttributeValue.string(random.text())));
            case 5 -> {
                List<Operand> candidates = new ArrayList<>();
                for (int i = random.below(4); i >= 0; i--) {
                    candidates.add(operand("b"));
                }
                yield new Condition.In(operand("a"), candidates);
            }
            case 6 -> between();
            default -> comparison();
        };
    }

    private Condition between() {
        AttributeValue one = AttributeValue.number(random.below(9));
        AttributeValue other = AttributeValue.number(random.below(9));
        boolean inOrder = ScalarOrder.compare(one, other) <= 0;
        return new Condition.Between(
                new Operand.At(pathFrom("a")),
                new Operand.Literal(inOrder ? one : other),
                new Operand.Literal(inOrder ? other : one));
    }

    private Condition comparison() {
        Comparator comparator = List.of(Comparator.values()).get(random.below(6));
        if (comparator == Comparator.EQUAL || comparator == Comparator.NOT_EQUAL) {
            return new Condition.Comparison(operand("a"), comparator, operand("b"));
        }
        return new Condition.Comparison(
                new Operand.Size(pathFrom("a")), comparator, new Operand.Literal(random.keyValue()));
    }

    private Operand operand(String attribute) {
        return switch (random.below(3)) {
            case 0 -> new Operand.At(pathFrom(attribute));
            case 1 -> new Operand.Size(pathFrom(attribute));
            default -> new Operand.Literal(random.value());
        };
    }

    /** Into an attribute that starts so. */
    private DocumentPath pathFrom(String attribute) {
        List<DocumentPath.Element> elements = new ArrayList<>();
        elements.add(new DocumentPath.Name(attribute + random.name()));
        for (int i = random.below(4); i > 0; i--) {
            elements.add(
                    random.chance(50)
                            ? new DocumentPath.Name(random.name())
                            : new DocumentPath.Index(random.chance(90) ? random.below(20) : Integer.MAX_VALUE));
        }
        return new DocumentPath(elements);
    }

    private List<UpdateAction> update() {
        List<UpdateAction> actions = new ArrayList<>();
        int number = 0;
        for (int clause = random.below(4), clauses = 1 + random.below(4); clauses > 0; clauses--) {
            for (int i = random.below(3); i >= 0; i--) {
                actions.add(action(clause, pathFrom("p" + number++ + "_")));
            }
            clause = (clause + 1) % 4;
        }
        return actions;
    }

    private UpdateAction action(int clause, DocumentPath path) {
        return switch (clause) {
            case 0 -> new UpdateAction.Assign(path, formula());
            case 1 -> new UpdateAction.Remove(path);
            case 2 -> new UpdateAction.Add(path, AttributeValue.number(random.below(100)));
            default -> new UpdateAction.DeleteElements(path, AttributeValue.stringSet("s" + random.text()));
        };
    }

    private Formula formula() {
        return switch (random.below(6)) {
            case 0 -> new Formula.Literal(random.value());
            case 1 -> new Formula.Sum(number(), number());
            case 2 -> new Formula.Difference(number(), number());
            case 3 -> new Formula.ListAppend(list(), list());
            case 4 -> new Formula.IfNotExists(pathFrom("a"), new Formula.ListAppend(list(), list()));
            default -> new Formula.At(pathFrom("a"));
        };
    }

    private Formula number() {
        return switch (random.below(3)) {
            case 0 -> new Formula.Literal(new AttributeValue.N(random.number()));
            case 1 -> new Formula.IfNotExists(pathFrom("a"), new Formula.Literal(AttributeValue.number(0)));
            default -> new Formula.At(pathFrom("a"));
        };
    }

    private Formula list() {
        return switch (random.below(3)) {
            case 0 -> new Formula.Literal(AttributeValue.list(random.value()));
            case 1 ->
                new Formula.IfNotExists(
                        pathFrom("a"),
                        new Formula.IfNotExists(pathFrom("b"), new Formula.Literal(AttributeValue.list())));
            default -> new Formula.At(pathFrom("a"));
        };
    }
}
