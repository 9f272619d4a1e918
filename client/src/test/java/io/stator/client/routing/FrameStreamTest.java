package io.stator.client.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Deadline;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.stator.model.ErrorCode;
import io.stator.model.StatorException;
import io.stator.proto.v1.FramedAnswer;
import io.stator.proto.v1.GetRequest;
import io.stator.proto.v1.GetResponse;
import io.stator.proto.v1.RequestFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FrameStreamTest {
    private final Connection connection = new Connection();
    private final List<String> ends = new ArrayList<>();

    /** One call, whose readiness is up to the test. */
    private static final class Connection extends Channel {
        private boolean ready = true;
        private @Nullable RuntimeException fault;
        private final List<RequestFrame> sent = new ArrayList<>();
        private ClientCall.@Nullable Listener<?> listener;
        private @Nullable String cancelled;

        @Override
        public <Q, A> ClientCall<Q, A> newCall(MethodDescriptor<Q, A> method, CallOptions options) {
            return new ClientCall<>() {
                @Override
                public void start(Listener<A> responseListener, Metadata headers) {
                    listener = responseListener;
                }

                @Override
                public boolean isReady() {
                    return ready;
                }

                @Override
                public void sendMessage(Q message) {
                    if (fault != null) {
                        throw fault;
                    }
                    sent.add((RequestFrame) message);
                }

                @Override
                public void request(int messages) {}

                @Override
                public void halfClose() {}

                @Override
                public void cancel(@Nullable String message, @Nullable Throwable cause) {
                    cancelled = message;
                    listener.onClose(Status.CANCELLED.withDescription(message), new Metadata());
                }
            };
        }

        @Override
        public String authority() {
            return "test";
        }

        private void becomesReady() {
            ready = true;
            listener.onReady();
        }
    }

    private FrameStream open() {
        return FrameStream.open(connection, Runnable::run);
    }

    private FramedAttempt<GetRequest, GetResponse> attempt(String name) {
        return new FramedAttempt<>(
                "n1:1",
                Framing.GET,
                GetRequest.getDefaultInstance(),
                Deadline.after(1, TimeUnit.HOURS),
                (ended, answer, said, status) ->
                        ends.add(name + " " + (said == null ? status.getCode() : said.code())));
    }

    /** Until one that waits would have waited too long. */
    private static void letTheQueueAge(FramedAttempt<?, ?> first) {
        while (System.nanoTime() - first.startedNanos() <= FrameStream.QUEUE_NANOS_MAX) {
            Thread.onSpinWait();
        }
    }

    @Test
    void anAnswerThatCannotBeReadEndsItsCall() {
        FramedAttempt<GetRequest, GetResponse> attempt = attempt("asked");
        open().send(attempt);
        attempt.answered(FramedAnswer.newBuilder()
                .setError(io.stator.proto.v1.Error.newBuilder()
                        .setCode(io.stator.proto.v1.ErrorCode.ERROR_CODE_CONDITIONAL_CHECK_FAILED)
                        .setItem(ByteString.copyFromUtf8("no item")))
                .build());
        assertThat(ends).containsExactly("asked INTERNAL");
    }

    @Test
    void whatComesWhileOneHasWaitedForLongIsRefused() {
        FrameStream stream = open();
        stream.send(attempt("sent"));
        connection.ready = false;
        FramedAttempt<GetRequest, GetResponse> first = attempt("first");
        stream.send(first);
        stream.send(attempt("second"));
        letTheQueueAge(first);
        FramedAttempt<GetRequest, GetResponse> refused = attempt("refused");
        stream.send(refused);
        assertThat(ends).containsExactly("refused " + ErrorCode.THROTTLING);
        assertThat(refused.maybeSent()).isFalse();
        connection.becomesReady();
        stream.send(attempt("after"));
        assertThat(ends).hasSize(1);
        assertThat(connection.sent.stream()
                        .mapToInt(RequestFrame::getRequestsCount)
                        .sum())
                .isEqualTo(4);
        assertThat(connection.sent)
                .allSatisfy(frame -> assertThat(frame.getSentNanos()).isNotZero());
    }

    @Test
    void whileThereIsNoConnectionYetNothingIsRefused() {
        connection.ready = false;
        FrameStream stream = open();
        FramedAttempt<GetRequest, GetResponse> first = attempt("first");
        stream.send(first);
        letTheQueueAge(first);
        stream.send(attempt("second"));
        assertThat(ends).isEmpty();
    }

    @Test
    void whatWasGivenUpDoesNotWait() {
        FrameStream stream = open();
        stream.send(attempt("sent"));
        connection.ready = false;
        FramedAttempt<GetRequest, GetResponse> first = attempt("first");
        stream.send(first);
        letTheQueueAge(first);
        first.cancel();
        stream.send(attempt("second"));
        assertThat(ends).containsExactly("first " + Status.Code.CANCELLED);
    }

    @Test
    void aStreamThatTheNodeRefusesHasServedNothing() {
        FrameStream stream = open();
        stream.send(attempt("sent"));
        connection.ready = false;
        stream.send(attempt("waits"));
        StatusRuntimeException refusal = ErrorCodec.toStatus(new StatorException(ErrorCode.THROTTLING, "too many"));
        connection.listener.onClose(refusal.getStatus(), Objects.requireNonNull(refusal.getTrailers()));
        assertThat(ends).containsExactlyInAnyOrder("sent " + ErrorCode.THROTTLING, "waits " + ErrorCode.THROTTLING);
    }

    @Test
    void aStreamThatCannotBeSentOnEnds() {
        connection.fault = new IllegalStateException("broken");
        FrameStream stream = open();
        stream.send(attempt("first"));
        assertThat(connection.cancelled).isEqualTo("Cannot send on the stream");
        assertThat(ends).containsExactly("first " + Status.Code.CANCELLED);
        assertThat(stream.isClosed()).isTrue();
        stream.send(attempt("second"));
        assertThat(ends).hasSize(2);
    }
}
