package io.stator.model.expression.text;

import io.stator.model.expression.Condition;
import io.stator.model.expression.legacy.KeyTerms;

/**
 * A KeyConditionExpression that is right as a condition. Whether it is one on keys, DynamoDB asks when all expressions of
 * the request were read.
 */
public final class ParsedKeyCondition {
    private final Condition condition;

    ParsedKeyCondition(Condition condition) {
        this.condition = condition;
    }

    /**
     * @return the conditions on attributes, which need a schema yet
     * @throws io.stator.model.StatorException ValidationException if there is more than comparisons of one or two
     *     attributes with values
     */
    public KeyTerms terms() {
        return KeyTermReader.read(condition);
    }
}
