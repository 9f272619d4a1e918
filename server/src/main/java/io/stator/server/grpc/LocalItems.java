package io.stator.server.grpc;

import io.stator.model.EncodedKey;
import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.model.KeyCodec;
import io.stator.model.Validation;
import io.stator.model.expression.ItemProjection;
import io.stator.partition.ItemWrite;
import io.stator.partition.SizedItem;
import io.stator.partition.WriteOutcome;
import io.stator.partition.WrittenSizes;
import io.stator.proto.v1.DeleteRequest;
import io.stator.proto.v1.GetRequest;
import io.stator.proto.v1.GetResponse;
import io.stator.proto.v1.PutRequest;
import io.stator.proto.v1.Route;
import io.stator.proto.v1.UpdateRequest;
import io.stator.proto.v1.WriteResponse;
import io.stator.server.grpc.LocalRequests.Access;
import io.stator.server.grpc.LocalRequests.Target;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Requests on one item, of this node's partitions. Thread-safe. */
final class LocalItems {
    private final LocalRequests requests;

    LocalItems(LocalRequests requests) {
        this.requests = requests;
    }

    CompletableFuture<WriteResponse> put(PutRequest request) {
        return write(request.getRoute(), request.getTable(), Writes.put(request));
    }

    CompletableFuture<WriteResponse> update(UpdateRequest request) {
        return write(request.getRoute(), request.getTable(), Writes.update(request));
    }

    CompletableFuture<WriteResponse> delete(DeleteRequest request) {
        return write(request.getRoute(), request.getTable(), Writes.delete(request));
    }

    private CompletableFuture<WriteResponse> write(Route route, String tableName, Writes.Prepared prepared) {
        return requests.withTable(tableName, Access.AT_LEADER, table -> {
            ItemWrite write = prepared.of(table, route.getEpoch());
            Target target = requests.target(route, write.key().position());
            requests.checkNotExpired(target, write.id());
            return requests.write(target, write).thenApply(outcome -> {
                WriteOutcome.Done done = requests.done(target, outcome);
                WriteResponse.Builder response = WriteResponse.newBuilder().setWriteCount(target.writeCount());
                if (done.attributes() != null) {
                    response.setAttributes(done.attributes());
                }
                if (done.sizes() != null) {
                    response.setSizes(sizes(done.sizes()));
                }
                return response.build();
            });
        });
    }

    static io.stator.proto.v1.WrittenSizes sizes(WrittenSizes sizes) {
        return io.stator.proto.v1.WrittenSizes.newBuilder()
                .setOldItemBytes(sizes.oldBytes())
                .setNewItemBytes(sizes.newBytes())
                .build();
    }

    /** What is wrong with a request, whatever partition it belongs to. */
    CompletableFuture<?> check(PutRequest request) {
        return check(request.getTable(), Writes.put(request));
    }

    CompletableFuture<?> check(UpdateRequest request) {
        return check(request.getTable(), Writes.update(request));
    }

    CompletableFuture<?> check(DeleteRequest request) {
        return check(request.getTable(), Writes.delete(request));
    }

    private CompletableFuture<?> check(String tableName, Writes.Prepared prepared) {
        return requests.table(tableName).thenApply(table -> prepared.of(table, 0));
    }

    CompletableFuture<?> check(GetRequest request) {
        Item key = ItemCodec.decode(request.getKey());
        Selections.projection(request.hasProjection(), request.getProjection());
        return requests.table(request.getTable()).thenAccept(table -> Validation.key(table, key));
    }

    CompletableFuture<GetResponse> get(GetRequest request) {
        Item key = ItemCodec.decode(request.getKey());
        ItemProjection projection = Selections.projection(request.hasProjection(), request.getProjection());
        Access access = request.getConsistent() ? Access.AT_LEADER : Access.AT_ANY_REPLICA;
        return requests.withTable(request.getTable(), access, table -> {
            Validation.key(table, key);
            EncodedKey encoded = KeyCodec.encodeKey(table, key);
            Target target = requests.target(request.getRoute(), encoded.position());
            return requests.get(target, table, encoded, request.getConsistent())
                    .thenApply(found -> response(found, projection));
        });
    }

    private static GetResponse response(Optional<SizedItem> found, @Nullable ItemProjection projection) {
        if (found.isEmpty()) {
            return GetResponse.getDefaultInstance();
        }
        SizedItem item = Selections.projected(found.get(), projection);
        return GetResponse.newBuilder()
                .setItem(item.item())
                .setItemBytes(item.sizeBytes())
                .build();
    }
}
