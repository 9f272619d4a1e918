package io.stator.model.expression.text;

import io.stator.model.AttributeType;
import io.stator.model.AttributeValue;
import io.stator.model.Limits;
import io.stator.model.MessageText;
import io.stator.model.StatorException;
import io.stator.model.expression.Comparator;
import io.stator.model.expression.Condition;
import io.stator.model.expression.DocumentPath;
import io.stator.model.expression.Operand;
import io.stator.model.expression.SizeFunction;
import io.stator.model.expression.text.OperandSyntax.Call;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Makes a condition's tree: replaces placeholders and checks operands, from left to right. */
final class ConditionBinder {
    private static final String ANY_TYPE = "{NS,SS,L,BS,N,M,B,BOOL,NULL,S}";
    private static final String TYPE_NAMES = "{B,NULL,SS,BOOL,L,BS,N,NS,S,M}";

    private final Binding binding;
    private final ExpressionKind kind;
    private final OperandRules rules;

    ConditionBinder(Binding binding) {
        this.binding = binding;
        this.kind = binding.kind();
        this.rules = new OperandRules(kind);
    }

    Condition bind(ConditionSyntax syntax) {
        if (syntax instanceof ConditionSyntax.And and) {
            return new Condition.And(bindAll(and.operands()));
        }
        if (syntax instanceof ConditionSyntax.Or or) {
            return new Condition.Or(bindAll(or.operands()));
        }
        if (syntax instanceof ConditionSyntax.Not not) {
            return new Condition.Not(bind(not.operand()));
        }
        if (syntax instanceof ConditionSyntax.Comparison comparison) {
            return comparison(comparison);
        }
        if (syntax instanceof ConditionSyntax.Between between) {
            return between(between);
        }
        if (syntax instanceof ConditionSyntax.In in) {
            return in(in);
        }
        if (syntax instanceof ConditionSyntax.Function function) {
            return function(function.call());
        }
        throw new IllegalStateException("a condition of no known kind");
    }

    private List<Condition> bindAll(List<ConditionSyntax> syntaxes) {
        List<Condition> conditions = new ArrayList<>(syntaxes.size());
        for (ConditionSyntax syntax : syntaxes) {
            conditions.add(bind(syntax));
        }
        return conditions;
    }

    private Condition comparison(ConditionSyntax.Comparison comparison) {
        Operand left = operand(comparison.left());
        Operand right = operand(comparison.right());
        String symbol = symbol(comparison.comparator());
        rules.requireDistinct(symbol, left, List.of(right));
        if (comparison.comparator() != Comparator.EQUAL && comparison.comparator() != Comparator.NOT_EQUAL) {
            rules.requireTypes(symbol, OperandRules.ORDERED, List.of(left, right));
        }
        return new Condition.Comparison(left, comparison.comparator(), right);
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

    private Condition between(ConditionSyntax.Between between) {
        Operand operand = operand(between.operand());
        Operand lower = operand(between.lower());
        Operand upper = operand(between.upper());
        rules.requireDistinct("BETWEEN", operand, List.of(lower, upper));
        rules.requireTypes("BETWEEN", OperandRules.ORDERED, List.of(operand, lower, upper));
        rules.requireBounds(lower, upper);
        return new Condition.Between(operand, lower, upper);
    }

    private Condition in(ConditionSyntax.In in) {
        Operand operand = operand(in.operand());
        List<Operand> candidates = operands(in.candidates());
        if (candidates.size() > Limits.IN_CANDIDATES_MAX) {
            throw kind.refusal(
                    "The IN operator is provided with too many operands; number of operands: " + candidates.size());
        }
        rules.requireDistinct("IN", operand, candidates);
        return new Condition.In(operand, candidates);
    }

    private Condition function(Call call) {
        List<Operand> operands = operands(call.operands());
        Operand first = operands.get(0);
        List<Operand> others = operands.subList(1, operands.size());
        FunctionName function = SyntaxRules.functionOf(call);
        return switch (function) {
            case ATTRIBUTE_EXISTS -> new Condition.AttributeExists(path(call, first));
            case ATTRIBUTE_NOT_EXISTS -> new Condition.AttributeNotExists(path(call, first));
            case ATTRIBUTE_TYPE -> {
                DocumentPath path = path(call, first);
                rules.requireDistinct(call.function(), first, others);
                yield new Condition.HasType(path, type(call, operands.get(1)));
            }
            case BEGINS_WITH -> {
                rules.requireDistinct(call.function(), first, others);
                rules.requireTypes(call.function(), OperandRules.BEGINNING, operands);
                yield new Condition.BeginsWith(first, operands.get(1));
            }
            case CONTAINS -> {
                rules.requireDistinct(call.function(), first, others);
                yield new Condition.Contains(first, operands.get(1));
            }
            case SIZE, IF_NOT_EXISTS, LIST_APPEND -> throw new IllegalStateException("no condition: " + function);
        };
    }

    private DocumentPath path(Call call, Operand operand) {
        if (operand instanceof Operand.At at) {
            return at.path();
        }
        throw needsPath(kind, call);
    }

    static StatorException needsPath(ExpressionKind kind, Call call) {
        return kind.refusal("Operator or function requires a document path; operator or function: " + call.function());
    }

    private AttributeType type(Call call, Operand operand) {
        if (operand instanceof Operand.At) {
            throw rules.incorrectType(call.function(), ANY_TYPE);
        }
        if (!(operand instanceof Operand.Literal literal)) {
            throw rules.incorrectType(call.function(), AttributeType.NUMBER.letters());
        }
        if (!(literal.value() instanceof AttributeValue.S letters)) {
            throw rules.incorrectType(call.function(), literal.value().type().letters());
        }
        return Arrays.stream(AttributeType.values())
                .filter(type -> type.letters().equals(letters.value()))
                .findFirst()
                .orElseThrow(() -> kind.refusal("Invalid attribute type name found; type: "
                        + MessageText.shortened(letters.value()) + ", valid types: " + TYPE_NAMES));
    }

    private List<Operand> operands(List<OperandSyntax> syntaxes) {
        List<Operand> operands = new ArrayList<>(syntaxes.size());
        for (OperandSyntax syntax : syntaxes) {
            operands.add(operand(syntax));
        }
        return operands;
    }

    private Operand operand(OperandSyntax syntax) {
        if (syntax instanceof OperandSyntax.Path path) {
            return new Operand.At(binding.path(path));
        }
        if (syntax instanceof OperandSyntax.Value value) {
            return new Operand.Literal(binding.value(value));
        }
        return size((Call) syntax);
    }

    /** The only function that is an operand. Of a value that the request brought, it is known at once. */
    private Operand size(Call call) {
        Operand of = operand(call.operands().get(0));
        if (of instanceof Operand.At at) {
            return new Operand.Size(at.path());
        }
        if (of instanceof Operand.Literal literal
                && !OperandRules.WITHOUT_SIZE.contains(literal.value().type())) {
            if (kind == ExpressionKind.KEY_CONDITION) {
                throw StatorException.validation(KeyTermReader.NESTED_OPERATION);
            }
            return new Operand.Literal(
                    AttributeValue.number(SizeFunction.of(literal.value()).orElseThrow()));
        }
        throw rules.incorrectType(
                call.function(),
                of instanceof Operand.Literal literal
                        ? literal.value().type().letters()
                        : AttributeType.NUMBER.letters());
    }
}
