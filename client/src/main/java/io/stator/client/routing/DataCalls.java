package io.stator.client.routing;

import io.stator.model.Item;
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
 * What can be done to items, by requests without a route, wherever the items are. Thread-safe.
 *
 * <p>Every future fails with a StatorException, or with what wraps one. A write is applied once, however often it is sent,
 * also through different nodes, if it has a request id; one without gets its own. If it failed with a retryable code it was
 * surely not applied; with OUTCOME_UNKNOWN it may have been, or may yet be. Dependents without an executor of their own run
 * on I/O threads and must not block.
 */
public interface DataCalls {
    CompletableFuture<WriteResponse> put(PutRequest request);

    /** @param item the request's, from callers who have it decoded */
    default CompletableFuture<WriteResponse> put(PutRequest request, Item item) {
        return put(request);
    }

    CompletableFuture<WriteResponse> update(UpdateRequest request);

    CompletableFuture<WriteResponse> delete(DeleteRequest request);

    CompletableFuture<GetResponse> get(GetRequest request);

    /** One page over as many partitions as it takes; short only at the end. */
    CompletableFuture<PageResponse> query(QueryRequest request);

    /** One page over as many partitions as it takes; short only at the end. */
    CompletableFuture<PageResponse> scan(ScanRequest request);

    /**
     * At most {@link io.stator.model.Limits#BATCH_GET_KEYS_MAX} keys. Unprocessed: what was not to be had by the
     * deadline, and what exceeds {@link io.stator.model.Limits#BATCH_BYTES_MAX}. Fails if nothing was to be had.
     */
    CompletableFuture<BatchGetResponse> batchGet(BatchGetRequest request);

    /**
     * At most {@link io.stator.model.Limits#BATCH_WRITE_ITEMS_MAX} writes. Unprocessed: what was surely not done by the
     * deadline. Fails if nothing was done, or if the outcome of any of it is unknown.
     */
    CompletableFuture<BatchWriteResponse> batchWrite(BatchWriteRequest request);

    /**
     * All of it or nothing; a request without a token gets one, and is done once. Fails with a {@link
     * io.stator.model.TransactionCanceledException} if nothing was done for reasons of its items. At most {@link
     * io.stator.model.Limits#TRANSACTION_ITEMS_MAX} of them.
     */
    CompletableFuture<TransactWriteResponse> transactWrite(TransactWriteRequest request);

    /**
     * Items as they were at one moment. Fails with a {@link io.stator.model.TransactionCanceledException} if they changed
     * whenever they were looked at. At most {@link io.stator.model.Limits#TRANSACTION_ITEMS_MAX} of them.
     */
    CompletableFuture<TransactGetResponse> transactGet(TransactGetRequest request);
}
