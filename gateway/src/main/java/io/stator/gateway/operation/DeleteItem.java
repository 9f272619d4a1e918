package io.stator.gateway.operation;

import io.stator.gateway.ApiAnswer;
import io.stator.gateway.ApiOperation;
import io.stator.gateway.ApiRequest;
import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.model.Validation;
import io.stator.model.expression.Condition;
import io.stator.model.expression.ExpressionCodec;
import io.stator.proto.v1.DeleteRequest;
import io.stator.proto.v1.ReturnValues;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Deletes an item, if there is one. */
record DeleteItem(Cluster cluster) implements ApiOperation {
    private static final Set<String> MEMBERS = Set.of(
            "TableName",
            "Key",
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
                .key()
                .conditionalOperator()
                .expected()
                .returnValues()
                .returnItemCollectionMetrics()
                .returnValuesOnConditionCheckFailure()
                .check();
        asked.requireOneStyle(List.of("ConditionExpression"));
        Item key = asked.key();
        ReturnValues returnValues = WriteRules.oldValues(asked.returnValues);
        Condition condition = WriteRules.condition(asked);
        DeleteRequest.Builder deletion = DeleteRequest.newBuilder().setReturnValues(returnValues);
        if (condition != null) {
            deletion.setCondition(ExpressionCodec.encode(condition));
        }
        DeleteRequest prepared = complete(deletion, key, request, asked);
        return cluster.onTable(
                        asked.table(),
                        table -> {
                            Validation.key(table, key);
                            WriteRules.keyPaths(condition, table);
                            return prepared;
                        },
                        cluster.data()::delete)
                .thenApply(written -> WriteAnswer.of(asked, written));
    }

    private static DeleteRequest complete(
            DeleteRequest.Builder deletion, Item key, ApiRequest request, ItemRequest asked) {
        return deletion.setTable(TableArns.nameOf(asked.table()))
                .setKey(ItemCodec.encode(key))
                .setRequestId(WriteRules.requestId(request))
                .setReturnItemOnConditionFailure(asked.returnsItemOnConditionFailure())
                .setReturnSizes(asked.capacityDetail() != CapacityDetail.NONE)
                .build();
    }
}
