package io.stator.gateway.operation;

import io.stator.gateway.ApiAnswer;
import io.stator.gateway.ApiOperation;
import io.stator.gateway.ApiRequest;
import io.stator.gateway.json.JsonBytes;
import io.stator.model.CapacityUnits;
import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.model.Validation;
import io.stator.model.expression.ExpressionCodec;
import io.stator.model.expression.Projection;
import io.stator.model.expression.text.KeyUse;
import io.stator.proto.v1.GetRequest;
import io.stator.proto.v1.GetResponse;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

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
        asked.requireOneStyle(List.of());
        Item key = asked.key();
        Projection projection = projection(asked);
        GetRequest get = toProto(asked, key, projection);
        return cluster.onTable(
                        asked.table(),
                        table -> {
                            Validation.key(table, key);
                            if (projection != null) {
                                KeyUse.requireScalarKeys(projection, table.schema());
                            }
                            return get;
                        },
                        cluster.data()::get)
                .thenApply(got -> answer(asked, got));
    }

    @Override
    public boolean readsItems() {
        return true;
    }

    private static @Nullable Projection projection(ItemRequest asked) {
        ItemExpressions expressions = ItemExpressions.of(asked);
        Projection legacy = expressions.attributesToGet();
        Projection projection = expressions.projectionExpression();
        expressions.requireAllUsed();
        return projection == null ? legacy : projection;
    }

    private static GetRequest toProto(ItemRequest asked, Item key, @Nullable Projection projection) {
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
