package io.stator.gateway.operation;

import io.stator.client.routing.ValueConversions;
import io.stator.gateway.ApiAnswer;
import io.stator.gateway.ApiOperation;
import io.stator.gateway.ApiRequest;
import io.stator.model.ItemCodec;
import io.stator.model.SortKeyRange;
import io.stator.model.StatorException;
import io.stator.model.TableInfo;
import io.stator.model.expression.Condition;
import io.stator.model.expression.ExpressionCodec;
import io.stator.model.expression.KeyCondition;
import io.stator.model.expression.Projection;
import io.stator.proto.v1.QueryRequest;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Reads the items of one partition key, or of a range of them, page by page. */
record Query(Cluster cluster) implements ApiOperation {
    private static final Set<String> MEMBERS = Set.of(
            "TableName",
            "IndexName",
            "Select",
            "AttributesToGet",
            "Limit",
            "ConsistentRead",
            "KeyConditions",
            "QueryFilter",
            "ConditionalOperator",
            "ScanIndexForward",
            "ExclusiveStartKey",
            "ReturnConsumedCapacity",
            "ProjectionExpression",
            "FilterExpression",
            "KeyConditionExpression",
            "ExpressionAttributeNames",
            "ExpressionAttributeValues");

    private static final String PREFIX = "1 validation error detected: ";

    @Override
    public CompletableFuture<ApiAnswer> call(ApiRequest request) {
        ItemRequest asked = ItemRequest.read(request.body(), MEMBERS);
        ItemConstraints.of(asked)
                .queryLimit()
                .returnConsumedCapacity()
                .attributesToGet()
                .queryFilter()
                .select()
                .conditionalOperator()
                .keyConditions()
                .tableName()
                .indexName()
                .check();
        mix(asked);
        Selection.check(asked, PREFIX);
        Question question = Question.of(asked);
        return cluster.onTable(asked.table(), question::toProto, cluster.data()::query)
                .thenApply(page -> PageAnswer.of(asked, page));
    }

    private static void mix(ItemRequest asked) {
        ParameterRules rules = new ParameterRules()
                .expressionWithoutValues("ProjectionExpression", asked.projectionExpression)
                .expression("FilterExpression", asked.filterExpression)
                .expression("KeyConditionExpression", asked.keyConditionExpression)
                .legacy("AttributesToGet", asked.attributesToGet)
                .legacy("QueryFilter", asked.queryFilter)
                .legacy("ConditionalOperator", asked.conditionalOperator);
        // KeyConditions may stand beside the other expressions.
        if (asked.keyConditionExpression != null) {
            rules.legacy("KeyConditions", asked.keyConditions);
        }
        rules.check(asked.names, asked.values);
    }

    /** What does not depend on the table, checked. */
    private record Question(
            ItemRequest asked,
            ItemExpressions expressions,
            @Nullable Condition filter,
            @Nullable Projection projection,
            @Nullable StartKey start) {

        static Question of(ItemRequest asked) {
            ItemExpressions expressions = ItemExpressions.of(asked);
            expressions.checkLegacyFilter();
            ParameterRules.noDuplicates(asked.attributesToGet);
            StartKey start = StartKey.of(asked.exclusiveStartKey);
            if (asked.keyConditions == null && asked.keyConditionExpression == null) {
                throw StatorException.validation("Either the KeyConditions or KeyConditionExpression parameter must be "
                        + "specified in the request.");
            }
            expressions.parseKeyCondition();
            Condition filter = expressions.filter();
            Projection projection = expressions.projection();
            expressions.requireAllUsed();
            return new Question(asked, expressions, filter, projection, start);
        }

        QueryRequest toProto(TableInfo table) {
            if (asked.indexName != null) {
                throw StatorException.validation(
                        "The table does not have the specified index: " + asked.indexName);
            }
            if (start != null) {
                start.checkAttributes(table);
            }
            KeyCondition key = expressions.keyCondition(table.schema());
            if (start != null) {
                start.checkWithin(table, key);
            }
            expressions.checkKeyUse(table.schema());
            QueryRequest.Builder query = QueryRequest.newBuilder()
                    .setTable(table.name())
                    .setPartitionKey(ValueConversions.toProto(key.partitionKey()))
                    .setBackward(!asked.scanIndexForward)
                    .setConsistent(asked.consistentRead)
                    .setCountOnly(Selection.isCount(asked));
            if (!key.sortKey().equals(SortKeyRange.ALL)) {
                query.setSortKey(ValueConversions.toProto(key.sortKey()));
            }
            if (asked.limit != null) {
                query.setLimit(asked.limit);
            }
            if (filter != null) {
                query.setFilter(ExpressionCodec.encode(filter));
            }
            if (projection != null) {
                query.setProjection(ExpressionCodec.encode(projection));
            }
            if (start != null) {
                query.setExclusiveStartKey(ItemCodec.encode(start.key()));
            }
            return query.build();
        }
    }
}
