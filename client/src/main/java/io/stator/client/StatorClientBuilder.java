package io.stator.client;

import io.stator.client.routing.ChannelFactory;
import io.stator.client.routing.NettyChannelFactory;
import io.stator.client.routing.RoutedCalls;
import io.stator.client.routing.RoutingSettings;
import java.time.Duration;
import java.util.List;

/** Settings of a client, all with defaults but the addresses. Not thread-safe. */
public final class StatorClientBuilder {
    private List<String> addresses = List.of();
    private Duration deadline = RoutingSettings.DEADLINE_DEFAULT;
    private Duration attemptTimeout = RoutingSettings.ATTEMPT_TIMEOUT_DEFAULT;
    private Duration writeTimeout = RoutingSettings.TIMEOUT_MAX;
    private ChannelFactory channels = new NettyChannelFactory();

    StatorClientBuilder() {}

    /** host:port of some nodes; the rest is learnt from them. */
    public StatorClientBuilder addresses(List<String> addresses) {
        this.addresses = List.copyOf(addresses);
        return this;
    }

    /** For one call, retries included. Default 10 s. */
    public StatorClientBuilder deadline(Duration deadline) {
        this.deadline = deadline;
        return this;
    }

    /**
     * After which a node that does not answer is taken for stalled, so that requests go elsewhere.
     * Default 1 s.
     */
    public StatorClientBuilder attemptTimeout(Duration attemptTimeout) {
        this.attemptTimeout = attemptTimeout;
        return this;
    }

    /** As the deadline, if it is sooner, for writes and changes of tables. Default: the deadline. */
    public StatorClientBuilder writeTimeout(Duration writeTimeout) {
        this.writeTimeout = writeTimeout;
        return this;
    }

    /** How to connect to a node. Default: plaintext gRPC over TCP. */
    public StatorClientBuilder channels(ChannelFactory channels) {
        this.channels = channels;
        return this;
    }

    /**
     * Does no I/O yet.
     *
     * @throws IllegalArgumentException if there is no address, or a setting is out of its range
     */
    public StatorClient build() {
        RoutingSettings settings = RoutingSettings.of(addresses)
                .withDeadline(deadline)
                .withAttemptTimeout(attemptTimeout)
                .withWriteTimeout(writeTimeout);
        return new GrpcStatorClient(RoutedCalls.connect(settings, channels));
    }
}
