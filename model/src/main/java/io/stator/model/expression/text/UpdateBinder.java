package io.stator.model.expression.text;

import io.stator.model.AttributeType;
import io.stator.model.AttributeValue;
import io.stator.model.ErrorMessages;
import io.stator.model.Limits;
import io.stator.model.StatorException;
import io.stator.model.Utf8;
import io.stator.model.expression.DocumentPath;
import io.stator.model.expression.Formula;
import io.stator.model.expression.PathOverlaps;
import io.stator.model.expression.UpdateAction;
import io.stator.model.expression.text.OperandSyntax.Call;
import io.stator.model.expression.text.OperandSyntax.Path;
import io.stator.model.expression.text.OperandSyntax.Value;
import io.stator.model.expression.text.UpdateSyntax.Action;
import io.stator.model.expression.text.UpdateSyntax.SetValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Makes an update's actions: replaces placeholders and checks operands. DynamoDB first looks whether the paths can be
 * changed together; then it goes from the last action to the first, once for names, and once for values and types.
 */
final class UpdateBinder {
    private static final Set<AttributeType> SETS =
            EnumSet.of(AttributeType.STRING_SET, AttributeType.NUMBER_SET, AttributeType.BINARY_SET);

    private final Binding binding;
    private final ExpressionKind kind;
    private final OperandRules rules;
    private long updateBytes;

    UpdateBinder(Binding binding) {
        this.binding = binding;
        this.kind = binding.kind();
        this.rules = new OperandRules(kind);
    }

    /** In the text's order. */
    List<UpdateAction> bind(UpdateSyntax update) {
        List<Action> actions = update.actions();
        List<DocumentPath> paths = new ArrayList<>(actions.size());
        for (Action action : actions) {
            paths.add(binding.path(action.path()));
        }
        PathOverlaps.requireNone(kind.parameter(), paths);
        for (int i = actions.size() - 1; i >= 0; i--) {
            requireNames(actions.get(i));
        }
        List<UpdateAction> bound = new ArrayList<>(actions.size());
        for (int i = actions.size() - 1; i >= 0; i--) {
            bound.add(action(actions.get(i), paths.get(i)));
        }
        if (updateBytes > Limits.ITEM_BYTES_MAX) {
            throw StatorException.validation(ErrorMessages.UPDATE_TOO_LARGE);
        }
        Collections.reverse(bound);
        return List.copyOf(bound);
    }

    private void requireNames(Action action) {
        if (action instanceof UpdateSyntax.Assign assign) {
            operands(assign.value()).forEach(this::requireNames);
        }
    }

    private void requireNames(OperandSyntax operand) {
        if (operand instanceof Path path) {
            binding.requireNames(path);
        } else if (operand instanceof Call call) {
            call.operands().forEach(this::requireNames);
        }
    }

    private static List<OperandSyntax> operands(SetValue value) {
        if (value instanceof UpdateSyntax.Sum sum) {
            return List.of(sum.first(), sum.second());
        }
        if (value instanceof UpdateSyntax.Difference difference) {
            return List.of(difference.first(), difference.second());
        }
        return List.of(((UpdateSyntax.Plain) value).operand());
    }

    private UpdateAction action(Action action, DocumentPath path) {
        if (action instanceof UpdateSyntax.Assign assign) {
            countPath(path);
            return new UpdateAction.Assign(path, formula(assign.value()));
        }
        if (action instanceof UpdateSyntax.Remove) {
            return new UpdateAction.Remove(path);
        }
        if (action instanceof UpdateSyntax.Add add) {
            countPath(path);
            updateBytes += binding.bytesOf(add.value());
            AttributeValue value = binding.value(add.value());
            if (!SETS.contains(value.type()) && value.type() != AttributeType.NUMBER) {
                throw incorrectOperand("ADD", value);
            }
            return new UpdateAction.Add(path, value);
        }
        if (action instanceof UpdateSyntax.DeleteElements delete) {
            AttributeValue value = binding.value(delete.value());
            if (!SETS.contains(value.type())) {
                throw incorrectOperand("DELETE", value);
            }
            return new UpdateAction.DeleteElements(path, value);
        }
        throw new IllegalStateException("an action of no known kind");
    }

    private StatorException incorrectOperand(String clause, AttributeValue value) {
        return kind.refusal("Incorrect operand type for operator or function; operator: " + clause + ", operand type: "
                + value.type() + ", typeSet: ALLOWED_FOR_" + clause + "_OPERAND");
    }

    private void countPath(DocumentPath path) {
        for (DocumentPath.Element element : path.elements()) {
            if (element instanceof DocumentPath.Name name) {
                updateBytes += Utf8.length(name.name());
            }
        }
    }

    private Formula formula(SetValue value) {
        if (value instanceof UpdateSyntax.Sum sum) {
            Formula first = formula(sum.first(), true);
            Formula second = formula(sum.second(), true);
            requireType("+", AttributeType.NUMBER, List.of(first, second));
            return new Formula.Sum(first, second);
        }
        if (value instanceof UpdateSyntax.Difference difference) {
            Formula first = formula(difference.first(), true);
            Formula second = formula(difference.second(), true);
            requireType("-", AttributeType.NUMBER, List.of(first, second));
            return new Formula.Difference(first, second);
        }
        return formula(((UpdateSyntax.Plain) value).operand(), true);
    }

    /** @param surely whether a value that stands here surely gets into the item */
    private Formula formula(OperandSyntax operand, boolean surely) {
        if (operand instanceof Path path) {
            return new Formula.At(binding.path(path));
        }
        if (operand instanceof Value value) {
            AttributeValue literal = binding.value(value);
            if (surely) {
                updateBytes += binding.bytesOf(value);
            }
            return new Formula.Literal(literal);
        }
        Call call = (Call) operand;
        FunctionName function = SyntaxRules.functionOf(call);
        List<Formula> operands = new ArrayList<>(call.operands().size());
        for (OperandSyntax inner : call.operands()) {
            operands.add(formula(inner, surely && function == FunctionName.LIST_APPEND));
        }
        if (operands.size() != function.operands()) {
            throw SyntaxRules.operandCount(kind, call);
        }
        return function == FunctionName.LIST_APPEND ? listAppend(operands) : ifNotExists(call, operands);
    }

    private Formula listAppend(List<Formula> operands) {
        requireType(FunctionName.LIST_APPEND.text(), AttributeType.LIST, operands);
        return new Formula.ListAppend(operands.get(0), operands.get(1));
    }

    private Formula ifNotExists(Call call, List<Formula> operands) {
        if (!(operands.get(0) instanceof Formula.At at)) {
            throw ConditionBinder.needsPath(kind, call);
        }
        if (operands.get(1).equals(at)) {
            throw rules.notDistinct(call.function(), at.path());
        }
        return new Formula.IfNotExists(at.path(), operands.get(1));
    }

    private void requireType(String operator, AttributeType type, List<Formula> operands) {
        for (Formula operand : operands) {
            if (operand instanceof Formula.Literal literal && literal.value().type() != type) {
                throw rules.incorrectType(operator, literal.value().type().letters());
            }
        }
    }
}
