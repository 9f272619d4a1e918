package io.stator.client.routing;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.Status;
import io.stator.model.ErrorCode;
import io.stator.model.StatorException;
import io.stator.proto.v1.AnswerFrame;
import io.stator.proto.v1.DataGrpc;
import io.stator.proto.v1.FramedAnswer;
import io.stator.proto.v1.FramedRequest;
import io.stator.proto.v1.RequestFrame;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stream of frames to one node: what is to be sent at about the same time shares a frame. It lasts until something
 * breaks; then all that is under way ends, what was not yet given to the connection as surely not sent. Thread-safe.
 */
final class FrameStream extends ClientCall.Listener<AnswerFrame> {
    /** A frame is full when it has so many bytes; one request may have more. */
    static final int FRAME_BYTES = 64 << 10;

    /** A fraction of the time after which an attempt is given up. */
    static final long QUEUE_NANOS_MAX = TimeUnit.MILLISECONDS.toNanos(250);

    private static final Logger LOG = LoggerFactory.getLogger(FrameStream.class);

    private final ClientCall<RequestFrame, AnswerFrame> call;
    private final Executor senders;
    private final Queue<FramedAttempt<?, ?>> queue = new ConcurrentLinkedQueue<>();
    private final ConcurrentHashMap<Integer, FramedAttempt<?, ?>> sent = new ConcurrentHashMap<>();

    /** What was asked of {@link #work} and not yet done; above 0 a thread is at it. */
    private final AtomicInteger asked = new AtomicInteger();

    private int lastId;
    private volatile boolean closing;

    /** Something was sent: what waits from then on does not wait for a connection. */
    private volatile boolean connected;

    private boolean halfClosed;
    private volatile @Nullable Status closed;

    /** Why the node refused the stream; set before {@link #closed}. */
    private volatile @Nullable StatorException refusal;

    private FrameStream(ClientCall<RequestFrame, AnswerFrame> call, Executor senders) {
        this.call = call;
        this.senders = senders;
    }

    /** @param senders on which frames are sent; its threads are never blocked for long */
    static FrameStream open(Channel channel, Executor senders) {
        Context previous = Context.ROOT.attach();
        try {
            FrameStream stream =
                    new FrameStream(channel.newCall(DataGrpc.getExchangeMethod(), CallOptions.DEFAULT), senders);
            stream.call.start(stream, new Metadata());
            stream.call.request(2);
            return stream;
        } finally {
            Context.ROOT.detach(previous);
        }
    }

    boolean isClosed() {
        return closed != null;
    }

    /** Refuses it while one waits that has waited for long: the node takes less than what comes. */
    void send(FramedAttempt<?, ?> attempt) {
        FramedAttempt<?, ?> first = connected ? firstWaiting() : null;
        if (first != null && System.nanoTime() - first.startedNanos() > QUEUE_NANOS_MAX) {
            attempt.refused(new StatorException(
                    ErrorCode.THROTTLING, "Too many requests wait to be sent to " + attempt.address()));
            return;
        }
        queue.add(attempt);
        Status end = closed;
        if (end == null) {
            workElsewhere();
        } else {
            failQueued(end);
        }
    }

    /** What was given up does not wait: else nobody would find out any more that the node stands still. */
    private @Nullable FramedAttempt<?, ?> firstWaiting() {
        FramedAttempt<?, ?> first = queue.peek();
        while (first != null && first.hasEnded()) {
            queue.remove(first);
            first = queue.peek();
        }
        return first;
    }

    /** Whoever sends has more to do, and others send, too: what comes until a thread is there shares a frame. */
    private void workElsewhere() {
        if (asked.getAndIncrement() == 0) {
            try {
                senders.execute(this::work);
            } catch (RejectedExecutionException closing) {
                LOG.debug("the client is closing", closing);
                work();
            }
        }
    }

    @Override
    public void onReady() {
        workElsewhere();
    }

    private void work() {
        int seen = asked.get();
        do {
            Status end = closed;
            if (end == null) {
                sendOrBreak();
            } else {
                failQueued(end);
            }
            seen = asked.addAndGet(-seen);
        } while (seen != 0);
    }

    /** A stream that cannot be sent on must end, or what waits for it would wait for its deadline. */
    private void sendOrBreak() {
        try {
            sendAll();
        } catch (RuntimeException broken) {
            call.cancel("Cannot send on the stream", broken);
        }
    }

    /** Not before the call has a connection: until then it is not ready. */
    private void sendAll() {
        while (!queue.isEmpty() && call.isReady()) {
            RequestFrame.Builder frame = RequestFrame.newBuilder();
            int bytes = 0;
            for (FramedAttempt<?, ?> next = queue.poll();
                    next != null;
                    next = bytes < FRAME_BYTES ? queue.poll() : null) {
                int id = ++lastId;
                sent.put(id, next);
                if (next.send(() -> sent.remove(id))) {
                    FramedRequest request = next.framed(id);
                    frame.addRequests(request);
                    bytes += request.getSerializedSize();
                } else {
                    sent.remove(id);
                }
            }
            if (bytes > 0) {
                call.sendMessage(frame.setSentNanos(System.nanoTime()).build());
                connected = true;
            }
        }
        if (closing && queue.isEmpty() && !halfClosed) {
            halfClosed = true;
            call.halfClose();
        }
    }

    @Override
    public void onMessage(AnswerFrame frame) {
        for (FramedAnswer answer : frame.getAnswersList()) {
            FramedAttempt<?, ?> attempt = sent.remove(answer.getId());
            if (attempt != null) {
                attempt.answered(answer);
            }
        }
        call.request(1);
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
        Status end = status.isOk() ? Status.UNAVAILABLE.withDescription("The node ended the stream") : status;
        // With a word of its own the node has refused the stream: it has served nothing of it.
        refusal = ErrorCodec.fromTrailers(trailers);
        closed = end;
        failQueued(end);
        // What the thread at work has just put there.
        workElsewhere();
    }

    private void failQueued(Status end) {
        for (FramedAttempt<?, ?> attempt = queue.poll(); attempt != null; attempt = queue.poll()) {
            fail(attempt, end);
        }
        sent.values().forEach(attempt -> fail(attempt, end));
    }

    private void fail(FramedAttempt<?, ?> attempt, Status end) {
        StatorException refused = refusal;
        if (refused == null) {
            attempt.failed(end);
        } else {
            attempt.refused(refused);
        }
    }

    /** Nothing more will be sent; what is under way is still answered. */
    void halfClose() {
        closing = true;
        workElsewhere();
    }

    void cancel() {
        call.cancel("The client is closed", null);
    }
}
