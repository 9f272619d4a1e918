package io.stator.model.expression.text;

import io.stator.model.AttributeValue;
import io.stator.model.SortKeyRange;
import io.stator.model.TableSchema;
import io.stator.model.expression.Comparator;
import io.stator.model.expression.Condition;
import io.stator.model.expression.DocumentPath;
import io.stator.model.expression.Formula;
import io.stator.model.expression.KeyCondition;
import io.stator.model.expression.Operand;
import io.stator.model.expression.Projection;
import io.stator.model.expression.UpdateAction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes trees as text: to be shown, with values in place, or to be read again, with placeholders. */
final class TreeWriter {
    private final Function<String, String> name;
    private final Function<AttributeValue, String> value;

    private TreeWriter(Function<String, String> name, Function<AttributeValue, String> value) {
        this.name = name;
        this.value = value;
    }

    /** Names as they are; values as their type and what is short of them. */
    static TreeWriter shown() {
        return new TreeWriter(name -> name, TreeWriter::shown);
    }

    private static String shown(AttributeValue value) {
        if (value instanceof AttributeValue.N number) {
            return "N" + number.value();
        }
        if (value instanceof AttributeValue.S string) {
            return "S" + string.value();
        }
        return value instanceof AttributeValue.B binary
                ? "B" + binary.value().size()
                : value.type().letters();
    }

    /** Each name and value gets a placeholder in these maps. */
    static TreeWriter substituting(Map<String, String> names, Map<String, AttributeValue> values) {
        Map<String, String> byName = new HashMap<>();
        return new TreeWriter(
                name -> byName.computeIfAbsent(name, n -> {
                    names.put("#n" + names.size(), n);
                    return "#n" + (names.size() - 1);
                }),
                value -> {
                    values.put(":v" + values.size(), value);
                    return ":v" + (values.size() - 1);
                });
    }

    String condition(Condition condition) {
        if (condition instanceof Condition.And and) {
            return and.operands().stream().map(this::part).collect(Collectors.joining(" AND "));
        }
        if (condition instanceof Condition.Or or) {
            return or.operands().stream().map(this::part).collect(Collectors.joining(" OR "));
        }
        if (condition instanceof Condition.Not not) {
            return "NOT " + part(not.operand());
        }
        if (condition instanceof Condition.Comparison comparison) {
            return operand(comparison.left()) + " " + symbol(comparison.comparator()) + " "
                    + operand(comparison.right());
        }
        if (condition instanceof Condition.Between between) {
            return operand(between.operand()) + " BETWEEN " + operand(between.lower()) + " AND "
                    + operand(between.upper());
        }
        if (condition instanceof Condition.In in) {
            return operand(in.operand()) + " IN "
                    + in.candidates().stream().map(this::operand).collect(Collectors.joining(", ", "(", ")"));
        }
        if (condition instanceof Condition.AttributeExists exists) {
            return "attribute_exists(" + path(exists.path()) + ")";
        }
        if (condition instanceof Condition.AttributeNotExists notExists) {
            return "attribute_not_exists(" + path(notExists.path()) + ")";
        }
        if (condition instanceof Condition.BeginsWith beginsWith) {
            return "begins_with(" + operand(beginsWith.operand()) + ", " + operand(beginsWith.prefix()) + ")";
        }
        if (condition instanceof Condition.Contains contains) {
            return "contains(" + operand(contains.operand()) + ", " + operand(contains.element()) + ")";
        }
        Condition.HasType hasType = (Condition.HasType) condition;
        String type = value.apply(AttributeValue.string(hasType.type().letters()));
        return "attribute_type(" + path(hasType.path()) + ", " + (type.startsWith(":") ? type : type.substring(1))
                + ")";
    }

    private String part(Condition condition) {
        boolean compound = condition instanceof Condition.And
                || condition instanceof Condition.Or
                || condition instanceof Condition.Not;
        return compound ? "(" + condition(condition) + ")" : condition(condition);
    }

    private static String symbol(Comparator comparator) {
        return switch (comparator) {
            case EQUAL -> "=";
            case NOT_EQUAL -> "<>";
            case LESS -> "<";
            case LESS_OR_EQUAL -> "<=";
            case GREATER -> ">";
            case GREATER_OR_EQUAL -> ">=";
        };
    }

    private String operand(Operand operand) {
        if (operand instanceof Operand.At at) {
            return path(at.path());
        }
        if (operand instanceof Operand.Size size) {
            return "size(" + path(size.path()) + ")";
        }
        return value.apply(((Operand.Literal) operand).value());
    }

    private String path(DocumentPath path) {
        StringBuilder text = new StringBuilder();
        for (DocumentPath.Element element : path.elements()) {
            if (element instanceof DocumentPath.Index index) {
                text.append('[').append(index.index()).append(']');
            } else {
                text.append(text.isEmpty() ? "" : ".").append(name.apply(((DocumentPath.Name) element).name()));
            }
        }
        return text.toString();
    }

    String projection(Projection projection) {
        return projection.paths().stream().map(this::path).collect(Collectors.joining(", "));
    }

    /** Actions of one kind next to each other are one section. */
    String update(List<UpdateAction> actions) {
        StringBuilder text = new StringBuilder();
        String before = "";
        for (UpdateAction action : actions) {
            String clause = clause(action);
            if (clause.equals(before)) {
                text.append(", ");
            } else {
                text.append(text.isEmpty() ? "" : " ").append(clause).append(' ');
            }
            before = clause;
            text.append(path(action.path())).append(change(action));
        }
        return text.toString();
    }

    private static String clause(UpdateAction action) {
        if (action instanceof UpdateAction.Assign) {
            return "SET";
        }
        if (action instanceof UpdateAction.Remove) {
            return "REMOVE";
        }
        return action instanceof UpdateAction.Add ? "ADD" : "DELETE";
    }

    private String change(UpdateAction action) {
        if (action instanceof UpdateAction.Assign assign) {
            return " = " + formula(assign.value());
        }
        if (action instanceof UpdateAction.Add add) {
            return " " + value.apply(add.value());
        }
        return action instanceof UpdateAction.DeleteElements delete ? " " + value.apply(delete.value()) : "";
    }

    private String formula(Formula formula) {
        if (formula instanceof Formula.At at) {
            return path(at.path());
        }
        if (formula instanceof Formula.IfNotExists ifNotExists) {
            return "if_not_exists(" + path(ifNotExists.path()) + ", " + formula(ifNotExists.otherwise()) + ")";
        }
        if (formula instanceof Formula.ListAppend append) {
            return "list_append(" + formula(append.first()) + ", " + formula(append.second()) + ")";
        }
        if (formula instanceof Formula.Sum sum) {
            return formula(sum.first()) + " + " + formula(sum.second());
        }
        if (formula instanceof Formula.Difference difference) {
            return formula(difference.first()) + " - " + formula(difference.second());
        }
        return value.apply(((Formula.Literal) formula).value());
    }

    String keyCondition(KeyCondition condition, TableSchema schema) {
        String text = schema.partitionKey().name() + " = " + value.apply(condition.partitionKey());
        SortKeyRange range = condition.sortKey();
        if (range.equals(SortKeyRange.ALL)) {
            return text;
        }
        text += ", " + schema.optionalSortKey().orElseThrow().name();
        if (range.beginsWith() != null) {
            return text + " begins with " + value.apply(range.beginsWith());
        }
        if (range.from() != null) {
            text += " from " + (range.fromExclusive() ? "after " : "") + value.apply(range.from());
        }
        if (range.to() != null) {
            text += " to " + (range.toExclusive() ? "before " : "") + value.apply(range.to());
        }
        return text;
    }
}
