package io.stator.gateway.operation;

import io.stator.gateway.ApiAnswer;
import io.stator.gateway.ApiOperation;
import io.stator.gateway.ApiRequest;
import io.stator.gateway.json.JsonBytes;
import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.model.Validation;
import io.stator.model.expression.ExpressionCodec;
import io.stator.model.expression.Projection;
import io.stator.proto.v1.GetRequest;
import io.stator.proto.v1.GetResponse;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Reads an item, or what is wanted of it. */
record GetItem(Cluster cluster) implements ApiOperation {
    private static final Set<String> MEMBERS = Set.of(
            "TableName",
            "Key",
            "AttributesToGet",
            "ConsistentRead",
            "ReturnConsumedCapacity",
            "ProjectionExpression",
            "ExpressionAttributeNames");

    @Override
    public CompletableFuture<ApiAnswer> call(ApiRequest request) {
        ItemRequest asked = ItemRequest.read(request.body(), MEMBERS);
        ItemConstraints.of(asked)
                .returnConsumedCapacity()
                .attributesToGet()
                .tableName()
                .key()
                .check();
        new ParameterRules()
                .expressionWithoutValues("ProjectionExpression", asked.projectionExpression)
                .legacy("AttributesToGet", asked.attributesToGet)
                .check(asked.names, null);
        Item key = asked.key();
        GetRequest get = toProto(asked, key);
        return cluster.onTable(
                        asked.table(),
                        table -> {
                            Validation.key(table, key);
                            return get;
                        },
                        cluster.data()::get)
                .thenApply(got -> answer(asked, got));
    }

    private static GetRequest toProto(ItemRequest asked, Item key) {
        ItemExpressions expressions = ItemExpressions.of(asked);
        Projection projection = expressions.projection();
        expressions.requireAllUsed();
        GetRequest.Builder get = GetRequest.newBuilder()
                .setTable(TableArns.nameOf(asked.table()))
                .setKey(ItemCodec.encode(key))
                .setConsistent(asked.consistentRead);
        if (projection != null) {
            get.setProjection(ExpressionCodec.encode(projection));
        }
        return get.build();
    }

    private static ApiAnswer answer(ItemRequest asked, GetResponse got) {
        return ApiAnswer.of(JsonBytes.object(generator -> {
            if (got.hasItem()) {
                EncodedItems.writeMember(generator, "Item", got.getItem());
            }
            new ConsumedCapacity(asked.table(), CapacityUnits.read(got.getItemBytes(), asked.consistentRead))
                    .writeMember(generator, asked.capacityDetail());
        }));
    }
}
