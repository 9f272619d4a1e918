package io.stator.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.stator.client.routing.ErrorCodec;
import io.stator.client.routing.NettyChannelFactory;
import io.stator.model.ErrorCode;
import io.stator.model.StatorException;
import io.stator.proto.v1.AnswerFrame;
import io.stator.proto.v1.DataGrpc;
import io.stator.proto.v1.FramedRequest;
import io.stator.proto.v1.PutRequest;
import io.stator.proto.v1.RequestFrame;
import io.stator.proto.v1.WriteResponse;
import io.stator.server.Eventually;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReceiveLimitTest {
    private static final int MAX = 1_000_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String PUT = DataGrpc.getPutMethod().getFullMethodName();
    private static final String EXCHANGE = DataGrpc.getExchangeMethod().getFullMethodName();

    private final List<RefusalListener.Reason> refusals = new CopyOnWriteArrayList<>();
    private final ReceiveLimit limit = new ReceiveLimit(MAX, refusals::add);
    private final CompletableFuture<Throwable> exchangeBroke = new CompletableFuture<>();
    private Server server;
    private ManagedChannel channel;

    private final class Data extends DataGrpc.DataImplBase {
        @Override
        public void put(PutRequest request, StreamObserver<WriteResponse> observer) {
            observer.onNext(WriteResponse.getDefaultInstance());
            observer.onCompleted();
        }

        @Override
        public StreamObserver<RequestFrame> exchange(StreamObserver<AnswerFrame> observer) {
            return new StreamObserver<>() {
                @Override
                public void onNext(RequestFrame frame) {
                    observer.onNext(AnswerFrame.getDefaultInstance());
                }

                @Override
                public void onError(Throwable broken) {
                    exchangeBroke.complete(broken);
                }

                @Override
                public void onCompleted() {
                    observer.onCompleted();
                }
            };
        }
    }

    @BeforeEach
    void start() throws Exception {
        server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .directExecutor()
                .addService(new Data())
                .addStreamTracerFactory(limit)
                .intercept(limit)
                .build()
                .start();
        channel = new NettyChannelFactory().open("127.0.0.1:" + server.getPort());
    }

    @AfterEach
    void stop() throws Exception {
        channel.shutdownNow();
        server.shutdownNow();
        assertThat(server.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        // gRPC tells of a connection's end before it tells of that of its calls.
        awaitHeld(0);
    }

    private HalfMessage half(String method, int sent) throws IOException {
        return new HalfMessage(server.getPort(), method, MAX, sent);
    }

    private void awaitHeld(int bytes) {
        Eventually.await(PATIENCE, "messages to hold " + bytes, () -> limit.heldBytes() == bytes);
    }

    private void put(int bytes) {
        DataGrpc.newBlockingStub(channel)
                .put(PutRequest.newBuilder()
                        .setItem(ByteString.copyFrom(new byte[bytes]))
                        .build());
    }

    private void assertThrottled(int bytes) {
        Throwable failure = catchThrowable(() -> put(bytes));
        assertThat(failure).isNotNull();
        assertThat(ErrorCodec.toStatorException(failure))
                .isInstanceOfSatisfying(
                        StatorException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.THROTTLING));
    }

    @Test
    void whoeverHoldsMostGoesAndTheOthersStay() throws Exception {
        try (HalfMessage small = half(PUT, 300_000);
                HalfMessage large = half(PUT, 500_000)) {
            awaitHeld(800_000);
            put(400_000);
            large.awaitEnd();
            awaitHeld(300_000);
            assertThat(refusals).containsExactly(RefusalListener.Reason.RECEIVED_BYTES);
            assertThrottled(900_000);
            put(100);
            awaitHeld(300_000);
            small.close();
            awaitHeld(0);
            put(900_000);
        }
    }

    /** To the byte: an item of a million bytes takes four more. */
    @Test
    void aMessageThatIsAloneMayHoldAllThereIs() {
        put(MAX - 4);
        assertThrottled(MAX - 3);
        put(MAX - 4);
    }

    @Test
    void manyThatStopHalfwayKeepNobodyOut() throws Exception {
        HalfMessage[] halves = new HalfMessage[30];
        try {
            for (int i = 0; i < halves.length; i++) {
                halves[i] = half(PUT, 200_000);
            }
            Eventually.await(PATIENCE, "all but five to be refused", () -> limit.heldBytes() == MAX);
            for (int i = 0; i < 20; i++) {
                put(150_000);
            }
        } finally {
            for (HalfMessage half : halves) {
                if (half != null) {
                    half.close();
                }
            }
        }
    }

    /** Its handler hears of it, as of a client that is gone, and may go on sending. */
    @Test
    void aStreamThatIsRefusedIsCancelled() throws Exception {
        try (HalfMessage stream = half(EXCHANGE, 900_000)) {
            awaitHeld(900_000);
            put(200_000);
            stream.awaitEnd();
            assertThat(exchangeBroke.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .hasMessageContaining("CANCELLED");
        }
    }

    /** What the stream brought before may have been done, so the client must not be told that nothing was. */
    @Test
    void aStreamOfWhichSomethingWasServedBreaks() throws Exception {
        BlockingQueue<AnswerFrame> answers = new LinkedBlockingQueue<>();
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        StreamObserver<RequestFrame> requests = DataGrpc.newStub(channel).exchange(new StreamObserver<>() {
            @Override
            public void onNext(AnswerFrame answer) {
                answers.add(answer);
            }

            @Override
            public void onError(Throwable broken) {
                end.complete(broken);
            }

            @Override
            public void onCompleted() {
                end.complete(new AssertionError("it was to break"));
            }
        });
        requests.onNext(RequestFrame.getDefaultInstance());
        assertThat(answers.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isNotNull();
        try (HalfMessage half = half(PUT, 400_000)) {
            awaitHeld(400_000);
            requests.onNext(RequestFrame.newBuilder()
                    .addRequests(FramedRequest.newBuilder()
                            .setPut(PutRequest.newBuilder().setItem(ByteString.copyFrom(new byte[900_000]))))
                    .build());
            Throwable broken = end.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(Status.fromThrowable(broken).getCode()).isEqualTo(Status.Code.ABORTED);
            assertThat(exchangeBroke.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isNotNull();
        }
    }
}
