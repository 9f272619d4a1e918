package io.stator.client.routing;

import io.stator.proto.v1.DeleteRequest;
import io.stator.proto.v1.FramedAnswer;
import io.stator.proto.v1.FramedRequest;
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
import java.util.function.BiConsumer;
import java.util.function.Function;

/** How a request goes into a frame, and its answer comes out of one. */
record Framing<Q, R>(
        BiConsumer<FramedRequest.Builder, Q> request,
        FramedAnswer.AnswerCase answerCase,
        Function<FramedAnswer, R> answer) {

    static final Framing<PutRequest, WriteResponse> PUT = write(FramedRequest.Builder::setPut);
    static final Framing<UpdateRequest, WriteResponse> UPDATE = write(FramedRequest.Builder::setUpdate);
    static final Framing<DeleteRequest, WriteResponse> DELETE = write(FramedRequest.Builder::setDelete);
    static final Framing<GetRequest, GetResponse> GET =
            new Framing<>(FramedRequest.Builder::setGet, FramedAnswer.AnswerCase.GOT, FramedAnswer::getGot);

    static final Framing<TransactWriteRequest, TransactWriteResponse> TRANSACT_WRITE = new Framing<>(
            FramedRequest.Builder::setTransactWrite,
            FramedAnswer.AnswerCase.TRANSACT_WRITTEN,
            FramedAnswer::getTransactWritten);
    static final Framing<TransactGetRequest, TransactGetResponse> TRANSACT_GET = new Framing<>(
            FramedRequest.Builder::setTransactGet, FramedAnswer.AnswerCase.TRANSACT_GOT, FramedAnswer::getTransactGot);
    static final Framing<TransactionStepsRequest, TransactionStepsResponse> STEPS =
            new Framing<>(FramedRequest.Builder::setSteps, FramedAnswer.AnswerCase.STEPPED, FramedAnswer::getStepped);

    private static <Q> Framing<Q, WriteResponse> write(BiConsumer<FramedRequest.Builder, Q> request) {
        return new Framing<>(request, FramedAnswer.AnswerCase.WRITTEN, FramedAnswer::getWritten);
    }
}
