package io.stator.server.grpc;

import io.stator.client.routing.DataCalls;
import io.stator.client.routing.RoutedCalls;
import io.stator.proto.v1.BatchGetRequest;
import io.stator.proto.v1.BatchGetResponse;
import io.stator.proto.v1.BatchWriteRequest;
import io.stator.proto.v1.BatchWriteResponse;
import io.stator.proto.v1.DeleteRequest;
import io.stator.proto.v1.GetRequest;
import io.stator.proto.v1.GetResponse;
import io.stator.proto.v1.PageResponse;
import io.stator.proto.v1.PutRequest;
import io.stator.proto.v1.QueryRequest;
import io.stator.proto.v1.ScanRequest;
import io.stator.proto.v1.TransactGetRequest;
import io.stator.proto.v1.TransactGetResponse;
import io.stator.proto.v1.TransactWriteRequest;
import io.stator.proto.v1.TransactWriteResponse;
import io.stator.proto.v1.UpdateRequest;
import io.stator.proto.v1.WriteResponse;
import java.util.concurrent.CompletableFuture;

/**
 * Requests without a route: checked here, then sent to where they belong, which is this node itself where it leads the
 * partition, or has a replica for what need not be the newest: gRPC calls of whoever does not know the partition map.
 * Thread-safe.
 */
final class CheckedCalls implements DataCalls {
    private final OwnNode own;
    private final RoutedCalls routed;

    /** @param routed knows the own node */
    CheckedCalls(OwnNode own, RoutedCalls routed) {
        this.own = own;
        this.routed = routed;
    }

    @Override
    public CompletableFuture<WriteResponse> put(PutRequest request) {
        return own.items().check(request).thenCompose(checked -> routed.put(request));
    }

    @Override
    public CompletableFuture<WriteResponse> update(UpdateRequest request) {
        return own.items().check(request).thenCompose(checked -> routed.update(request));
    }

    @Override
    public CompletableFuture<WriteResponse> delete(DeleteRequest request) {
        return own.items().check(request).thenCompose(checked -> routed.delete(request));
    }

    @Override
    public CompletableFuture<GetResponse> get(GetRequest request) {
        return own.items().check(request).thenCompose(checked -> routed.get(request));
    }

    @Override
    public CompletableFuture<PageResponse> query(QueryRequest request) {
        return own.pages().check(request).thenCompose(checked -> routed.query(request));
    }

    @Override
    public CompletableFuture<PageResponse> scan(ScanRequest request) {
        return own.pages().check(request).thenCompose(checked -> routed.scan(request));
    }

    @Override
    public CompletableFuture<BatchGetResponse> batchGet(BatchGetRequest request) {
        return routed.batchGet(request);
    }

    @Override
    public CompletableFuture<BatchWriteResponse> batchWrite(BatchWriteRequest request) {
        return routed.batchWrite(request);
    }

    @Override
    public CompletableFuture<TransactWriteResponse> transactWrite(TransactWriteRequest request) {
        return own.transactions().check(request).thenCompose(checked -> routed.transactWrite(request));
    }

    @Override
    public CompletableFuture<TransactGetResponse> transactGet(TransactGetRequest request) {
        return own.transactions().check(request).thenCompose(checked -> routed.transactGet(request));
    }
}
