package io.stator.server.grpc;

import io.stator.client.routing.RoutedCalls;
import io.stator.proto.v1.DeleteRequest;
import io.stator.proto.v1.GetRequest;
import io.stator.proto.v1.GetResponse;
import io.stator.proto.v1.PutRequest;
import io.stator.proto.v1.UpdateRequest;
import io.stator.proto.v1.WriteResponse;
import java.util.concurrent.CompletableFuture;

/** Requests on one item: what has a route is served here, the rest is checked and sent to where it belongs. Thread-safe. */
final class ItemRequests {
    private final LocalItems items;
    private final RoutedCalls routed;

    ItemRequests(LocalItems items, RoutedCalls routed) {
        this.items = items;
        this.routed = routed;
    }

    CompletableFuture<WriteResponse> put(PutRequest request) {
        return request.hasRoute()
                ? items.put(request)
                : items.check(request).thenCompose(checked -> routed.put(request));
    }

    CompletableFuture<WriteResponse> update(UpdateRequest request) {
        return request.hasRoute()
                ? items.update(request)
                : items.check(request).thenCompose(checked -> routed.update(request));
    }

    CompletableFuture<WriteResponse> delete(DeleteRequest request) {
        return request.hasRoute()
                ? items.delete(request)
                : items.check(request).thenCompose(checked -> routed.delete(request));
    }

    CompletableFuture<GetResponse> get(GetRequest request) {
        return request.hasRoute()
                ? items.get(request)
                : items.check(request).thenCompose(checked -> routed.get(request));
    }
}
