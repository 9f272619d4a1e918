package io.stator.gateway.operation;

import io.stator.gateway.ApiAnswer;
import io.stator.gateway.ApiOperation;
import io.stator.gateway.ApiRequest;
import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.model.StatorException;
import io.stator.model.UpdateTypeException;
import io.stator.model.Validation;
import io.stator.model.expression.Condition;
import io.stator.model.expression.ExpressionCodec;
import io.stator.proto.v1.UpdateRequest;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Changes attributes of an item, or makes one of them. */
record UpdateItem(Cluster cluster) implements ApiOperation {
    private static final Set<String> MEMBERS = Set.of(
            "TableName",
            "Key",
            "AttributeUpdates",
            "Expected",
            "ConditionalOperator",
            "UpdateExpression",
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
                .returnItemCollectionMetrics()
                .returnValues()
                .key()
                .conditionalOperator()
                .expected()
                .attributeUpdates()
                .returnValuesOnConditionCheckFailure()
                .check();
        asked.requireOneStyle(List.of("UpdateExpression", "ConditionExpression"));
        Item key = asked.key();
        ItemExpressions expressions = ItemExpressions.of(asked);
        UpdateRequest.Builder update = UpdateRequest.newBuilder();
        expressions.update().forEach(action -> update.addActions(ExpressionCodec.encode(action)));
        Condition condition = expressions.condition();
        expressions.requireAllUsed();
        if (condition != null) {
            update.setCondition(ExpressionCodec.encode(condition));
        }
        UpdateRequest prepared = complete(update, key, request, asked);
        CompletableFuture<ApiAnswer> answer = cluster.onTable(
                        asked.table(),
                        table -> {
                            Validation.key(table, key);
                            WriteRules.keyPaths(condition, table);
                            return prepared;
                        },
                        cluster.data()::update)
                .thenApply(written -> WriteAnswer.of(asked, written));
        return asked.attributeUpdates == null ? answer : answer.exceptionallyCompose(UpdateItem::inOlderWords);
    }

    /** Of what is refused because of the item's types, who sent no expression is not told of one. */
    private static CompletableFuture<ApiAnswer> inOlderWords(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return CompletableFuture.failedFuture(
                cause instanceof UpdateTypeException
                        ? StatorException.validation("Type mismatch for attribute to update")
                        : failure);
    }

    private static UpdateRequest complete(
            UpdateRequest.Builder update, Item key, ApiRequest request, ItemRequest asked) {
        return update.setTable(TableArns.nameOf(asked.table()))
                .setKey(ItemCodec.encode(key))
                .setRequestId(WriteRules.requestId(request))
                .setReturnValues(WriteRules.returnValues(asked.returnValues))
                .setReturnItemOnConditionFailure(asked.returnsItemOnConditionFailure())
                .setReturnSizes(asked.capacityDetail() != CapacityDetail.NONE)
                .build();
    }
}
