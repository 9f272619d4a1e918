package io.stator.model.expression;

import io.stator.model.AttributeValue;
import io.stator.model.ErrorMessages;
import io.stator.model.ItemSize;
import io.stator.model.KeyAttribute;
import io.stator.model.Limits;
import io.stator.model.StatorException;
import io.stator.model.TableInfo;
import io.stator.model.TableSchema;
import io.stator.model.Validation;
import java.util.List;

/**
 * What the trees of a request may say, whoever made them. Every method throws a ValidationException with DynamoDB's
 * message. Stateless.
 */
public final class ExpressionRules {
    private static final String UPDATE = "UpdateExpression";
    private static final String PROJECTION = "ProjectionExpression";

    private ExpressionRules() {}

    /** A tree of up to 300 nodes and 32 levels; paths and values as in items, values up to 2 MB in all. */
    public static void condition(Condition condition) {
        new ConditionRules("ConditionExpression").check(condition);
    }

    /** As a condition. */
    public static void scanFilter(Condition filter) {
        new ConditionRules("FilterExpression").check(filter);
    }

    /** As a condition; and not about the key, which the key condition is about. */
    public static void queryFilter(TableInfo table, Condition filter) {
        ConditionRules rules = new ConditionRules("FilterExpression");
        rules.check(filter);
        for (DocumentPath path : rules.paths()) {
            if (isOfTheKey(table.schema(), path.attribute())) {
                throw StatorException.validation("Filter Expression can only contain non-primary key attributes: "
                        + "Primary key attribute: " + path.attribute());
            }
        }
    }

    /** Paths that do not overlap; up to as many as the longest expression can name. */
    public static void projection(Projection projection) {
        if (projection.paths().isEmpty()) {
            throw StatorException.validation("Invalid " + PROJECTION + ": The expression can not be empty;");
        }
        if (projection.paths().size() > Limits.PROJECTION_PATHS_MAX) {
            throw StatorException.validation(
                    "Invalid " + PROJECTION + ": Expression size has exceeded the maximum allowed size");
        }
        projection.paths().forEach(path -> DocumentPaths.check(path, PROJECTION));
        PathOverlaps.requireNone(PROJECTION, projection.paths());
    }

    /** Up to 300 actions, operators and functions; paths that do not overlap, none of the key; operands of types that fit. */
    public static void update(TableInfo table, List<UpdateAction> actions) {
        UpdateRules rules = new UpdateRules();
        for (UpdateAction action : actions) {
            DocumentPaths.check(action.path(), UPDATE);
            String attribute = action.path().attribute();
            if (isOfTheKey(table.schema(), attribute)) {
                throw StatorException.validation("One or more parameter values were invalid: Cannot update attribute "
                        + attribute + ". This attribute is part of the key");
            }
            rules.check(action);
        }
        PathOverlaps.requireNone(
                UPDATE, actions.stream().map(UpdateAction::path).toList());
    }

    private static boolean isOfTheKey(TableSchema schema, String attribute) {
        KeyAttribute sortKey = schema.sortKey();
        return attribute.equals(schema.partitionKey().name()) || (sortKey != null && attribute.equals(sortKey.name()));
    }

    /** The values of one expression together. */
    static final class Values {
        private long bytes;

        void check(AttributeValue value) {
            Validation.nesting(value);
            bytes += ItemSize.of(value);
            if (bytes > Limits.EXPRESSION_VALUES_BYTES_MAX) {
                throw StatorException.validation(ErrorMessages.VALUES_TOO_LARGE);
            }
        }
    }
}
