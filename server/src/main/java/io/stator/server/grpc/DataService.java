package io.stator.server.grpc;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.stator.client.routing.DataCalls;
import io.stator.proto.v1.AnswerFrame;
import io.stator.proto.v1.BatchGetRequest;
import io.stator.proto.v1.BatchGetResponse;
import io.stator.proto.v1.BatchWriteRequest;
import io.stator.proto.v1.BatchWriteResponse;
import io.stator.proto.v1.DataGrpc;
import io.stator.proto.v1.DeleteRequest;
import io.stator.proto.v1.GetRequest;
import io.stator.proto.v1.GetResponse;
import io.stator.proto.v1.PageResponse;
import io.stator.proto.v1.PutRequest;
import io.stator.proto.v1.QueryRequest;
import io.stator.proto.v1.RequestFrame;
import io.stator.proto.v1.ScanRequest;
import io.stator.proto.v1.TransactGetRequest;
import io.stator.proto.v1.TransactGetResponse;
import io.stator.proto.v1.TransactWriteRequest;
import io.stator.proto.v1.TransactWriteResponse;
import io.stator.proto.v1.TransactionStepsRequest;
import io.stator.proto.v1.TransactionStepsResponse;
import io.stator.proto.v1.UpdateRequest;
import io.stator.proto.v1.WriteResponse;

/** The Data service: what has a route is served here, the rest is sent to where it belongs. */
final class DataService extends DataGrpc.DataImplBase {
    private final CallAnswers answers;
    private final DataCalls unrouted;
    private final ItemRequests items;
    private final OwnNode own;
    private final FrameSessions sessions;

    DataService(OwnNode own, DataCalls unrouted, ItemRequests items, FrameSessions sessions) {
        this.answers = own.answers();
        this.unrouted = unrouted;
        this.items = items;
        this.own = own;
        this.sessions = sessions;
    }

    @Override
    public StreamObserver<RequestFrame> exchange(StreamObserver<AnswerFrame> answersOut) {
        return sessions.open((ServerCallStreamObserver<AnswerFrame>) answersOut);
    }

    @Override
    public void put(PutRequest request, StreamObserver<WriteResponse> observer) {
        answers.answer(Operation.PUT, observer, () -> items.put(request));
    }

    @Override
    public void update(UpdateRequest request, StreamObserver<WriteResponse> observer) {
        answers.answer(Operation.UPDATE, observer, () -> items.update(request));
    }

    @Override
    public void delete(DeleteRequest request, StreamObserver<WriteResponse> observer) {
        answers.answer(Operation.DELETE, observer, () -> items.delete(request));
    }

    @Override
    public void get(GetRequest request, StreamObserver<GetResponse> observer) {
        answers.answer(Operation.GET, observer, () -> items.get(request));
    }

    @Override
    public void query(QueryRequest request, StreamObserver<PageResponse> observer) {
        answers.answer(
                Operation.QUERY,
                observer,
                () -> request.hasRoute() ? own.pages().query(request) : unrouted.query(request));
    }

    @Override
    public void scan(ScanRequest request, StreamObserver<PageResponse> observer) {
        answers.answer(
                Operation.SCAN,
                observer,
                () -> request.hasRoute() ? own.pages().scan(request) : unrouted.scan(request));
    }

    @Override
    public void batchGet(BatchGetRequest request, StreamObserver<BatchGetResponse> observer) {
        answers.answer(
                Operation.BATCH_GET,
                observer,
                () -> request.hasRoute() ? own.batches().get(request) : unrouted.batchGet(request));
    }

    @Override
    public void batchWrite(BatchWriteRequest request, StreamObserver<BatchWriteResponse> observer) {
        answers.answer(
                Operation.BATCH_WRITE,
                observer,
                () -> request.hasRoute() ? own.batches().write(request) : unrouted.batchWrite(request));
    }

    @Override
    public void transactWrite(TransactWriteRequest request, StreamObserver<TransactWriteResponse> observer) {
        answers.answer(Operation.TRANSACT_WRITE, observer, () -> items.transactWrite(request));
    }

    @Override
    public void transactGet(TransactGetRequest request, StreamObserver<TransactGetResponse> observer) {
        answers.answer(Operation.TRANSACT_GET, observer, () -> items.transactGet(request));
    }

    @Override
    public void transactionSteps(TransactionStepsRequest request, StreamObserver<TransactionStepsResponse> observer) {
        answers.answer(Operation.TRANSACTION_STEPS, observer, () -> items.steps(request));
    }
}
