package io.stator.gateway.operation;

import io.stator.gateway.ApiAnswer;
import io.stator.gateway.ApiOperation;
import io.stator.gateway.ApiRequest;
import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.model.Validation;
import io.stator.model.expression.Condition;
import io.stator.model.expression.ExpressionCodec;
import io.stator.proto.v1.PutRequest;
import io.stator.proto.v1.ReturnValues;
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
        Item item = asked.item();
        ReturnValues returnValues = WriteRules.oldValues(asked.returnValues);
        WriteRules.itemSize(item, request.body().length);
        Condition condition = WriteRules.condition(asked);
        PutRequest.Builder put = PutRequest.newBuilder().setReturnValues(returnValues);
        if (condition != null) {
            put.setCondition(ExpressionCodec.encode(condition));
        }
        PutRequest prepared = complete(put, item, request, asked);
        return cluster.onTable(
                        asked.table(),
                        table -> {
                            WriteRules.keyPaths(condition, table);
                            Validation.item(table, item);
                            return prepared;
                        },
                        ready -> cluster.data().put(ready, item))
                .thenApply(written -> WriteAnswer.of(asked, written));
    }

    private static PutRequest complete(PutRequest.Builder put, Item item, ApiRequest request, ItemRequest asked) {
        return put.setTable(TableArns.nameOf(asked.table()))
                .setItem(ItemCodec.encode(item))
                .setRequestId(WriteRules.requestId(request))
                .setReturnItemOnConditionFailure(asked.returnsItemOnConditionFailure())
                .setReturnSizes(asked.capacityDetail() != CapacityDetail.NONE)
                .build();
    }
}
