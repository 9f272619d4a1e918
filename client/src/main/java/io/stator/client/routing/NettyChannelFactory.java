package io.stator.client.routing;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import java.util.concurrent.TimeUnit;

/** Plaintext HTTP/2 over TCP. */
public final class NettyChannelFactory implements ChannelFactory {
    /** A batch answer holds 16 MiB of item bytes; the rest is for what encoding adds. */
    public static final int INBOUND_MESSAGE_BYTES_MAX = 20 << 20;

    /** An error may carry the item that a condition failed on, in base64: up to four times its size. */
    public static final int INBOUND_METADATA_BYTES_MAX = 4 << 20;

    /** A node that does not even accept connections within this is taken for unreachable. */
    public static final int CONNECT_TIMEOUT_MILLIS = 1_000;

    /** gRPC's least. A server must permit pings this often. */
    public static final int KEEP_ALIVE_SECONDS = 10;

    public static final int KEEP_ALIVE_TIMEOUT_SECONDS = 3;

    @Override
    public ManagedChannel open(String address) {
        return NettyChannelBuilder.forTarget("dns:///" + address)
                .usePlaintext()
                .directExecutor()
                .disableRetry() // RetryingCall knows better what is safe
                .maxInboundMessageSize(INBOUND_MESSAGE_BYTES_MAX)
                .maxInboundMetadataSize(INBOUND_METADATA_BYTES_MAX)
                .withOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS)
                .keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
                .keepAliveTimeout(KEEP_ALIVE_TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .build();
    }
}
