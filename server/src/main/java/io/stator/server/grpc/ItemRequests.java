package io.stator.server.grpc;

import io.stator.client.routing.DataCalls;
import io.stator.proto.v1.DeleteRequest;
import io.stator.proto.v1.GetRequest;
import io.stator.proto.v1.GetResponse;
import io.stator.proto.v1.PutRequest;
import io.stator.proto.v1.UpdateRequest;
import io.stator.proto.v1.WriteResponse;
import java.util.concurrent.CompletableFuture;

/** Requests on one item: what has a route is served here, the rest is sent to where it belongs. Thread-safe. */
final class ItemRequests {
    private final LocalItems items;
    private final DataCalls unrouted;

    ItemRequests(LocalItems items, DataCalls unrouted) {
        this.items = items;
        this.unrouted = unrouted;
    }

    CompletableFuture<WriteResponse> put(PutRequest request) {
        return request.hasRoute() ? items.put(request) : unrouted.put(request);
    }

    CompletableFuture<WriteResponse> update(UpdateRequest request) {
        return request.hasRoute() ? items.update(request) : unrouted.update(request);
    }

    CompletableFuture<WriteResponse> delete(DeleteRequest request) {
        return request.hasRoute() ? items.delete(request) : unrouted.delete(request);
    }

    CompletableFuture<GetResponse> get(GetRequest request) {
        return request.hasRoute() ? items.get(request) : unrouted.get(request);
    }
}
