package io.stator.server.bench;

import io.grpc.StatusRuntimeException;
import io.stator.client.BatchWrite;
import io.stator.client.Get;
import io.stator.client.Put;
import io.stator.client.StatorClient;
import io.stator.client.TransactGet;
import io.stator.client.TransactWrite;
import io.stator.model.AttributeValue;
import io.stator.model.ErrorCode;
import io.stator.model.Item;
import io.stator.model.KeyType;
import io.stator.model.StatorException;
import io.stator.model.TableSchema;
import io.stator.proto.v1.NodeInfo;
import io.stator.proto.v1.PartitionMap;
import io.stator.server.launch.ClusterCalls;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** A Stator cluster: a table with an item for each key. */
public final class StatorTarget implements BenchmarkTarget, AutoCloseable {
    public static final String TABLE = "stator-bench";

    /** The key's attribute, a string. */
    public static final String KEY = "pk";

    /** The other attribute, a binary. */
    public static final String VALUE = "value";

    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(5);

    private final Connections connections;
    private final ClusterCalls calls = new ClusterCalls(CALL_TIMEOUT);
    private final PartitionMap map;

    /**
     * Who sends.
     *
     * @param preparing makes and fills the table
     * @param measured may be the same
     */
    public record Connections(StatorClient preparing, StatorClient measured) {}

    /** @param endpoint of any node */
    public StatorTarget(Connections connections, String endpoint) {
        this.connections = connections;
        this.map = calls.partitionMap(endpoint);
    }

    @Override
    public void create() {
        try {
            connections.preparing().blocking().createTable(TableSchema.of(TABLE, KEY, KeyType.STRING));
        } catch (StatorException e) {
            if (e.code() != ErrorCode.RESOURCE_IN_USE) {
                throw e;
            }
        }
    }

    @Override
    public CompletableFuture<Void> load(List<Entry> entries) {
        BatchWrite batch = BatchWrite.of();
        for (Entry entry : entries) {
            batch = batch.put(TABLE, item(entry));
        }
        return load(batch);
    }

    private CompletableFuture<Void> load(BatchWrite batch) {
        return connections
                .preparing()
                .batchWrite(batch)
                .thenCompose(
                        rest -> rest.entries().isEmpty() ? CompletableFuture.<Void>completedFuture(null) : load(rest));
    }

    @Override
    public CompletableFuture<?> write(Entry entry) {
        return connections.measured().put(Put.of(TABLE, item(entry)));
    }

    @Override
    public CompletableFuture<?> read(String key) {
        return connections.measured().get(Get.of(TABLE, item(key)));
    }

    @Override
    public CompletableFuture<?> eventualRead(String key) {
        return connections.measured().get(Get.of(TABLE, item(key)).eventual());
    }

    @Override
    public CompletableFuture<?> transactWrite(List<Entry> entries) {
        TransactWrite transaction = TransactWrite.of();
        for (Entry entry : entries) {
            transaction = transaction.put(Put.of(TABLE, item(entry)));
        }
        return connections.measured().transactWrite(transaction);
    }

    @Override
    public CompletableFuture<?> transactRead(List<String> keys) {
        TransactGet transaction = TransactGet.of();
        for (String key : keys) {
            transaction = transaction.get(Get.of(TABLE, item(key)));
        }
        return connections.measured().transactGet(transaction);
    }

    private static Item item(String key) {
        return Item.builder().set(KEY, key).build();
    }

    private static Item item(Entry entry) {
        return Item.builder()
                .set(KEY, entry.key())
                .set(VALUE, AttributeValue.binary(entry.value()))
                .build();
    }

    @Override
    public int nodes() {
        return map.getNodesCount();
    }

    @Override
    public int partitions() {
        return map.getPartitionsCount();
    }

    /**
     * Where the nodes serve the DynamoDB API, host:port; those that do not are left out.
     *
     * @throws StatusRuntimeException if a node does not answer
     */
    public List<String> gateways() {
        return map.getNodesList().stream()
                .map(node -> calls.nodeStatus(node.getClientAddress()).getGatewayAddress())
                .filter(address -> !address.isEmpty())
                .toList();
    }

    @Override
    public CpuReading cpu() {
        Map<String, Long> cpu = new TreeMap<>();
        for (NodeInfo node : map.getNodesList()) {
            try {
                cpu.put(node.getId(), calls.nodeStatus(node.getClientAddress()).getProcessCpuNanos());
            } catch (StatusRuntimeException down) {
                cpu.remove(node.getId());
            }
        }
        return CpuReading.of(cpu);
    }

    @Override
    public void close() {
        calls.close();
    }
}
