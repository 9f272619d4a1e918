package io.stator.client.routing;

import io.grpc.Deadline;
import io.grpc.Status;
import io.stator.model.StatorException;
import io.stator.proto.v1.FramedAnswer;
import io.stator.proto.v1.FramedRequest;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** A request in a frame with others. */
final class FramedAttempt<Q, R> extends Attempt<R> {
    private enum State {
        QUEUED,
        SENT,
        ENDED
    }

    private final Framing<Q, R> framing;
    private final Q request;
    private final Deadline deadline;
    private final Ending<R> ending;
    private final AtomicReference<State> state = new AtomicReference<>(State.QUEUED);
    private volatile boolean maybeSent;
    private volatile Runnable forget = () -> {};

    FramedAttempt(String address, Framing<Q, R> framing, Q request, Deadline deadline, Ending<R> ending) {
        super(address);
        this.framing = framing;
        this.request = request;
        this.deadline = deadline;
        this.ending = ending;
    }

    /**
     * Into a frame that is about to be sent.
     *
     * @param whenGivenUp run if it ends without an answer
     * @return false if it has ended, and is not to be sent
     */
    boolean send(Runnable whenGivenUp) {
        forget = whenGivenUp;
        if (state.compareAndSet(State.QUEUED, State.SENT)) {
            maybeSent = true;
            return true;
        }
        return false;
    }

    FramedRequest framed(int id) {
        long millis = Math.max(1, deadline.timeRemaining(TimeUnit.MILLISECONDS));
        FramedRequest.Builder framed =
                FramedRequest.newBuilder().setId(id).setTimeoutMillis((int) Math.min(Integer.MAX_VALUE, millis));
        framing.request().accept(framed, request);
        return framed.build();
    }

    void answered(FramedAnswer answer) {
        if (state.getAndSet(State.ENDED) == State.ENDED) {
            return;
        }
        R value = null;
        StatorException error = null;
        Status status = Status.OK;
        try {
            if (answer.getAnswerCase() == framing.answerCase()) {
                value = framing.answer().apply(answer);
            } else if (answer.hasError()) {
                error = ErrorCodec.fromProto(answer.getError());
                status = Status.UNKNOWN;
            } else {
                status = Status.INTERNAL.withDescription("An answer of another kind");
            }
        } catch (RuntimeException unreadable) {
            status = Status.INTERNAL
                    .withDescription("An answer that cannot be read")
                    .withCause(unreadable);
        }
        ending.ended(this, value, error, status);
    }

    /** It was surely not served: not sent at all, or on a stream that the node refused. */
    void refused(StatorException refusal) {
        if (state.getAndSet(State.ENDED) != State.ENDED) {
            forget.run();
            ending.ended(this, null, refusal, Status.RESOURCE_EXHAUSTED);
        }
    }

    boolean hasEnded() {
        return state.get() == State.ENDED;
    }

    /** @param status not OK */
    void failed(Status status) {
        if (state.getAndSet(State.ENDED) != State.ENDED) {
            forget.run();
            ending.ended(this, null, null, status);
        }
    }

    @Override
    boolean maybeSent() {
        return maybeSent;
    }

    @Override
    void cancel() {
        failed(Status.CANCELLED);
    }

    @Override
    void checkDeadline(long nowNanos) {
        if (deadline.isExpired()) {
            failed(Status.DEADLINE_EXCEEDED);
        }
    }
}
