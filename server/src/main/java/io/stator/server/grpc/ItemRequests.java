package io.stator.server.grpc;

import io.stator.client.routing.DataCalls;
import io.stator.proto.v1.DeleteRequest;
import io.stator.proto.v1.GetRequest;
import io.stator.proto.v1.GetResponse;
import io.stator.proto.v1.PutRequest;
import io.stator.proto.v1.TransactGetRequest;
import io.stator.proto.v1.TransactGetResponse;
import io.stator.proto.v1.TransactWriteRequest;
import io.stator.proto.v1.TransactWriteResponse;
import io.stator.proto.v1.TransactionStepsRequest;
import io.stator.proto.v1.TransactionStepsResponse;
import io.stator.proto.v1.UpdateRequest;
import io.stator.proto.v1.WriteResponse;
import java.util.concurrent.CompletableFuture;

/** Requests that go in frames, on one item or in a transaction: what has a route is served here, the rest is sent to where it belongs. Thread-safe. */
final class ItemRequests {
    private final LocalItems items;
    private final OwnNode own;
    private final DataCalls unrouted;

    ItemRequests(OwnNode own, DataCalls unrouted) {
        this.items = own.items();
        this.own = own;
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

    CompletableFuture<TransactWriteResponse> transactWrite(TransactWriteRequest request) {
        return request.hasRoute() ? own.transactions().write(request) : unrouted.transactWrite(request);
    }

    CompletableFuture<TransactGetResponse> transactGet(TransactGetRequest request) {
        return request.hasRoute() ? own.transactions().get(request) : unrouted.transactGet(request);
    }

    /** Always with a route: only nodes send them. */
    CompletableFuture<TransactionStepsResponse> steps(TransactionStepsRequest request) {
        return own.steps().steps(request);
    }
}
