package io.stator.model.expression.text;

import io.stator.model.Limits;
import io.stator.model.StatorException;
import io.stator.model.expression.text.FunctionName.Place;
import io.stator.model.expression.text.OperandSyntax.Call;
import io.stator.model.expression.text.OperandSyntax.IndexStep;
import io.stator.model.expression.text.OperandSyntax.NameStep;
import io.stator.model.expression.text.OperandSyntax.Path;
import io.stator.model.expression.text.OperandSyntax.Step;
import io.stator.model.expression.text.UpdateSyntax.Action;
import io.stator.model.expression.text.UpdateSyntax.Clause;
import io.stator.model.expression.text.UpdateSyntax.Section;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What DynamoDB checks of one expression before it looks at names and values, in the order in which the text has it:
 * reserved words, indexes, functions' names, places and numbers of operands, repeated sections, the number of operators
 * (in an update also that of actions).
 */
final class SyntaxRules {
    private static final int INDEX_DIGITS_MAX = 10;

    private final ExpressionKind kind;
    private int operators;

    private SyntaxRules(ExpressionKind kind) {
        this.kind = kind;
    }

    static void check(ExpressionKind kind, ConditionSyntax condition) {
        new SyntaxRules(kind).condition(condition, 1);
    }

    /** DynamoDB shows the sections once each, in the order of their first appearance, and checks by them. */
    static void check(ExpressionKind kind, UpdateSyntax update) {
        SyntaxRules rules = new SyntaxRules(kind);
        Set<Clause> checked = EnumSet.noneOf(Clause.class);
        for (Section section : update.sections()) {
            if (checked.add(section.clause())) {
                rules.sections(update, section.clause());
            }
        }
    }

    static void check(ExpressionKind kind, List<Path> paths) {
        SyntaxRules rules = new SyntaxRules(kind);
        paths.forEach(rules::path);
    }

    /** DynamoDB stops counting there, and so shows this number whatever there are. */
    static StatorException tooManyOperators(ExpressionKind kind) {
        return kind.refusal(
                "The expression contains too many operators; operator count: " + (Limits.EXPRESSION_OPERATORS_MAX + 1));
    }

    private void operators(int count) {
        operators += count;
        if (operators > Limits.EXPRESSION_OPERATORS_MAX) {
            throw tooManyOperators(kind);
        }
    }

    private void condition(ConditionSyntax condition, int level) {
        if (level > Limits.CONDITION_LEVELS_MAX) {
            throw kind.refusal("The expression contains too many operators inside each other; nesting limit: "
                    + Limits.CONDITION_LEVELS_MAX);
        }
        if (condition instanceof ConditionSyntax.And and) {
            connected(and.operands(), level);
        } else if (condition instanceof ConditionSyntax.Or or) {
            connected(or.operands(), level);
        } else if (condition instanceof ConditionSyntax.Not not) {
            operators(1);
            condition(not.operand(), level + 1);
        } else if (condition instanceof ConditionSyntax.Function function) {
            call(function.call(), Place.CONDITION, 1);
        } else if (condition instanceof ConditionSyntax.Comparison comparison) {
            operator(List.of(comparison.left(), comparison.right()));
        } else if (condition instanceof ConditionSyntax.Between between) {
            operator(List.of(between.operand(), between.lower(), between.upper()));
        } else if (condition instanceof ConditionSyntax.In in) {
            operator(List.of(in.operand()));
            in.candidates().forEach(candidate -> operand(candidate, Place.OPERAND, 1));
        }
    }

    private void connected(List<ConditionSyntax> operands, int level) {
        operators(operands.size() - 1);
        operands.forEach(operand -> condition(operand, level + 1));
    }

    private void operator(List<OperandSyntax> operands) {
        operators(1);
        operands.forEach(operand -> operand(operand, Place.OPERAND, 1));
    }

    private void operand(OperandSyntax operand, Place place, int level) {
        if (place == Place.UPDATE && level > Limits.FORMULA_LEVELS_MAX) {
            throw kind.refusal(
                    "The expression contains too many nested functions; nesting limit: " + Limits.FORMULA_LEVELS_MAX);
        }
        if (operand instanceof Path path) {
            path(path);
        } else if (operand instanceof Call call) {
            call(call, place, level);
        }
    }

