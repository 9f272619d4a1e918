package io.stator.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.MethodDescriptor;
import io.stator.client.routing.LocalNode;
import io.stator.client.routing.RoutedCalls;
import io.stator.model.AttributeValue;
import io.stator.model.BillingMode;
import io.stator.model.Bounds;
import io.stator.model.CapacityType;
import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.model.StatorException;
import io.stator.model.ThroughputExceededException;
import io.stator.model.expression.Comparator;
import io.stator.model.expression.Condition;
import io.stator.proto.v1.PageResponse;
import io.stator.proto.v1.ScanRequest;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A page of several slices, some of which look at nothing, as where items are deleted meanwhile, goes on behind the last one. */
class PageSlicesTest {
    private final FakeCluster cluster = new FakeCluster(3, Bounds.splitRing(4));
    private final Queue<Object> answers = new ArrayDeque<>();
    private final RoutedCalls calls = RoutedCalls.connect(
            cluster.settings().withThroughputAwaited(false), cluster.channels(), new ScriptedNode());

    /** Stands for every node: answers are pages, or failures. */
    private final class ScriptedNode implements LocalNode {
        @Override
        public boolean isAt(String address) {
            return true;
        }

        @Override
        @SuppressWarnings("unchecked") // what a scan answers
        public <Q, R> CompletableFuture<R> serve(MethodDescriptor<Q, R> method, Q request) {
            Object next = answers.remove();
            return next instanceof StatorException failure
                    ? CompletableFuture.failedFuture(failure)
                    : CompletableFuture.completedFuture((R) next);
        }
    }

    @BeforeEach
    void createTable() {
        cluster.createTable(Fixtures.NOTES);
    }

    @AfterEach
    void close() {
        calls.close();
        cluster.close();
    }

    /** By a filter that drops all, until the table's throughput is used up. */
    private Item lastKey() {
        answers.add(new ThroughputExceededException("notes", CapacityType.READ, BillingMode.PROVISIONED));
        Scan scan = Scan.of("notes")
                .filter(Condition.compared("text", Comparator.EQUAL, new AttributeValue.S("none has it")));
        ScanRequest request = Requests.of(scan);
        PageResponse page = Fixtures.await(calls.scan(request));
        return ItemCodec.decode(page.getLastEvaluatedKey());
    }

    private static ByteString key(int number) {
        return ItemCodec.encode(Fixtures.note("ann", number));
    }

    private static PageResponse.Builder slice(int scanned) {
        return PageResponse.newBuilder().setScannedCount(scanned);
    }

    @Test
    void behindTheLastSliceThatSaidMore() {
        answers.add(slice(3).setLastScannedKey(key(1)).build());
        answers.add(slice(2).setLastEvaluatedKey(key(2)).build());
        answers.add(slice(0).build());
        assertThat(lastKey()).isEqualTo(Fixtures.note("ann", 2));
    }

    @Test
    void behindTheOnlyOneThatSawAnything() {
        answers.add(slice(2).setLastEvaluatedKey(key(2)).build());
        answers.add(slice(0).build());
        assertThat(lastKey()).isEqualTo(Fixtures.note("ann", 2));
    }

    @Test
    void behindTheEndOfThePartitionThatWasSeenLast() {
        answers.add(slice(2).setLastEvaluatedKey(key(2)).build());
        answers.add(slice(1).setLastScannedKey(key(3)).build());
        assertThat(lastKey()).isEqualTo(Fixtures.note("ann", 3));
    }
}
