package io.stator.client.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.stator.client.routing.NodeConnections.Health;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class NodeConnectionsTest {
    private final List<RefusedChannel> opened = new ArrayList<>();
    private final NodeConnections connections = new NodeConnections(
            address -> {
                opened.add(new RefusedChannel());
                return opened.get(opened.size() - 1);
            },
            List.of("seed:1"));

    @Test
    void aNodeHasOneChannelForCallsAndOneForFrames() {
        assertThat(connections.channel("a:1")).isSameAs(connections.channel("a:1"));
        assertThat(connections.channel("b:1")).isNotSameAs(connections.channel("a:1"));
        assertThat(opened).hasSize(4);
    }

    @Test
    void aChannelThatWaitsIsHurriedOnceInAWhile() {
        connections.channel("a:1");
        assertThat(opened.get(0).hurried).isZero();
        connections.suspect("a:1", Health.UNREACHABLE);
        connections.channel("a:1");
        connections.channel("a:1");
        assertThat(opened.get(0).hurried).isEqualTo(1);
    }

    @Test
    void anAnswerEndsSuspicion() {
        connections.channel("a:1");
        assertThat(connections.health("a:1")).isEqualTo(Health.GOOD);
        connections.suspect("a:1", Health.STALLED);
        assertThat(connections.health("a:1")).isEqualTo(Health.STALLED);
        connections.answered("a:1");
        assertThat(connections.health("a:1")).isEqualTo(Health.GOOD);
    }

    @Test
    void nodesThatLeftAreLetGoButForTheSeeds() {
        for (String address : List.of("seed:1", "a:1", "b:1")) {
            connections.channel(address);
        }
        connections.retain(List.of("b:1"));
        assertThat(opened.stream().map(ManagedChannel::isShutdown))
                .containsExactly(false, false, true, true, false, false);
    }

    @Test
    void afterCloseEveryChannelIsShutDown() {
        connections.channel("a:1");
        connections.close();
        assertThat(connections.channel("a:1").isShutdown()).isTrue();
        assertThat(connections.channel("b:1").isShutdown()).isTrue();
    }

    /** Its connection was refused, and it waits before it tries again. */
    private static final class RefusedChannel extends ManagedChannel {
        private int hurried;
        private boolean shutdown;

        @Override
        public ConnectivityState getState(boolean requestConnection) {
            return ConnectivityState.TRANSIENT_FAILURE;
        }

        @Override
        public void resetConnectBackoff() {
            hurried++;
        }

        @Override
        public ManagedChannel shutdown() {
            shutdown = true;
            return this;
        }

        @Override
        public ManagedChannel shutdownNow() {
            return shutdown();
        }

        @Override
        public boolean isShutdown() {
            return shutdown;
        }

        @Override
        public boolean isTerminated() {
            return shutdown;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return shutdown;
        }

        @Override
        public <Q, R> ClientCall<Q, R> newCall(MethodDescriptor<Q, R> method, CallOptions options) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String authority() {
            return "refused";
        }
    }
}
