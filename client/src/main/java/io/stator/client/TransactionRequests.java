package io.stator.client;

import com.google.protobuf.ByteString;
import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.model.expression.Condition;
import io.stator.model.expression.ExpressionCodec;
import io.stator.model.expression.Projection;
import io.stator.proto.v1.TransactGetRequest;
import io.stator.proto.v1.TransactUpdate;
import io.stator.proto.v1.TransactWriteRequest;
import java.util.Collection;
import java.util.List;

/** Transactions as messages, without a route. */
final class TransactionRequests {
    private TransactionRequests() {}

    static TransactWriteRequest of(TransactWrite write) {
        TransactWriteRequest.Builder request = TransactWriteRequest.newBuilder();
        write.entries().forEach(entry -> request.addWrites(of(entry)));
        String token = write.token();
        if (token != null) {
            request.setToken(token);
        }
        return request.build();
    }

    private static io.stator.proto.v1.TransactWrite of(TransactWrite.Entry entry) {
        io.stator.proto.v1.TransactWrite.Builder write = io.stator.proto.v1.TransactWrite.newBuilder()
                .setTable(entry.table())
                .setReturnItemOnConditionFailure(entry.returnItemOnConditionFailure());
        Condition condition = entry.condition();
        if (condition != null) {
            write.setCondition(ExpressionCodec.encode(condition));
        }
        if (entry instanceof Put put) {
            write.setPutItem(ItemCodec.encode(put.item()));
        } else if (entry instanceof Update update) {
            write.setUpdate(of(update));
        } else if (entry instanceof Delete delete) {
            write.setDeleteKey(ItemCodec.encode(delete.key()));
        } else if (entry instanceof ConditionCheck check) {
            write.setCheckKey(ItemCodec.encode(check.key()));
        }
        return write.build();
    }

    private static TransactUpdate of(Update update) {
        TransactUpdate.Builder builder = TransactUpdate.newBuilder().setKey(ItemCodec.encode(update.key()));
        update.actions().forEach(action -> builder.addActions(ExpressionCodec.encode(action)));
        return builder.build();
    }

    static TransactGetRequest of(TransactGet get) {
        TransactGetRequest.Builder request = TransactGetRequest.newBuilder();
        for (Get each : get.gets()) {
            io.stator.proto.v1.TransactGet.Builder builder =
                    request.addGetsBuilder().setTable(each.table()).setKey(ItemCodec.encode(each.key()));
            if (each.projection() != null) {
                builder.setProjection(ExpressionCodec.encode(each.projection()));
            }
        }
        return request.build();
    }

    /** Of whole items. */
    static TransactGetRequest reading(List<ItemPlace> places) {
        TransactGetRequest.Builder request = TransactGetRequest.newBuilder();
        for (ItemPlace place : places) {
            request.addGetsBuilder().setTable(place.table()).setKey(ItemCodec.encode(place.key()));
        }
        return request.build();
    }

    /** Of their versions; of the items no more than the keys. */
    static TransactGetRequest versions(Collection<TrackedItem> items) {
        TransactGetRequest.Builder request = TransactGetRequest.newBuilder();
        for (TrackedItem item : items) {
            Item key = item.place().key();
            String[] names = key.attributes().keySet().toArray(String[]::new);
            request.addGetsBuilder()
                    .setTable(item.place().table())
                    .setKey(ItemCodec.encode(key))
                    .setProjection(ExpressionCodec.encode(Projection.of(names)));
        }
        return request.build();
    }

    /** What is written; and that all that was read is still as it was then. */
    static TransactWriteRequest committing(Collection<TrackedItem> items) {
        TransactWriteRequest.Builder request = TransactWriteRequest.newBuilder();
        for (TrackedItem item : items) {
            io.stator.proto.v1.TransactWrite.Builder write =
                    request.addWritesBuilder().setTable(item.place().table());
            item.version().ifPresent(write::setExpectedVersion);
            ByteString key = ItemCodec.encode(item.place().key());
            if (!item.isWritten()) {
                write.setCheckKey(key);
            } else if (item.item().isPresent()) {
                write.setPutItem(ItemCodec.encode(item.item().get()));
            } else {
                write.setDeleteKey(key);
            }
        }
        return request.build();
    }
}
