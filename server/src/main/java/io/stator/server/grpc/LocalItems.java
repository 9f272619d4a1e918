package io.stator.server.grpc;

import com.google.protobuf.ByteString;
import io.stator.model.EncodedKey;
import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.model.KeyCodec;
import io.stator.model.Validation;
import io.stator.partition.ItemWrite;
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
                ByteString attributes = requests.done(target, outcome);
                WriteResponse.Builder response = WriteResponse.newBuilder().setWriteCount(target.writeCount());
                return attributes == null
                        ? response.build()
                        : response.setAttributes(attributes).build();
            });
        });
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
        return requests.table(request.getTable()).thenAccept(table -> Validation.key(table, key));
    }

    CompletableFuture<GetResponse> get(GetRequest request) {
        Item key = ItemCodec.decode(request.getKey());
        Access access = request.getConsistent() ? Access.AT_LEADER : Access.AT_ANY_REPLICA;
        return requests.withTable(request.getTable(), access, table -> {
            Validation.key(table, key);
            EncodedKey encoded = KeyCodec.encodeKey(table, key);
            Target target = requests.target(request.getRoute(), encoded.position());
            return requests.get(target, table, encoded, request.getConsistent()).thenApply(LocalItems::response);
        });
    }

    private static GetResponse response(Optional<ByteString> item) {
        GetResponse.Builder response = GetResponse.newBuilder();
        item.ifPresent(response::setItem);
        return response.build();
    }
}
