package io.stator.harness.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.stator.client.Get;
import io.stator.client.Put;
import io.stator.client.StatorClient;
import io.stator.client.TransactWrite;
import io.stator.harness.stator.cluster.StatorCluster;
import io.stator.model.Item;
import io.stator.model.KeyType;
import io.stator.model.StatorException;
import io.stator.model.TableInfo;
import io.stator.model.TableSchema;
import io.stator.proto.v1.ClusterGrpc;
import io.stator.proto.v1.GetNodeStatusRequest;
import io.stator.proto.v1.GetPartitionMapRequest;
import io.stator.proto.v1.PartitionInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Some items, enough for every partition to have some, and what is known of them. Writes are tried until
 * they are acknowledged: they tell when the cluster serves again.
 */
public final class ContractItems implements AutoCloseable {
    private static final String TABLE = "contract";
    private static final String KEY = "id";

    /** Before its number. */
    private static final String NODE_ID = "n";

    private static final String VALUE = "value";
    private static final int ITEMS = 16;
    private static final Duration PROBE = Duration.ofSeconds(1);
    private static final Duration WRITE_TIMEOUT = Duration.ofSeconds(2);

    private final StatorCluster cluster;
    private final Duration patience;
    private final StatorClient client;
    private final List<StatorClient> clientsOfOne = new ArrayList<>();
    private long written;
    private int clockTables;

    ContractItems(StatorCluster cluster, Duration patience) {
        this.cluster = cluster;
        this.patience = patience;
        this.client = cluster.clientOfAll().writeTimeout(WRITE_TIMEOUT).build();
        for (int node : cluster.nodes()) {
            clientsOfOne.add(cluster.clientOf(node).deadline(PROBE).build());
        }
    }

    /** Each client then knows the table and the partitions, so that later a failure is not for want of these. */
    void createTable() {
        client.blocking().createTable(TableSchema.of(TABLE, KEY, KeyType.STRING));
        writeAll();
        clientsOfOne.forEach(one ->
                outcomes(number -> one.get(Get.of(TABLE, key("item", number)).eventual())));
    }

    /** Every item gets a new value, and has it by the cluster's word. */
    public void writeAll() {
        written++;
        retried(() -> {
            for (Optional<StatorException> failure :
                    outcomes(number -> client.put(Put.of(TABLE, item("item", number))))) {
                if (failure.isPresent()) {
                    throw failure.get();
                }
            }
            return written;
        });
    }

    /** Other items, each tried once: whether they are written is not known. */
    public void writeOnce() {
        outcomes(number -> client.put(Put.of(TABLE, item("unknown", number))));
    }

    /** Every item has the value that was acknowledged last. */
    public void readAll() {
        for (int number = 0; number < ITEMS; number++) {
            Item key = key("item", number);
            assertThat(retried(() -> client.blocking().get(Get.of(TABLE, key)))).contains(item("item", number));
        }
    }

    /** What this node answers alone is what was acknowledged last; it need not answer. */
    public void readNothingOldFrom(int node) {
        outcomes(number -> clientOf(node)
                .get(Get.of(TABLE, key("item", number)))
                .thenAccept(found -> assertThat(found).contains(item("item", number))));
    }

    /** No strong read is answered by this node alone. */
    public void failToReadFrom(int node) {
        assertThat(outcomes(number -> clientOf(node).get(Get.of(TABLE, key("item", number)))))
                .allMatch(Optional::isPresent);
    }

    /** No write to this node is acknowledged. Other items: whether they are written at last is not known. */
    public void failToWriteTo(int node) {
        assertThat(outcomes(number -> clientOf(node).put(Put.of(TABLE, item("unknown", number)))))
                .allMatch(Optional::isPresent);
    }

    /** Of one write that is acknowledged. */
    public long writeMillis() {
        return retried(() -> {
            long started = System.nanoTime();
            client.blocking().put(Put.of(TABLE, item("timed", 0)));
            return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
        });
    }

