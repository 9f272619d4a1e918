package io.stator.gateway.operation;

import io.stator.client.routing.ValueConversions;
import io.stator.gateway.ApiAnswer;
import io.stator.gateway.ApiOperation;
import io.stator.gateway.ApiRequest;
import io.stator.model.ItemCodec;
import io.stator.model.SortKeyRange;
import io.stator.model.StatorException;
import io.stator.model.TableInfo;
import io.stator.model.TableSchema;
import io.stator.model.expression.Condition;
import io.stator.model.expression.ExpressionCodec;
import io.stator.model.expression.KeyCondition;
import io.stator.model.expression.Projection;
import io.stator.model.expression.legacy.KeyTerms;
import io.stator.model.expression.legacy.LegacyParameters;
import io.stator.model.expression.text.KeyUse;
import io.stator.model.expression.text.ParsedKeyCondition;
import io.stator.proto.v1.QueryRequest;
import java.util.List;
import java.util.Objects;
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
        asked.requireOneStyle(List.of("FilterExpression", "KeyConditionExpression"));
        Selection.check(asked, PREFIX);
        Question question = Question.of(asked);
        return cluster.onTable(asked.table(), question::toProto, cluster.data()::query)
                .thenApply(page -> PageAnswer.of(asked, page));
    }

    @Override
    public boolean readsItems() {
        return true;
    }

    /** What does not depend on the table, checked. */
    private record Question(
            ItemRequest asked,
            KeyTerms key,
            @Nullable Condition filter,
            @Nullable Projection projection,
            @Nullable StartKey start) {

        static Question of(ItemRequest asked) {
            ItemExpressions expressions = ItemExpressions.of(asked);
            Condition legacyFilter = expressions.legacyFilter(asked.queryFilter);
            Projection legacyProjection = expressions.attributesToGet();
            StartKey start = StartKey.of(asked.exclusiveStartKey);
            KeyTerms legacyKey = expressions.keyConditions();
            ParsedKeyCondition key = expressions.keyConditionExpression();
            Condition filter = expressions.filterExpression();
            Projection projection = expressions.projectionExpression();
            expressions.requireAllUsed();
            return new Question(
                    asked,
                    key == null ? Objects.requireNonNull(legacyKey, "one of both") : key.terms(),
                    filter == null ? legacyFilter : filter,
                    projection == null ? legacyProjection : projection,
                    start);
        }

        QueryRequest toProto(TableInfo table) {
            if (asked.indexName != null) {
                throw StatorException.validation("The table does not have the specified index: " + asked.indexName);
            }
            if (start != null) {
                start.checkAttributes(table);
            }
            KeyCondition condition = key.on(table.schema());
            if (start != null) {
                start.checkWithin(table, condition);
            }
            checkKeyUse(table.schema());
            return toProto(table.name(), condition);
        }

        private void checkKeyUse(TableSchema schema) {
            if (projection != null) {
                KeyUse.requireScalarKeys(projection, schema);
            }
            if (asked.queryFilter != null) {
                LegacyParameters.requireNoKeyAttributes(ItemExpressions.conditions(asked.queryFilter), schema);
            } else if (filter != null) {
                KeyUse.requireNoKeyAttributes(filter, schema);
            }
        }

        private QueryRequest toProto(String table, KeyCondition condition) {
            QueryRequest.Builder query = QueryRequest.newBuilder()
                    .setTable(table)
                    .setPartitionKey(ValueConversions.toProto(condition.partitionKey()))
                    .setBackward(!asked.scanIndexForward)
                    .setConsistent(asked.consistentRead)
                    .setCountOnly(Selection.isCount(asked));
            if (!condition.sortKey().equals(SortKeyRange.ALL)) {
                query.setSortKey(ValueConversions.toProto(condition.sortKey()));
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