    private void call(Call call, Place place, int level) {
        operators(1);
        FunctionName function = FunctionName.of(call.function());
        if (function == null) {
            throw kind.refusal("Invalid function name; function: " + call.function());
        }
        if (place == Place.UPDATE && function.place() != Place.UPDATE) {
            throw kind.refusal("The function is not allowed in an update expression; function: " + call.function());
        }
        if (place != Place.UPDATE && function.place() == Place.UPDATE) {
            throw kind.refusal("The function is not allowed in a condition expression; function: " + call.function());
        }
        if (function.place() != place) {
            throw misplaced(call);
        }
        // An update's functions are counted later, with their operands.
        if (place != Place.UPDATE && call.operands().size() != function.operands()) {
            throw operandCount(kind, call);
        }
        Place inside = place == Place.UPDATE ? Place.UPDATE : Place.OPERAND;
        for (OperandSyntax operand : call.operands()) {
            if (function == FunctionName.LIST_APPEND) {
                requireNoListAppend(operand);
            }
            operand(operand, inside, level + 1);
        }
    }

    /** Of a call that was checked. */
    static FunctionName functionOf(Call call) {
        FunctionName function = FunctionName.of(call.function());
        if (function == null) {
            throw new IllegalStateException("no function: " + call.function());
        }
        return function;
    }

    static StatorException operandCount(ExpressionKind kind, Call call) {
        return kind.refusal("Incorrect number of operands for operator or function; operator or function: "
                + call.function() + ", number of operands: " + call.operands().size());
    }

    private StatorException misplaced(Call call) {
        return kind.refusal(
                "The function is not allowed to be used this way in an expression; function: " + call.function());
    }

    /** Of an operand of list_append and of arithmetic: a list that grows goes straight to where it is assigned. */
    private void requireNoListAppend(OperandSyntax operand) {
        if (operand instanceof Call call) {
            if (FunctionName.of(call.function()) == FunctionName.LIST_APPEND) {
                throw misplaced(call);
            }
            call.operands().forEach(this::requireNoListAppend);
        }
    }

    private void sections(UpdateSyntax update, Clause clause) {
        int sections = 0;
        for (Section section : update.sections()) {
            if (section.clause() == clause) {
                section.actions().forEach(this::action);
                sections++;
            }
        }
        if (sections > 1) {
            throw kind.refusal("The \"" + clause + "\" section can only be used once in an update expression;");
        }
    }

    private void action(Action action) {
        operators(1);
        path(action.path());
        if (action instanceof UpdateSyntax.Assign assign) {
            UpdateSyntax.SetValue value = assign.value();
            if (value instanceof UpdateSyntax.Plain plain) {
                operand(plain.operand(), Place.UPDATE, 1);
            } else if (value instanceof UpdateSyntax.Sum sum) {
                arithmetic(sum.first(), sum.second());
            } else if (value instanceof UpdateSyntax.Difference difference) {
                arithmetic(difference.first(), difference.second());
            }
        }
    }

    private void arithmetic(OperandSyntax first, OperandSyntax second) {
        operators(1);
        for (OperandSyntax operand : List.of(first, second)) {
            requireNoListAppend(operand);
            operand(operand, Place.UPDATE, 2);
        }
    }

    private void path(Path path) {
        for (Step step : path.steps()) {
            if (step instanceof NameStep name && ReservedWords.contains(name.name())) {
                throw kind.refusal("Attribute name is a reserved keyword; reserved keyword: " + name.name());
            }
            if (step instanceof IndexStep index && !isIndex(index.digits())) {
                throw kind.refusal("List index is not within the allowable range; index: [" + index.digits() + "]");
            }
        }
    }

    private static boolean isIndex(String digits) {
        return digits.length() <= INDEX_DIGITS_MAX && Long.parseLong(digits) <= Integer.MAX_VALUE;
    }
}
