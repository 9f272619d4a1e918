package io.stator.harness.stator.sdk;

import io.stator.model.expression.Comparator;
import io.stator.model.expression.Condition;
import io.stator.model.expression.DocumentPath;
import io.stator.model.expression.Formula;
import io.stator.model.expression.Operand;
import io.stator.model.expression.UpdateAction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Expressions of one request as the API has them, with the names and values that they mention, as far as the workloads use
 * them. Used by one thread.
 */
final class ExpressionText {
    private final Map<String, String> names = new LinkedHashMap<>();
    private final Map<String, AttributeValue> values = new LinkedHashMap<>();

    /** Null: none are mentioned. */
    @Nullable
    Map<String, String> names() {
        return names.isEmpty() ? null : names;
    }

    /** Null: none are mentioned. */
    @Nullable
    Map<String, AttributeValue> values() {
        return values.isEmpty() ? null : values;
    }

    String condition(Condition condition) {
        if (condition instanceof Condition.AttributeExists exists) {
            return "attribute_exists(" + name(exists.path()) + ")";
        }
        if (condition instanceof Condition.AttributeNotExists absent) {
            return "attribute_not_exists(" + name(absent.path()) + ")";
        }
        if (condition instanceof Condition.Comparison comparison) {
            return operand(comparison.left()) + sign(comparison.comparator()) + operand(comparison.right());
        }
        throw new IllegalArgumentException("no workload uses such conditions: " + condition);
    }

    private String operand(Operand operand) {
        if (operand instanceof Operand.At at) {
            return name(at.path());
        }
        if (operand instanceof Operand.Literal literal) {
            return value(literal.value());
        }
        throw new IllegalArgumentException("no workload uses such operands: " + operand);
    }

    private static String sign(Comparator comparator) {
        return switch (comparator) {
            case EQUAL -> " = ";
            case NOT_EQUAL -> " <> ";
            case LESS -> " < ";
            case LESS_OR_EQUAL -> " <= ";
            case GREATER -> " > ";
            case GREATER_OR_EQUAL -> " >= ";
        };
    }

    String update(List<UpdateAction> actions) {
        List<String> assigned = new ArrayList<>();
        List<String> added = new ArrayList<>();
        for (UpdateAction action : actions) {
            if (action instanceof UpdateAction.Assign assign) {
                assigned.add(name(assign.path()) + " = " + formula(assign.value()));
            } else if (action instanceof UpdateAction.Add add) {
                added.add(name(add.path()) + " " + value(add.value()));
            } else {
                throw new IllegalArgumentException("no workload uses such updates: " + action);
            }
        }
        List<String> clauses = new ArrayList<>();
        clauses.add(clause("SET ", assigned));
        clauses.add(clause("ADD ", added));
        return clauses.stream().filter(clause -> !clause.isEmpty()).collect(Collectors.joining(" "));
    }

    private static String clause(String word, List<String> actions) {
        return actions.isEmpty() ? "" : word + String.join(", ", actions);
    }

    private String formula(Formula formula) {
        if (formula instanceof Formula.Literal literal) {
            return value(literal.value());
        }
        if (formula instanceof Formula.IfNotExists either) {
            return "if_not_exists(" + name(either.path()) + ", " + formula(either.otherwise()) + ")";
        }
        if (formula instanceof Formula.ListAppend append) {
            return "list_append(" + formula(append.first()) + ", " + formula(append.second()) + ")";
        }
        throw new IllegalArgumentException("no workload uses such updates: " + formula);
    }

    /** Of an attribute; nothing is in documents. */
    private String name(DocumentPath path) {
        if (path.elements().size() > 1) {
            throw new IllegalArgumentException("no workload uses such paths: " + path);
        }
        for (Map.Entry<String, String> known : names.entrySet()) {
            if (known.getValue().equals(path.attribute())) {
                return known.getKey();
            }
        }
        String name = "#n" + names.size();
        names.put(name, path.attribute());
        return name;
    }

    private String value(io.stator.model.AttributeValue value) {
        String name = ":v" + values.size();
        values.put(name, SdkValues.of(value));
        return name;
    }
}
