package io.stator.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.stator.client.routing.ErrorCodec;
import io.stator.client.routing.NettyChannelFactory;
import io.stator.model.ErrorCode;
import io.stator.model.StatorException;
import io.stator.proto.v1.ClusterGrpc;
import io.stator.proto.v1.GetPartitionMapRequest;
import io.stator.proto.v1.PartitionMap;
import io.stator.server.Eventually;
import io.stator.server.peer.PeerHeaders;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConnectionLimitTest {
    private static final int MAX = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<RefusalListener.Reason> refusals = new CopyOnWriteArrayList<>();
    private final List<ManagedChannel> channels = new ArrayList<>();
    private Server server;

    @BeforeEach
    void start() throws Exception {
        ConnectionLimit limit = new ConnectionLimit(MAX, refusals::add);
        ClusterGrpc.ClusterImplBase service = new ClusterGrpc.ClusterImplBase() {
            @Override
            public void getPartitionMap(GetPartitionMapRequest request, StreamObserver<PartitionMap> observer) {
                observer.onNext(PartitionMap.getDefaultInstance());
                observer.onCompleted();
            }
        };
        server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(ServerInterceptors.intercept(service, limit))
                .addTransportFilter(limit)
                .build()
                .start();
    }

    /** A probe that only connects: else gRPC waits for its end until the node's shutdown time is over. */
    @Test
    void aConnectionThatEndsBeforeItIsReadyEnds() throws Exception {
        new Socket(InetAddress.getLoopbackAddress(), server.getPort()).close();
        server.shutdown();
        assertThat(server.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
    }

    @AfterEach
    void stop() {
        channels.forEach(ManagedChannel::shutdownNow);
        server.shutdownNow();
    }

    private ManagedChannel connect() {
        ManagedChannel channel = new NettyChannelFactory().open("127.0.0.1:" + server.getPort());
        channels.add(channel);
        return channel;
    }

    private static boolean isServed(ManagedChannel channel) {
        return isServed(ClusterGrpc.newBlockingStub(channel));
    }

    private static boolean isServed(ClusterGrpc.ClusterBlockingStub stub) {
        Throwable failure = catchThrowable(() -> stub.getPartitionMap(GetPartitionMapRequest.getDefaultInstance()));
        if (failure != null) {
            assertThat(ErrorCodec.toStatorException(failure))
                    .isInstanceOfSatisfying(
                            StatorException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.THROTTLING));
        }
        return failure == null;
    }

    @Test
    void oneMoreIsRefusedUntilAnotherGoes() {
        ManagedChannel first = connect();
        ManagedChannel second = connect();
        ManagedChannel third = connect();
        assertThat(isServed(first)).isTrue();
        assertThat(isServed(second)).isTrue();
        assertThat(isServed(third)).isFalse();
        assertThat(refusals).containsExactly(RefusalListener.Reason.CONNECTIONS);
        assertThat(isServed(first)).isTrue();
        first.shutdownNow();
        Eventually.await(PATIENCE, "the third to be served in the place of the first", () -> isServed(third));
        assertThat(isServed(connect())).isFalse();
    }

    @Test
    void whatNodesAskEachOtherIsNeverRefused() {
        for (int i = 0; i < MAX; i++) {
            assertThat(isServed(connect())).isTrue();
        }
        ManagedChannel node = connect();
        Metadata headers = new Metadata();
        headers.put(PeerHeaders.FORWARDED, "");
        assertThat(isServed(ClusterGrpc.newBlockingStub(node)
                        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))))
                .isTrue();
        assertThat(isServed(node)).isFalse();
    }
}
