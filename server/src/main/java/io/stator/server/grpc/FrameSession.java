package io.stator.server.grpc;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.stator.client.routing.ErrorCodec;
import io.stator.model.ErrorCode;
import io.stator.model.StatorException;
import io.stator.proto.v1.AnswerFrame;
import io.stator.proto.v1.Error;
import io.stator.proto.v1.FramedAnswer;
import io.stator.proto.v1.FramedRequest;
import io.stator.proto.v1.RequestFrame;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One stream of frames. It takes the next frame when the one before is served, and serves requests only as long as few
 * answers wait to be sent: neither a frame full of large reads nor a client that does not read can fill the heap.
 *
 * <p>Everything happens in {@link #work}, which one thread at a time carries out: whoever has something to do says so,
 * and either does it or leaves it to the thread that is at it. Answers that come meanwhile share a frame.
 */
public final class FrameSession implements StreamObserver<RequestFrame> {
    /** A frame is full when it has so many bytes; one answer may have more. */
    static final int FRAME_BYTES = 64 << 10;

    private static final Logger LOG = LoggerFactory.getLogger(FrameSession.class);

    /**
     * @param requestsMax under way at once
     * @param answerBytesMax that wait to be sent, from which on nothing more is served
     * @param waitedMillisMax in buffers; what waited longer is refused, so that what comes after it does not wait as long
     */
    public record Limits(int requestsMax, long answerBytesMax, long waitedMillisMax) {}

    private static final Error WAITED = ErrorCodec.toProto(
            new StatorException(ErrorCode.THROTTLING, "The request waited too long to be served; try again later"));

    private final ServerCallStreamObserver<AnswerFrame> out;
    private final FrameDispatch dispatch;
    private final Limits limits;
    private final Executor senders;
    private final Consumer<FrameSession> ended;

    /** Of the frame that is being served; of the thread at work. */
    private final Deque<FramedRequest> requests = new ArrayDeque<>();

    private final Queue<RequestFrame> arrived = new ConcurrentLinkedQueue<>();
    private final Queue<FramedAnswer> answers = new ConcurrentLinkedQueue<>();
    private final AtomicLong answerBytes = new AtomicLong();
    private final AtomicInteger underWay = new AtomicInteger();

    /** What was asked of {@link #work} and not yet done; above 0 a thread is at it. */
    private final AtomicInteger asked = new AtomicInteger();

    private final FrameAge age = new FrameAge();
    private long arrivedNanos;
    private boolean waited;
    private volatile boolean clientDone;
    private volatile boolean ending;
    private volatile boolean cancelled;
    private boolean completed;

    FrameSession(
            ServerCallStreamObserver<AnswerFrame> out,
            FrameDispatch dispatch,
            Limits limits,
            Executor senders,
            Consumer<FrameSession> ended) {
        this.out = out;
        this.dispatch = dispatch;
        this.limits = limits;
        this.senders = senders;
        this.ended = ended;
        out.disableAutoRequest();
        out.setOnReadyHandler(this::workHere);
        out.setOnCancelHandler(this::cancelled);
        out.request(1);
    }

    @Override
    public void onNext(RequestFrame frame) {
        arrived.add(frame);
        workHere();
    }

    @Override
    public void onError(Throwable broken) {
        LOG.trace("a stream of frames broke", broken);
        cancelled();
    }

    @Override
    public void onCompleted() {
        clientDone = true;
        workHere();
    }

    private void cancelled() {
        cancelled = true;
        ended.accept(this);
        workHere();
    }

    /** Takes no more requests, and ends the stream when all are answered. */
    void end() {
        ending = true;
        workElsewhere();
    }

    private void answered(FramedAnswer answer) {
        answers.add(answer);
        answerBytes.addAndGet(answer.getSerializedSize());
        underWay.decrementAndGet();
        workElsewhere();
    }

    private void workHere() {
        if (asked.getAndIncrement() == 0) {
            work();
        }
    }

    /** Not on the thread that brings an answer: it may have many more, and they are to share frames. */
    private void workElsewhere() {
        if (asked.getAndIncrement() == 0) {
            try {
                senders.execute(this::work);
            } catch (RejectedExecutionException closing) {
                LOG.debug("the node is closing", closing);
                work();
            }
        }
    }

    private void work() {
        int seen = asked.get();
        do {
            step();
            seen = asked.addAndGet(-seen);
        } while (seen != 0);
    }

    private void step() {
        if (cancelled || completed) {
            requests.clear();
            arrived.clear();
            answers.clear();
            answerBytes.set(0);
            return;
        }
        boolean more = true;
        while (more) {
            boolean served = serve();
            boolean sent = send();
            more = served || sent;
        }
        complete();
    }

    /** Whether it served anything. */
    private boolean serve() {
        boolean served = false;
        while (underWay.get() < limits.requestsMax() && answerBytes.get() < limits.answerBytesMax()) {
            FramedRequest request = nextRequest();
            if (request == null) {
                break;
            }
            served = true;
            underWay.incrementAndGet();
            int id = request.getId();
            if (ending) {
                answered(FramedItems.error(
                        id, new StatorException(ErrorCode.SERVICE_UNAVAILABLE, "The node is shutting down")));
            } else if (waited) {
                answered(FramedAnswer.newBuilder().setId(id).setError(WAITED).build());
            } else if (isLate(request)) {
                answered(FramedItems.error(
                        id, new StatorException(ErrorCode.SERVICE_UNAVAILABLE, "The request waited too long")));
            } else {
                dispatch.serve(request, this::answered);
            }
        }
        return served;
    }

    private boolean isLate(FramedRequest request) {
        return request.getTimeoutMillis() > 0
                && System.nanoTime() - arrivedNanos > TimeUnit.MILLISECONDS.toNanos(request.getTimeoutMillis());
    }

    /** Null: there is none now. The frame after this one is asked for when this one is all but served. */
    private @Nullable FramedRequest nextRequest() {
        if (requests.isEmpty()) {
            RequestFrame frame = arrived.poll();
            if (frame == null) {
                return null;
            }
            arrivedNanos = System.nanoTime();
            waited = frame.getSentNanos() != 0
                    && age.waitedNanos(frame.getSentNanos(), arrivedNanos)
                            > TimeUnit.MILLISECONDS.toNanos(limits.waitedMillisMax());
            requests.addAll(frame.getRequestsList());
        }
        FramedRequest next = requests.poll();
        if (requests.isEmpty()) {
            out.request(1);
        }
        return next;
    }

    /** Whether it sent anything. */
    private boolean send() {
        boolean sent = false;
        while (out.isReady() && !answers.isEmpty()) {
            AnswerFrame.Builder frame = AnswerFrame.newBuilder();
            int bytes = 0;
            FramedAnswer answer = answers.poll();
            while (answer != null) {
                frame.addAnswers(answer);
                bytes += answer.getSerializedSize();
                answer = bytes < FRAME_BYTES ? answers.poll() : null;
            }
            answerBytes.addAndGet(-bytes);
            out.onNext(frame.build());
            sent = true;
        }
        return sent;
    }

    private void complete() {
        boolean nothingLeft = underWay.get() == 0 && answers.isEmpty() && requests.isEmpty() && arrived.isEmpty();
        if (!completed && nothingLeft && (clientDone || ending)) {
            completed = true;
            ended.accept(this);
            out.onCompleted();
        }
    }
}
