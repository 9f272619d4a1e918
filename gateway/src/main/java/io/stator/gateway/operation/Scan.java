package io.stator.gateway.operation;

import io.stator.gateway.ApiAnswer;
import io.stator.gateway.ApiOperation;
import io.stator.gateway.ApiRequest;
import io.stator.model.ItemCodec;
import io.stator.model.StatorException;
import io.stator.model.TableInfo;
import io.stator.model.expression.Condition;
import io.stator.model.expression.ExpressionCodec;
import io.stator.model.expression.Projection;
import io.stator.model.expression.text.KeyUse;
import io.stator.proto.v1.ScanRequest;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Reads all items of a table, or of one of the segments of it, page by page. */
record Scan(Cluster cluster) implements ApiOperation {
    private static final Set<String> MEMBERS = Set.of(
            "TableName",
            "IndexName",
            "AttributesToGet",
            "Limit",
            "Select",
            "ScanFilter",
            "ConditionalOperator",
            "ExclusiveStartKey",
            "ReturnConsumedCapacity",
            "TotalSegments",
            "Segment",
            "ProjectionExpression",
            "FilterExpression",
            "ExpressionAttributeNames",
            "ExpressionAttributeValues",
            "ConsistentRead");

    @Override
    public CompletableFuture<ApiAnswer> call(ApiRequest request) {
        ItemRequest asked = ItemRequest.read(request.body(), MEMBERS);
        ItemConstraints.of(asked)
                .limit()
                .returnConsumedCapacity()
                .attributesToGet()
                .segment()
                .select()
                .scanFilter()
                .conditionalOperator()
                .totalSegments()
                .tableName()
                .indexName()
                .check();
        asked.requireOneStyle(List.of("FilterExpression"));
        Selection.check(asked, "");
        Question question = Question.of(asked);
        return cluster.onTable(asked.table(), question::toProto, cluster.data()::scan)
                .thenApply(page -> PageAnswer.of(asked, page));
    }

    @Override
    public boolean readsItems() {
        return true;
    }

    private static void segments(@Nullable Integer segment, @Nullable Integer totalSegments) {
        if (segment == null && totalSegments == null) {
            return;
        }
        if (totalSegments == null) {
            throw StatorException.validation(
                    "The TotalSegments parameter is required but was not present in the request "
                            + "when Segment parameter is present");
        }
        if (segment == null) {
            throw StatorException.validation("The Segment parameter is required but was not present in the request "
                    + "when parameter TotalSegments is present");
        }
        if (segment >= totalSegments) {
            throw StatorException.validation("The Segment parameter is zero-based and must be less than parameter "
                    + "TotalSegments: Segment: " + segment + " is not less than TotalSegments: " + totalSegments);
        }
    }

    /** What does not depend on the table, checked. */
    private record Question(
            ItemRequest asked,
            @Nullable Condition filter,
            @Nullable Projection projection,
            @Nullable StartKey start) {

        static Question of(ItemRequest asked) {
            ItemExpressions expressions = ItemExpressions.of(asked);
            Projection legacyProjection = expressions.attributesToGet();
            Condition legacyFilter = expressions.legacyFilter(asked.scanFilter);
            StartKey start = StartKey.of(asked.exclusiveStartKey);
            segments(asked.segment, asked.totalSegments);
            Condition filter = expressions.filterExpression();
            Projection projection = expressions.projectionExpression();
            expressions.requireAllUsed();
            return new Question(
                    asked,
                    filter == null ? legacyFilter : filter,
                    projection == null ? legacyProjection : projection,
                    start);
        }

        ScanRequest toProto(TableInfo table) {
            if (asked.indexName != null) {
                throw StatorException.validation(
                        start != null
                                ? "The provided starting key is invalid"
                                : "The table does not have the specified index: " + asked.indexName);
            }
            if (start != null) {
                start.check(table);
            }
            if (projection != null) {
                KeyUse.requireScalarKeys(projection, table.schema());
            }
            if (filter != null) {
                KeyUse.requireScalarKeys(filter, table.schema());
            }
            ScanRequest.Builder scan = ScanRequest.newBuilder()
                    .setTable(table.name())
                    .setConsistent(asked.consistentRead)
                    .setCountOnly(Selection.isCount(asked));
            if (asked.segment != null && asked.totalSegments != null) {
                scan.setSegment(asked.segment).setTotalSegments(asked.totalSegments);
            }
            if (asked.limit != null) {
                scan.setLimit(asked.limit);
            }
            if (filter != null) {
                scan.setFilter(ExpressionCodec.encode(filter));
            }
            if (projection != null) {
                scan.setProjection(ExpressionCodec.encode(projection));
            }
            if (start != null) {
                scan.setExclusiveStartKey(ItemCodec.encode(start.key()));
            }
            return scan.build();
        }
    }
}