    /** Transactions, each of two items and tried once, again and again until something is so. */
    public void transactUntil(Callable<Boolean> condition) {
        await().pollDelay(Duration.ZERO).atMost(patience).until(() -> {
            outcomes(number -> client.transactWrite(TransactWrite.of()
                    .put(Put.of(TABLE, item("one", number)))
                    .put(Put.of(TABLE, item("other", number)))));
            return condition.call();
        });
    }

    /** A transaction of two items that is done. */
    public void transact() {
        retried(() -> {
            client.blocking()
                    .transactWrite(TransactWrite.of()
                            .put(Put.of(TABLE, item("one", 0)))
                            .put(Put.of(TABLE, item("other", 0))));
            return true;
        });
    }

    /** How far ahead the clock is by which the cluster dates new tables. */
    public Duration clockError() {
        TableInfo dated = retried(() -> {
            clockTables++;
            return client.blocking().createTable(TableSchema.of("clock-" + clockTables, KEY, KeyType.STRING));
        });
        return Duration.ofMillis(dated.createdAtMillis() - System.currentTimeMillis());
    }

    /** Whether the node answers us now. */
    public boolean answers(int node) {
        return ask(node, stub -> stub.getNodeStatus(GetNodeStatusRequest.getDefaultInstance()))
                .isPresent();
    }

    private <A> Optional<A> ask(int node, Function<ClusterGrpc.ClusterBlockingStub, A> question) {
        ManagedChannel channel = cluster.channels().open(cluster.address(node));
        try {
            return Optional.of(question.apply(ClusterGrpc.newBlockingStub(channel)
                    .withWaitForReady()
                    .withDeadlineAfter(PROBE.toMillis(), TimeUnit.MILLISECONDS)));
        } catch (StatusRuntimeException silent) {
            return Optional.empty();
        } finally {
            channel.shutdownNow();
        }
    }

    /**
     * The node that decides what is done to several partitions: it leads the first on the ring, where such a transaction's anchor is
     * when there are two. It is that partition's preferred leader, so that it hands it over to nobody.
     */
    public int decider() {
        return await().atMost(patience)
                .until(
                        () -> cluster.nodes().stream()
                                .filter(node -> leadsAndIsTo(firstPartition(node), node))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private static boolean leadsAndIsTo(Optional<PartitionInfo> partition, int node) {
        String id = NODE_ID + node;
        return partition
                .filter(first ->
                        first.getLeader().equals(id) && first.getReplicas(0).equals(id))
                .isPresent();
    }

    /** As the node knows it; empty: it does not answer. */
    private Optional<PartitionInfo> firstPartition(int node) {
        return ask(node, stub -> stub.getPartitionMap(GetPartitionMapRequest.getDefaultInstance()))
                .map(map -> map.getPartitions(0));
    }

    public void awaitAnswers(int node) {
        await().pollDelay(Duration.ZERO).atMost(patience).until(() -> answers(node));
    }

    private <T> T retried(Callable<T> call) {
        List<T> result = new ArrayList<>();
        await().pollDelay(Duration.ZERO)
                .atMost(patience)
                .ignoreExceptionsInstanceOf(StatorException.class)
                .until(() -> result.add(call.call()));
        return result.get(0);
    }

    /** Of one call for each item, all under way together. */
    private static List<Optional<StatorException>> outcomes(IntFunction<CompletableFuture<?>> call) {
        return IntStream.range(0, ITEMS).mapToObj(call).toList().stream()
                .map(ContractItems::failureOf)
                .toList();
    }

    private static Optional<StatorException> failureOf(CompletableFuture<?> call) {
        try {
            call.join();
            return Optional.empty();
        } catch (CompletionException e) {
            if (e.getCause() instanceof StatorException failure) {
                return Optional.of(failure);
            }
            throw e;
        }
    }

    private StatorClient clientOf(int node) {
        return clientsOfOne.get(node - 1);
    }

    private static Item key(String kind, int number) {
        return Item.builder().set(KEY, kind + "-" + number).build();
    }

    private Item item(String kind, int number) {
        return Item.builder().set(KEY, kind + "-" + number).set(VALUE, written).build();
    }

    @Override
    public void close() {
        client.close();
        clientsOfOne.forEach(StatorClient::close);
    }
}
