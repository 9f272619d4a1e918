package io.stator.model.expression.text;

import io.stator.model.StatorException;

/** Which of a request's expressions. */
enum ExpressionKind {
    CONDITION("ConditionExpression"),
    FILTER("FilterExpression"),
    PROJECTION("ProjectionExpression"),
    KEY_CONDITION("KeyConditionExpression"),
    UPDATE("UpdateExpression");

    private final String parameter;

    ExpressionKind(String parameter) {
        this.parameter = parameter;
    }

    /** The request's parameter, which is what messages call it. */
    String parameter() {
        return parameter;
    }

    /** A ValidationException that says which expression is wrong. */
    StatorException refusal(String message) {
        return StatorException.validation("Invalid " + parameter + ": " + message);
    }
}
