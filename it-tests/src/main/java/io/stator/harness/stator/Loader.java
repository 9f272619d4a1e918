package io.stator.harness.stator;

import io.stator.client.BlockingStatorClient;
import io.stator.client.Get;
import io.stator.client.Put;
import io.stator.client.StatorClient;
import io.stator.model.Item;
import io.stator.model.KeyType;
import io.stator.model.StatorException;
import io.stator.model.TableSchema;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/**
 * Writers that put one new item after the other, each on a thread of its own, and remember what was
 * acknowledged. Faults of the system are counted and passed over. Started and stopped once; the rest
 * is thread-safe.
 */
public final class Loader {
    private static final String ID = "id";
    private static final String CONTENT = "content";
    private static final int READS_UNDER_WAY = 64;

    private final StatorClient client;
    private final String table;
    private final String name;
    private final String padding;
    private final Predicate<String> ids;
    private final Queue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();
    private final AtomicInteger acknowledgedCount = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicReference<RuntimeException> fault = new AtomicReference<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopping;

    /**
     * A write that the system has answered.
     *
     * @param nanos when, on the JVM's monotonic clock
     */
    public record Acknowledged(String id, long nanos) {}

    /**
     * @param table made by {@link #schema}
     * @param name of this load, unlike that of any other in the table
     * @param itemBytes about, of each item
     */
    public Loader(StatorClient client, String table, String name, int itemBytes) {
        this(client, table, name, "x".repeat(itemBytes), id -> true);
    }

    private Loader(StatorClient client, String table, String name, String padding, Predicate<String> ids) {
        this.client = client;
        this.table = table;
        this.name = name;
        this.padding = padding;
        this.ids = ids;
    }

    /** One that has not been started, and writes only items whose ids pass. */
    public Loader onlyWhere(Predicate<String> newIds) {
        return new Loader(client, table, name, padding, newIds);
    }

    public static TableSchema schema(String table) {
        return TableSchema.of(table, ID, KeyType.STRING);
    }

    /** The key of an item. */
    public static Item key(String id) {
        return Item.builder().set(ID, id).build();
    }

    public void start(int writers) {
        BlockingStatorClient blocking = client.blocking();
        for (int number = 0; number < writers; number++) {
            String prefix = name + "-" + number + "-";
            Thread thread = new Thread(() -> write(blocking, prefix), "loader-" + number);
            threads.add(thread);
            thread.start();
        }
    }

    /**
     * Returns when every writer has ended its last write.
     *
     * @throws RuntimeException what ended a writer that no fault of the system explains
     */
    public void stop() throws InterruptedException {
        stopping = true;
        for (Thread thread : threads) {
            thread.join();
        }
        RuntimeException thrown = fault.get();
        if (thrown != null) {
            throw thrown;
        }
    }

    /** So far, about in the order of the answers. */
    public List<Acknowledged> acknowledged() {
        return List.copyOf(acknowledged);
    }

    public int acknowledgedCount() {
        return acknowledgedCount.get();
    }

    /** Writes that failed, or whose outcome is unknown. */
    public int failures() {
        return failures.get();
    }

    private void write(BlockingStatorClient blocking, String prefix) {
        try {
            for (int number = 0; !stopping; number++) {
                String id = prefix + number;
                if (!ids.test(id)) {
                    continue;
                }
                if (put(blocking, id)) {
                    acknowledged.add(new Acknowledged(id, System.nanoTime()));
                    acknowledgedCount.incrementAndGet();
                } else {
                    failures.incrementAndGet();
                }
            }
        } catch (RuntimeException e) {
            fault.compareAndSet(null, e);
        }
    }

    private boolean put(BlockingStatorClient blocking, String id) {
        Item item = Item.builder().set(ID, id).set(CONTENT, id + padding).build();
        try {
            blocking.put(Put.of(table, item));
            return true;
        } catch (StatorException e) {
            return switch (e.code()) {
                case OUTCOME_UNKNOWN,
                        REQUEST_EXPIRED,
                        INTERNAL_SERVER_ERROR,
                        THROTTLING,
                        PROVISIONED_THROUGHPUT_EXCEEDED,
                        SERVICE_UNAVAILABLE,
                        WRONG_ROUTE,
                        TRANSACTION_CONFLICT -> false;
                case CONDITIONAL_CHECK_FAILED,
                        VALIDATION,
                        RESOURCE_NOT_FOUND,
                        RESOURCE_IN_USE,
                        LIMIT_EXCEEDED,
                        TRANSACTION_CANCELED,
                        TRANSACTION_IN_PROGRESS,
                        IDEMPOTENT_PARAMETER_MISMATCH -> throw e;
            };
        }
    }

    /** Reads all that was acknowledged, strongly; returns the ids of items that are missing or differ. */
    public List<String> lost(StatorClient reader) {
        List<String> lost = new ArrayList<>();
        Deque<PendingRead> underWay = new ArrayDeque<>();
        for (Acknowledged write : acknowledged()) {
            underWay.add(new PendingRead(write.id(), reader.get(Get.of(table, key(write.id())))));
            if (underWay.size() >= READS_UNDER_WAY) {
                finish(underWay.remove(), lost);
            }
        }
        underWay.forEach(read -> finish(read, lost));
        return lost;
    }

    private record PendingRead(String id, CompletableFuture<Optional<Item>> item) {}

    private void finish(PendingRead read, List<String> lost) {
        Item expected = Item.builder()
                .set(ID, read.id())
                .set(CONTENT, read.id() + padding)
                .build();
        if (!read.item().join().equals(Optional.of(expected))) {
            lost.add(read.id());
        }
    }
}
