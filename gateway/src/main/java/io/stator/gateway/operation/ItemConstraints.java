package io.stator.gateway.operation;

import io.stator.gateway.json.Constraints;
import io.stator.model.Limits;
import io.stator.model.StatorException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The constraints on each member of a request on items. An operation names its members in the order in which DynamoDB
 * tells of them.
 */
final class ItemConstraints {
    static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.-]+");
    static final List<String> CAPACITY_DETAILS = List.of("INDEXES", "TOTAL", "NONE");
    static final List<String> METRICS = List.of("SIZE", "NONE");

    private static final List<String> COMPARISON_OPERATORS = List.of(
            "IN",
            "NULL",
            "BETWEEN",
            "LT",
            "NOT_CONTAINS",
            "EQ",
            "GT",
            "NOT_NULL",
            "NE",
            "LE",
            "BEGINS_WITH",
            "GE",
            "CONTAINS");

    private static final List<String> RETURN_VALUES =
            List.of("ALL_NEW", "UPDATED_OLD", "ALL_OLD", "NONE", "UPDATED_NEW");

    private static final List<String> SELECTIONS =
            List.of("SPECIFIC_ATTRIBUTES", "COUNT", "ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES");

    /** DynamoDB: names in AttributesToGet. */
    private static final int ATTRIBUTES_TO_GET_MAX = 255;

    private final ItemRequest request;
    private final Constraints constraints;
    private final String prefix;

    private ItemConstraints(ItemRequest request, Constraints constraints, String prefix) {
        this.request = request;
        this.constraints = constraints;
        this.prefix = prefix;
    }

    static ItemConstraints of(ItemRequest request) {
        return new ItemConstraints(request, new Constraints(), "");
    }

    /**
     * Of one that stands in another request.
     *
     * @param constraints of that one
     * @param prefix of the paths of its members
     */
    static ItemConstraints in(Constraints constraints, String prefix, ItemRequest request) {
        return new ItemConstraints(request, constraints, prefix);
    }

    /** @throws StatorException a ValidationException that tells of all that is broken */
    void check() {
        constraints.check();
    }

    /** A name that is too short for any table is not refused: there is no such table. */
    ItemConstraints tableName() {
        String name = request.tableName;
        String path = prefix + "tableName";
        if (name != null && name.isEmpty()) {
            // DynamoDB does not look at the others then.
            new Constraints().lengthAtLeast(path, name, 1).check();
        }
        constraints.present(path, name);
        if (name != null && !TableArns.isArn(name)) {
            constraints.matches(path, name, NAME).lengthAtMost(path, name, Limits.TABLE_NAME_CHARS_MAX);
        }
        return this;
    }

    ItemConstraints indexName() {
        constraints
                .matches("indexName", request.indexName, NAME)
                .lengthAtLeast("indexName", request.indexName, Limits.TABLE_NAME_CHARS_MIN)
                .lengthAtMost("indexName", request.indexName, Limits.TABLE_NAME_CHARS_MAX);
        return this;
    }

    ItemConstraints key() {
        constraints.present(prefix + "key", request.key);
        return this;
    }

    ItemConstraints item() {
        constraints.present(prefix + "item", request.item);
        return this;
    }

    /** Of a ConditionCheck, which has nothing else. */
    ItemConstraints conditionExpression() {
        constraints.present(prefix + "conditionExpression", request.conditionExpression);
        return this;
    }

    /** Of an Update of a transaction: there, DynamoDB has none that only makes the item. */
    ItemConstraints updateExpression() {
        constraints.present(prefix + "updateExpression", request.updateExpression);
        return this;
    }

    ItemConstraints attributesToGet() {
        attributesToGet(constraints, "attributesToGet", request.attributesToGet);
        return this;
    }

    static void attributesToGet(Constraints constraints, String path, @Nullable List<String> attributes) {
        constraints.lengthAtLeast(path, attributes, 1).lengthAtMost(path, attributes, ATTRIBUTES_TO_GET_MAX);
    }

    ItemConstraints returnConsumedCapacity() {
        constraints.oneOf("returnConsumedCapacity", request.returnConsumedCapacity, CAPACITY_DETAILS);
        return this;
    }

    ItemConstraints returnItemCollectionMetrics() {
        constraints.oneOf("returnItemCollectionMetrics", request.returnItemCollectionMetrics, METRICS);
        return this;
    }

    ItemConstraints returnValues() {
        constraints.oneOf("returnValues", request.returnValues, RETURN_VALUES);
        return this;
    }

    ItemConstraints returnValuesOnConditionCheckFailure() {
        constraints.oneOf(
                prefix + "returnValuesOnConditionCheckFailure",
                request.returnValuesOnConditionCheckFailure,
                List.of("ALL_OLD", "NONE"));
        return this;
    }

    ItemConstraints conditionalOperator() {
        constraints.oneOf("conditionalOperator", request.conditionalOperator, List.of("OR", "AND"));
        return this;
    }

    ItemConstraints expected() {
        return conditions("expected", request.expected, false);
    }

    ItemConstraints keyConditions() {
        return conditions("keyConditions", request.keyConditions, true);
    }

    ItemConstraints queryFilter() {
        return conditions("queryFilter", request.queryFilter, true);
    }

    ItemConstraints scanFilter() {
        return conditions("scanFilter", request.scanFilter, true);
    }

    private ItemConstraints conditions(
            String path, @Nullable Map<String, ConditionMember> conditions, boolean operatorRequired) {
        if (conditions != null) {
            conditions.forEach((attribute, condition) -> {
                String member = path + "." + attribute + ".member.comparisonOperator";
                if (operatorRequired) {
                    constraints.present(member, condition.comparisonOperator());
                }
                constraints.oneOf(member, condition.comparisonOperator(), COMPARISON_OPERATORS);
            });
        }
        return this;
    }

    ItemConstraints attributeUpdates() {
        Map<String, UpdateMember> updates = request.attributeUpdates;
        if (updates != null) {
            updates.forEach((attribute, update) -> constraints.oneOf(
                    "attributeUpdates." + attribute + ".member.action",
                    update.action(),
                    List.of("ADD", "PUT", "DELETE")));
        }
        return this;
    }

    ItemConstraints select() {
        constraints.oneOf("select", request.select, SELECTIONS);
        return this;
    }

    ItemConstraints limit() {
        constraints.atLeast("limit", request.limit, 1);
        return this;
    }

    /** As {@link #limit}, in other words, which DynamoDB has for Query alone. */
    ItemConstraints queryLimit() {
        Integer limit = request.limit;
        if (limit != null && limit < 1) {
            throw StatorException.validation(
                    "1 validation error detected: Value at 'Limit' failed to satisfy constraint: "
                            + "Member must have value greater than or equal to 1");
        }
        return this;
    }

    ItemConstraints segment() {
        constraints
                .atLeast("segment", request.segment, 0)
                .atMost("segment", request.segment, Limits.SCAN_SEGMENTS_MAX - 1);
        return this;
    }

    ItemConstraints totalSegments() {
        constraints
                .atLeast("totalSegments", request.totalSegments, 1)
                .atMost("totalSegments", request.totalSegments, Limits.SCAN_SEGMENTS_MAX);
        return this;
    }
}
