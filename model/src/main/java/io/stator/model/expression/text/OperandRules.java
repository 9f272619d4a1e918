package io.stator.model.expression.text;

import io.stator.model.AttributeType;
import io.stator.model.AttributeValue;
import io.stator.model.MessageText;
import io.stator.model.StatorException;
import io.stator.model.expression.DocumentPath;
import io.stator.model.expression.Operand;
import io.stator.model.expression.PathText;
import io.stator.model.expression.ScalarOrder;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What DynamoDB knows of operands before it sees an item: the types of values and sizes, and which paths are the same. */
final class OperandRules {
    /** What values can be put in order. */
    static final Set<AttributeType> ORDERED =
            EnumSet.of(AttributeType.STRING, AttributeType.NUMBER, AttributeType.BINARY);

    static final Set<AttributeType> BEGINNING = EnumSet.of(AttributeType.STRING, AttributeType.BINARY);
    static final Set<AttributeType> WITHOUT_SIZE =
            EnumSet.of(AttributeType.NUMBER, AttributeType.BOOLEAN, AttributeType.NULL);

    private final ExpressionKind kind;

    OperandRules(ExpressionKind kind) {
        this.kind = kind;
    }

    /** The operands are of these types, as far as that is known. */
    void requireTypes(String operator, Set<AttributeType> allowed, List<Operand> operands) {
        for (Operand operand : operands) {
            AttributeType type = typeOf(operand);
            if (type != null && !allowed.contains(type)) {
                throw incorrectType(operator, type.letters());
            }
        }
    }

    StatorException incorrectType(String operator, String type) {
        return kind.refusal("Incorrect operand type for operator or function; operator or function: " + operator
                + ", operand type: " + type);
    }

    private static @Nullable AttributeType typeOf(Operand operand) {
        if (operand instanceof Operand.Literal literal) {
            return literal.value().type();
        }
        return operand instanceof Operand.Size ? AttributeType.NUMBER : null;
    }

    /** None of the others is the same path as the first. */
    void requireDistinct(String operator, Operand first, List<Operand> others) {
        if (first instanceof Operand.At at && others.contains(first)) {
            throw notDistinct(operator, at.path());
        }
    }

    StatorException notDistinct(String operator, DocumentPath first) {
        return kind.refusal(
                "The first operand must be distinct from the remaining operands for this operator or function;"
                        + " operator: " + operator + ", first operand: " + PathText.of(first));
    }

    /** Bounds that are both known are of one type, and in order. */
    void requireBounds(Operand lower, Operand upper) {
        if (!(lower instanceof Operand.Literal from) || !(upper instanceof Operand.Literal to)) {
            return;
        }
        if (from.value().type() != to.value().type()) {
            throw kind.refusal("The BETWEEN operator requires same data type for lower and upper bounds; "
                    + bounds(from.value(), to.value()));
        }
        if (ScalarOrder.compare(from.value(), to.value()) > 0) {
            throw kind.refusal("The BETWEEN operator requires upper bound to be greater than or equal to lower bound; "
                    + bounds(from.value(), to.value()));
        }
    }

    private static String bounds(AttributeValue lower, AttributeValue upper) {
        return "lower bound operand: " + bound(lower) + ", upper bound operand: " + bound(upper);
    }

    private static String bound(AttributeValue value) {
        String text = "";
        if (value instanceof AttributeValue.S string) {
            text = MessageText.shortened(string.value());
        } else if (value instanceof AttributeValue.N number) {
            text = number.value().toString();
        } else if (value instanceof AttributeValue.B binary) {
            int bytes = binary.value().size();
            text = "java.nio.HeapByteBuffer[pos=0 lim=" + bytes + " cap=" + bytes + "]";
        }
        return "AttributeValue: {" + value.type().letters() + ":" + text + "}";
    }
}
