package io.stator.model.expression.text;

import io.stator.model.AttributeValue;
import io.stator.model.StatorException;
import io.stator.model.expression.Comparator;
import io.stator.model.expression.Condition;
import io.stator.model.expression.DocumentPath;
import io.stator.model.expression.Operand;
import io.stator.model.expression.legacy.ComparisonOperator;
import io.stator.model.expression.legacy.KeyTerms;
import io.stator.model.expression.legacy.LegacyCondition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes a KeyConditionExpression apart: comparisons of attributes with values, and AND between them; nothing else. */
final class KeyTermReader {
    static final String NESTED_OPERATION = "KeyConditionExpressions cannot contain nested operations";
    private static final String INVALID_CONDITION = "Invalid condition in KeyConditionExpression: ";

    private final Map<String, LegacyCondition> terms = new LinkedHashMap<>();

    private KeyTermReader() {}

    static KeyTerms read(Condition condition) {
        KeyTermReader reader = new KeyTermReader();
        reader.add(condition);
        return KeyTerms.of(reader.terms);
    }

    private void add(Condition condition) {
        if (condition instanceof Condition.And and) {
            and.operands().forEach(this::add);
        } else if (condition instanceof Condition.Comparison comparison) {
            Operand left = comparison.left();
            ComparisonOperator operator = operator(comparison.comparator());
            boolean valueFirst = left instanceof Operand.Literal;
            add(null, valueFirst ? inverse(operator) : operator, List.of(left, comparison.right()));
        } else if (condition instanceof Condition.Between between) {
            add("BETWEEN", ComparisonOperator.BETWEEN, List.of(between.operand(), between.lower(), between.upper()));
        } else if (condition instanceof Condition.BeginsWith beginsWith) {
            add("begins_with", ComparisonOperator.BEGINS_WITH, List.of(beginsWith.operand(), beginsWith.prefix()));
        } else {
            throw invalidOperator(nameOf(condition));
        }
    }

    /** @param attributeFirst the operator's name, if the attribute must be its first operand */
    private void add(@Nullable String attributeFirst, ComparisonOperator operator, List<Operand> operands) {
        @Nullable String attribute = null;
        List<AttributeValue> values = new ArrayList<>();
        for (Operand operand : operands) {
            if (operand instanceof Operand.At at) {
                attribute = attribute(attribute, at.path());
            } else if (operand instanceof Operand.Literal literal) {
                if (attribute == null && attributeFirst != null) {
                    throw StatorException.validation(INVALID_CONDITION + attributeFirst
                            + " operator must have the key attribute as its first operand");
                }
                values.add(literal.value());
            } else {
                throw StatorException.validation(NESTED_OPERATION);
            }
        }
        if (attribute == null) {
            throw StatorException.validation(INVALID_CONDITION + "No key attribute specified");
        }
        if (terms.put(attribute, new LegacyCondition(operator, values)) != null) {
            throw StatorException.validation("KeyConditionExpressions must only contain one condition per key");
        }
    }

    private static String attribute(@Nullable String before, DocumentPath path) {
        if (before != null) {
            throw StatorException.validation(INVALID_CONDITION + "Multiple attribute names used in one condition");
        }
        if (path.elements().size() > 1) {
            throw StatorException.validation("KeyConditionExpressions cannot have conditions on nested attributes");
        }
        return path.attribute();
    }

    private static StatorException invalidOperator(String operator) {
        return StatorException.validation("Invalid operator used in KeyConditionExpression: " + operator);
    }

    private static String nameOf(Condition condition) {
        if (condition instanceof Condition.Or) {
            return "OR";
        }
        if (condition instanceof Condition.Not) {
            return "NOT";
        }
        if (condition instanceof Condition.In) {
            return "IN";
        }
        if (condition instanceof Condition.Contains) {
            return FunctionName.CONTAINS.text();
        }
        if (condition instanceof Condition.HasType) {
            return FunctionName.ATTRIBUTE_TYPE.text();
        }
        return condition instanceof Condition.AttributeExists
                ? FunctionName.ATTRIBUTE_EXISTS.text()
                : FunctionName.ATTRIBUTE_NOT_EXISTS.text();
    }

    private static ComparisonOperator operator(Comparator comparator) {
        return switch (comparator) {
            case EQUAL -> ComparisonOperator.EQ;
            case LESS -> ComparisonOperator.LT;
            case LESS_OR_EQUAL -> ComparisonOperator.LE;
            case GREATER -> ComparisonOperator.GT;
            case GREATER_OR_EQUAL -> ComparisonOperator.GE;
            case NOT_EQUAL -> throw invalidOperator("<>");
        };
    }

    private static ComparisonOperator inverse(ComparisonOperator operator) {
        return switch (operator) {
            case LT -> ComparisonOperator.GT;
            case LE -> ComparisonOperator.GE;
            case GT -> ComparisonOperator.LT;
            case GE -> ComparisonOperator.LE;
            default -> operator;
        };
    }
}
