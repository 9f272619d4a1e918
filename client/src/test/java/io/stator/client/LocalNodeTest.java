package io.stator.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.MethodDescriptor;
import io.stator.client.routing.LocalNode;
import io.stator.client.routing.RoutedCalls;
import io.stator.model.Bounds;
import io.stator.model.ErrorCode;
import io.stator.model.StatorException;
import io.stator.proto.v1.GetRequest;
import io.stator.proto.v1.PutRequest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the node of this process leads, or has a replica of, does not go over the network; a write is done once even so. */
class LocalNodeTest {
    private final FakeCluster cluster = new FakeCluster(3, Bounds.splitRing(1));
    private final OwnNode own = new OwnNode();
    private final RoutedCalls calls = RoutedCalls.connect(cluster.settings(), cluster.channels(), own);

    /** The first node, asked in this process. */
    private final class OwnNode implements LocalNode {
        private final FakeData data = new FakeData(cluster, 0);
        private final AtomicInteger served = new AtomicInteger();
        private volatile boolean losesAnswers;

        @Override
        public boolean isAt(String address) {
            return address.equals(cluster.nodes.get(0).address());
        }

        @Override
        @SuppressWarnings("unchecked")
        public <Q, R> CompletableFuture<R> serve(MethodDescriptor<Q, R> method, Q request) {
            served.incrementAndGet();
            try {
                Object answer = request instanceof PutRequest put ? data.put(put) : data.get((GetRequest) request);
                return losesAnswers
                        ? CompletableFuture.failedFuture(
                                new StatorException(ErrorCode.OUTCOME_UNKNOWN, "the leader stepped down"))
                        : CompletableFuture.completedFuture((R) answer);
            } catch (StatorException e) {
                return CompletableFuture.failedFuture(e);
            }
        }
    }

    @BeforeEach
    void createTable() {
        cluster.createTable(Fixtures.PAIRS);
    }

    @AfterEach
    void close() {
        calls.close();
        cluster.close();
    }

    private int overTheNetwork() {
        return cluster.nodes.stream()
                .mapToInt(node -> node.requests(PutRequest.class).size()
                        + node.requests(GetRequest.class).size())
                .sum();
    }

    @Test
    void theLeaderInThisProcessIsAskedHere() {
        cluster.partitions.get(0).leader = 0;
        Fixtures.await(calls.put(Fixtures.put("a", "1")));
        assertThat(Fixtures.await(calls.get(Fixtures.get("a", true))).hasItem()).isTrue();
        assertThat(own.served.get()).isEqualTo(2);
        assertThat(overTheNetwork()).isZero();
    }

    @Test
    void anEventualReadIsServedHereWhoeverLeads() {
        cluster.partitions.get(0).leader = 1;
        Fixtures.await(calls.put(Fixtures.put("a", "1")));
        int before = overTheNetwork();
        for (int i = 0; i < 20; i++) {
            assertThat(Fixtures.await(calls.get(Fixtures.get("a", false))).hasItem())
                    .isTrue();
        }
        assertThat(overTheNetwork()).isEqualTo(before);
    }

    @Test
    void aWriteWhoseAnswerIsLostHereIsDoneOnce() {
        cluster.partitions.get(0).leader = 0;
        own.losesAnswers = true;
        CompletableFuture<?> written = calls.put(Fixtures.put("a", "1"));
        org.assertj.core.api.Assertions.assertThat(own.served.get()).isPositive();
        own.losesAnswers = false;
        Fixtures.await(written);
        assertThat(cluster.partitions.get(0).writeCount).isEqualTo(1);
    }
}
