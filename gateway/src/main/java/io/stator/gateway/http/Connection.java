package io.stator.gateway.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import io.stator.gateway.error.ApiErrorType;
import io.stator.gateway.error.ErrorBody;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection: takes one request at a time, and reads on when that is answered. What has been read already waits
 * here, so pipelined requests are answered in order, and a peer cannot have more than one in work. Used by the
 * connection's thread only.
 */
final class Connection extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    /** Tells a connection to end when it has answered what it is at. */
    enum Ending {
        INSTANCE
    }

    /** What a connection is at. */
    private enum State {
        /** Waits for a request. */
        IDLE,
        /** Has got some bytes of a request's headers. */
        HEADER,
        /** Has got the headers. */
        BODY,
        /** The handler works at it. */
        ANSWERING,
        /** The answer is on its way. */
        SENDING,
        /** Has answered a request before its end, and reads the rest away: who is still sending hears no answer. */
        DRAINING
    }

    /** A request that was received whole, and what is counted for it. */
    private record Asked(
            RequestHead request, BodyBuffer sent, @Nullable BodyBuffer plain, AnswerRoom room) {
        void releaseBodies() {
            sent.release();
            if (plain != null) {
                plain.release();
            }
        }

        void release() {
            releaseBodies();
            room.release();
        }
    }

    private final ConnectionParts parts;
    private final Queue<HttpObject> waiting = new ArrayDeque<>();
    private @Nullable ChannelHandlerContext context;
    private @Nullable Deadline deadline;
    private State state = State.IDLE;
    private boolean inputEnded;
    private boolean processing;

    /** Whether, of the bytes that came last, there are some of a request behind all that waits. */
    private boolean nextBegun;

    private @Nullable RequestHead head;
    private @Nullable BodyBuffer body;
    private long drained;

    Connection(ConnectionParts parts) {
        this.parts = parts;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        this.context = context;
        deadline = new Deadline(context.channel().eventLoop(), context::close);
        // Who connects has something to say: no more time than for one that has begun to.
        deadline.in(parts.limits().headerMillis());
        context.read();
    }

    private ChannelHandlerContext context() {
        if (context == null) {
            throw new IllegalStateException("not active yet");
        }
        return context;
    }

    private void enter(State next) {
        state = next;
        if (deadline == null) {
            return;
        }
        HttpLimits limits = parts.limits();
        switch (next) {
            case IDLE -> deadline.in(limits.idleMillis());
            case HEADER -> deadline.in(limits.headerMillis());
            case BODY, SENDING, DRAINING -> deadline.in(limits.bodyMillis());
            case ANSWERING -> deadline.none();
        }
    }

    /** Before the bytes are looked at. */
    void bytesCome() {
        nextBegun = false;
    }

    /**
     * After that.
     *
     * @param more whether there are some that nothing was made of yet
     */
    void bytesCame(boolean more) {
        nextBegun = more;
        if (more && state == State.IDLE) {
            enter(State.HEADER);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        waiting.add((HttpObject) message);
        processWaiting();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        readOn();
    }

    private void readOn() {
        if (state != State.ANSWERING && state != State.SENDING && waiting.isEmpty() && !inputEnded) {
            context().read();
        }
    }

    private void processWaiting() {
        if (processing) {
            return;
        }
        processing = true;
        try {
            while (state != State.ANSWERING && state != State.SENDING && !waiting.isEmpty()) {
                HttpObject message = waiting.remove();
                try {
                    process(message);
                } finally {
                    ReferenceCountUtil.release(message);
                }
            }
        } finally {
            processing = false;
        }
        if (inputEnded && waiting.isEmpty() && state != State.ANSWERING && state != State.SENDING) {
            context().close();
        }
    }

    private void process(HttpObject message) {
        if (state == State.DRAINING) {
            drain(message);
            return;
        }
        DecoderResult result = message.decoderResult();
        if (result.isFailure()) {
            refuseMalformed(result.cause());
            return;
        }
        if (message instanceof io.netty.handler.codec.http.HttpRequest request) {
            begin(new RequestHead(request));
        }
        if (message instanceof HttpContent content && state == State.BODY) {
            receive(content);
        }
    }

    private void begin(RequestHead request) {
        enter(State.BODY);
        head = request;
        long promised = request.promisedBytes();
        if (promised > parts.limits().bodyBytesMax()) {
            refuse(BodyException.tooLarge());
            return;
        }
        body = new BodyBuffer(parts.held(), parts.limits().bodyBytesMax(), promised);
        if (request.expectation() == null) {
            return;
        }
        if (request.expectsContinue()) {
            context().writeAndFlush(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
        } else {
            refuse(417, ErrorBody.of(ApiErrorType.VALIDATION, "An expectation that cannot be met"));
        }
    }

    private void receive(HttpContent content) {
        BodyBuffer buffer = body;
        RequestHead request = head;
        if (buffer == null || request == null) {
            return;
        }
        try {
            buffer.add(content.content());
            if (content instanceof LastHttpContent) {
                dispatch(request, buffer);
            }
        } catch (BodyException e) {
            refuse(e);
        }
    }

    private void dispatch(RequestHead request, BodyBuffer buffer) throws BodyException {
        byte[] sent = buffer.content();
        BodyBuffer plain = request.isCompressed() ? decompressed(sent) : null;
        HttpRequest whole = request.with(sent, plain == null ? sent : plain.content());
        Asked asked = new Asked(request, buffer, plain, new AnswerRoom(parts.held()));
        enter(State.ANSWERING);
        head = null;
        body = null;
        CompletableFuture<HttpAnswer> made;
        try {
            made = parts.handler().handle(whole, asked.room());
        } catch (RuntimeException | Error bug) {
            // Also a stack that overflowed: what it held is counted, and must be released.
            made = CompletableFuture.failedFuture(bug);
        }
        CompletableFuture<HttpAnswer> counted = made.handle((answer, error) -> counted(answer, error, asked.room()));
        if (counted.isDone()) {
            answer(asked, counted);
        } else {
            counted.whenComplete((answer, error) -> handOver(asked, counted));
        }
    }

    /** By the thread that made the answer: there may be many before this connection's thread gets to any. */
    private static HttpAnswer counted(@Nullable HttpAnswer answer, @Nullable Throwable error, AnswerRoom room) {
        HttpAnswer made = answer;
        if (made == null) {
            LOG.error("A request was not answered", error);
            ErrorBody told = ErrorBody.of(new IllegalStateException(error));
            made = Answers.error(told.type().status(), told);
        }
        if (room.take(made.bytes().length)) {
            return made;
        }
        HttpAnswer refusal = Answers.noRoom();
        room.take(refusal.bytes().length);
        return refusal;
    }

    private void handOver(Asked asked, CompletableFuture<HttpAnswer> counted) {
        try {
            context().executor().execute(() -> {
                try {
                    answer(asked, counted);
                } catch (RuntimeException failed) {
                    exceptionCaught(context(), failed);
                }
            });
        } catch (RejectedExecutionException ended) {
            // The server was closed, and with it the connection.
            asked.release();
        }
    }

    private BodyBuffer decompressed(byte[] sent) throws BodyException {
        BodyBuffer plain = new BodyBuffer(parts.held(), parts.limits().bodyBytesMax(), -1);
        boolean whole = false;
        try {
            Gunzip.decompress(sent, plain);
            whole = true;
            return plain;
        } finally {
            if (!whole) {
                plain.release();
            }
        }
    }

    private void answer(Asked asked, CompletableFuture<HttpAnswer> counted) {
        boolean sending = false;
        try {
            asked.releaseBodies();
            send(asked.request(), counted.join(), asked.room());
            sending = true;
        } finally {
            if (!sending) {
                asked.release();
            }
        }
    }

    private void send(RequestHead request, HttpAnswer answer, AnswerRoom room) {
        boolean keepAlive = request.keepsAlive() && !parts.ending().getAsBoolean();
        AnswerBytes bytes =
                AnswerBytes.of(answer, answer.length() >= parts.limits().gzipBytesMin() && request.takesGzip());
        FullHttpResponse message = Answers.message(answer, bytes, keepAlive);
        Answers.allowOrigin(message, request);
        if (request.wantsNoBody()) {
            message = message.replace(Unpooled.EMPTY_BUFFER);
        }
        enter(State.SENDING);
        // Compressed, it takes less.
        room.shrink(bytes.bytes().length);
        context().writeAndFlush(message).addListener(sent -> {
            room.release();
            if (sent.isSuccess() && keepAlive) {
                sent();
            } else {
                context().close();
            }
        });
    }

    private void sent() {
        if (parts.ending().getAsBoolean() && waiting.isEmpty()) {
            // Who was told while it was sending has not listened.
            context().close();
            return;
        }
        enter(nextBegun ? State.HEADER : State.IDLE);
        processWaiting();
        readOn();
    }

    private void refuseMalformed(Throwable cause) {
        int status = cause instanceof TooLongHttpLineException
                ? 414
                : cause instanceof TooLongHttpHeaderException ? 431 : 400;
        refuse(status, ErrorBody.of(ApiErrorType.SERIALIZATION, null));
    }

    private void refuse(BodyException e) {
        refuse(e.type().status(), ErrorBody.of(e.type(), e.getMessage()));
    }

    /** Answers, then reads what is still under way, for a while, so that the peer gets to reading the answer. */
    private void refuse(int status, ErrorBody error) {
        releaseBody();
        enter(State.DRAINING);
        HttpAnswer answer = Answers.error(status, error);
        FullHttpResponse message = Answers.message(answer, AnswerBytes.of(answer, false), false);
        if (head != null) {
            Answers.allowOrigin(message, head);
        }
        head = null;
        context().writeAndFlush(message).addListener(sent -> {
            if (sent.isSuccess() && context().channel() instanceof DuplexChannel channel) {
                channel.shutdownOutput();
            } else {
                context().close();
            }
        });
    }

    private void drain(HttpObject message) {
        if (message instanceof HttpContent content) {
            drained += content.content().readableBytes();
        }
        if (drained > 2L * parts.limits().bodyBytesMax()
                || message.decoderResult().isFailure()) {
            context().close();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            inputEnded = true;
            processWaiting();
        } else if (event instanceof Ending && (state == State.IDLE || state == State.HEADER)) {
            context.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (deadline != null) {
            deadline.cancel();
        }
        releaseBody();
        waiting.forEach(ReferenceCountUtil::release);
        waiting.clear();
    }

    private void releaseBody() {
        if (body != null) {
            body.release();
            body = null;
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!(cause instanceof IOException)) {
            LOG.warn("A connection failed", cause);
        }
        context.close();
    }
}
