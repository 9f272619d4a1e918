package io.stator.gateway.operation;

import io.stator.gateway.json.Constraints;
import io.stator.model.Limits;
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
            "IN", "NULL", "BETWEEN", "LT", "NOT_CONTAINS", "EQ", "GT", "NOT_NULL", "NE", "LE", "BEGINS_WITH", "GE", "CONTAINS");

    private static final List<String> RETURN_VALUES =
            List.of("ALL_NEW", "UPDATED_OLD", "ALL_OLD", "NONE", "UPDATED_NEW");

    private static final List<String> SELECTIONS =
            List.of("SPECIFIC_ATTRIBUTES", "COUNT", "ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES");

    /** DynamoDB: names in AttributesToGet. */
    private static final int ATTRIBUTES_TO_GET_MAX = 255;

    private final ItemRequest request;
    private final Constraints constraints = new Constraints();

    private ItemConstraints(ItemRequest request) {
        this.request = request;
    }

    static ItemConstraints of(ItemRequest request) {
        return new ItemConstraints(request);
    }

    /** @throws io.stator.model.StatorException a ValidationException that tells of all that is broken */
    void check() {
        constraints.check();
    }

    ItemConstraints tableName() {
        constraints.present("tableName", request.tableName);
        name(constraints, "tableName", request.tableName);
        return this;
    }

    ItemConstraints indexName() {
        name(constraints, "indexName", request.indexName);
        return this;
    }

    /** The name or ARN of a table, or the name of an index. */
    static void name(Constraints constraints, String path, @Nullable String nameOrArn) {
        if (nameOrArn != null && !TableArns.isArn(nameOrArn)) {
            constraints
                    .matches(path, nameOrArn, NAME)
                    .lengthAtLeast(path, nameOrArn, Limits.TABLE_NAME_CHARS_MIN)
                    .lengthAtMost(path, nameOrArn, Limits.TABLE_NAME_CHARS_MAX);
        }
    }

    ItemConstraints key() {
        constraints.present("key", request.key);
        return this;
    }

    ItemConstraints item() {
        constraints.present("item", request.item);
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
                "returnValuesOnConditionCheckFailure",
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
            String path, @Nullable Map<String, LegacyCondition> conditions, boolean operatorRequired) {
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
        Map<String, LegacyUpdate> updates = request.attributeUpdates;
        if (updates != null) {
            updates.forEach((attribute, update) -> constraints.oneOf(
                    "attributeUpdates." + attribute + ".member.action",
                    update.action(),
                    List.of("ADD", "DELETE", "PUT")));
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

    ItemConstraints segment() {
        constraints.atLeast("segment", request.segment, 0).atMost("segment", request.segment, Limits.SCAN_SEGMENTS_MAX - 1);
        return this;
    }

    ItemConstraints totalSegments() {
        constraints
                .atLeast("totalSegments", request.totalSegments, 1)
                .atMost("totalSegments", request.totalSegments, Limits.SCAN_SEGMENTS_MAX);
        return this;
    }
}
