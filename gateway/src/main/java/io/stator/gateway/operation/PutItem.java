package io.stator.gateway.operation;

import io.stator.gateway.ApiAnswer;
import io.stator.gateway.ApiOperation;
import io.stator.gateway.ApiRequest;
import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.model.expression.Condition;
import io.stator.model.expression.ExpressionCodec;
import io.stator.proto.v1.PutRequest;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Puts an item in the place of the one with its key, if there is one. */
record PutItem(Cluster cluster) implements ApiOperation {
    private static final Set<String> MEMBERS = Set.of(
            "TableName",
            "Item",
            "Expected",
            "ConditionalOperator",
            "ConditionExpression",
            "ExpressionAttributeNames",
            "ExpressionAttributeValues",
            "ReturnValues",
            "ReturnValuesOnConditionCheckFailure",
            "ReturnConsumedCapacity",
            "ReturnItemCollectionMetrics");

    @Override
    public CompletableFuture<ApiAnswer> call(ApiRequest request) {
        ItemRequest asked = ItemRequest.read(request.body(), MEMBERS);
        ItemConstraints.of(asked)
                .returnConsumedCapacity()
                .tableName()
                .item()
                .conditionalOperator()
                .expected()
                .returnValues()
                .returnItemCollectionMetrics()
                .returnValuesOnConditionCheckFailure()
                .check();
        asked.requireOneStyle(List.of("ConditionExpression"));
        return Cluster.onItems(cluster.data().put(toProto(request, asked)))
                .thenApply(written -> WriteAnswer.of(asked, written));
    }

    private static PutRequest toProto(ApiRequest request, ItemRequest asked) {
        Item item = asked.item();
        PutRequest.Builder put = PutRequest.newBuilder().setReturnValues(WriteRules.oldValues(asked.returnValues));
        WriteRules.itemSize(item, request.body().length);
        ItemExpressions expressions = ItemExpressions.of(asked);
        Condition condition = expressions.condition();
        expressions.requireAllUsed();
        if (condition != null) {
            put.setCondition(ExpressionCodec.encode(condition));
        }
        return put.setTable(TableArns.nameOf(asked.table()))
                .setItem(ItemCodec.encode(item))
                .setRequestId(WriteRules.requestId(request))
                .setReturnItemOnConditionFailure(asked.returnsItemOnConditionFailure())
                .setReturnSizes(asked.capacityDetail() != CapacityDetail.NONE)
                .build();
    }
}
