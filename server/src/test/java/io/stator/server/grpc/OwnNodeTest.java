package io.stator.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.stator.catalog.NodeRecord;
import io.stator.client.routing.NettyChannelFactory;
import io.stator.model.ErrorCode;
import io.stator.model.StatorException;
import io.stator.partition.HybridClock;
import io.stator.proto.v1.DataGrpc;
import io.stator.proto.v1.GetRequest;
import io.stator.proto.v1.PutRequest;
import io.stator.server.peer.CatalogLeader;
import io.stator.server.peer.PeerChannels;
import io.stator.server.replica.LocalReplicas;
import io.stator.server.replica.Places;
import io.stator.server.throughput.ThroughputLimits;
import io.stator.server.transaction.ConversationDriver;
import io.stator.server.transaction.ConversationTiming;
import io.stator.server.transaction.Coordination;
import io.stator.server.transaction.IntentWaits;
import io.stator.server.transaction.RoutedSteps;
import io.stator.server.transaction.SnapshotReads;
import io.stator.server.transaction.StepSender;
import io.stator.server.transaction.TransactionListener;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which thread goes on with the answer to a call in the same process. All calls here are refused as malformed, at once. */
class OwnNodeTest {
    private static final PutRequest MALFORMED_PUT = PutRequest.newBuilder()
            .setTable("Users")
            .setRequestId(ByteString.copyFromUtf8("too short"))
            .build();
    private static final GetRequest MALFORMED_GET = GetRequest.newBuilder()
            .setTable("Users")
            .setKey(ByteString.copyFromUtf8("no item"))
            .build();

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final PeerChannels channels = new PeerChannels(new NettyChannelFactory());

    @AfterEach
    void close() {
        channels.close();
        timer.shutdownNow();
    }

    private OwnNode node(Executor answering) {
        LocalReplicas replicas = new LocalReplicas();
        Places places = new Places(new NodeRecord("n1", "i", "h:1", "h:2"), replicas);
        return new OwnNode(
                replicas,
                places,
                new CatalogLeader(places, replicas, channels, timer, 1000),
                (operation, error, nanos) -> {},
                new ServingRules(() -> false, ThroughputLimits.NONE),
                transactions(places),
                answering);
    }

    private OwnNode.Transactions transactions(Places places) {
        HybridClock clock = new HybridClock(InstantSource.system());
        ConversationDriver driver = new ConversationDriver(clock, System::nanoTime, timer);
        RoutedSteps steps = new RoutedSteps(places, timer);
        ConversationTiming times = new ConversationTiming(1_000);
        return new OwnNode.Transactions(
                new Coordination(new Coordination.Means(driver, steps, clock, times, TransactionListener.NONE)),
                new SnapshotReads(driver, new StepSender(steps)),
                new IntentWaits(driver, new StepSender(steps), times, TransactionListener.NONE));
    }

    private static void isRefused(CompletableFuture<?> answer) {
        assertThat(answer).isDone();
        assertThatThrownBy(answer::join)
                .cause()
                .isInstanceOfSatisfying(
                        StatorException.class, error -> assertThat(error.code()).isEqualTo(ErrorCode.VALIDATION));
    }

    @Test
    void aWritesAnswerIsHandedOverByTheThreadsForIt() {
        Queue<Runnable> tasks = new ArrayDeque<>();
        CompletableFuture<?> answer = node(tasks::add).serve(DataGrpc.getPutMethod(), MALFORMED_PUT);
        assertThat(answer).isNotDone();
        tasks.remove().run();
        isRefused(answer);
    }

    @Test
    void aReadsAnswerIsHandedOverByTheThreadThatRead() {
        Queue<Runnable> tasks = new ArrayDeque<>();
        isRefused(node(tasks::add).serve(DataGrpc.getGetMethod(), MALFORMED_GET));
        assertThat(tasks).isEmpty();
    }

    @Test
    void noAnswerIsLostWhileTheNodeCloses() {
        Executor closed = task -> {
            throw new RejectedExecutionException("closed");
        };
        isRefused(node(closed).serve(DataGrpc.getPutMethod(), MALFORMED_PUT));
    }
}
