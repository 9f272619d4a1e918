package io.stator.partition.replica;

import io.stator.model.Bounds;
import io.stator.model.EncodedKey;
import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.model.KeyCodec;
import io.stator.model.KeyType;
import io.stator.model.ReturnValues;
import io.stator.model.SortKeyRange;
import io.stator.model.TableInfo;
import io.stator.model.TableSchema;
import io.stator.model.TableStatus;
import io.stator.model.expression.Condition;
import io.stator.partition.Digest;
import io.stator.partition.HybridClock;
import io.stator.partition.ItemWrite;
import io.stator.partition.Page;
import io.stator.partition.PageRequest;
import io.stator.partition.PartitionMetrics;
import io.stator.partition.PartitionSettings;
import io.stator.partition.ReadOutcome;
import io.stator.partition.SizedItem;
import io.stator.partition.TableRange;
import io.stator.partition.Waiting;
import io.stator.partition.WriteId;
import io.stator.partition.WriteOutcome;
import io.stator.partition.apply.RetryWindow;
import io.stator.partition.command.Command;
import io.stator.partition.command.CommandCodec;
import io.stator.partition.storage.EntryWriter;
import io.stator.partition.storage.StorageEnvironment;
import io.stator.partition.storage.StorageListener;
import io.stator.partition.storage.StorageSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A partition with one replica and its log in memory; established, with one table installed. */
final class PartitionFixture implements AutoCloseable {
    static final long EPOCH = 1;
    static final TableInfo TABLE = table(1, 1);

    private final StorageEnvironment environment;
    private final ExecutorService executor = Executors.newSingleThreadExecutor();
    final PartitionStateMachine stateMachine;
    final MemoryReplica replica;
    final ReplicatedPartition partition;

    PartitionFixture(Path directory) throws IOException {
        this(directory, EntryWriter.atOnce());
    }

    PartitionFixture(Path directory, EntryWriter entryWriter) throws IOException {
        this(
                environment(entryWriter),
                directory,
                Bounds.WHOLE_RING,
                RetryWindow.Size.DEFAULT,
                PartitionSettings.DEFAULT,
                PartitionMetrics.NONE);
    }

    PartitionFixture(Path directory, RetryWindow.Size window) throws IOException {
        this(environment(), directory, Bounds.WHOLE_RING, window, PartitionSettings.DEFAULT, PartitionMetrics.NONE);
    }

    PartitionFixture(Path directory, Bounds bounds, PartitionSettings settings, PartitionMetrics metrics)
            throws IOException {
        this(environment(), directory, bounds, RetryWindow.Size.DEFAULT, settings, metrics);
    }

    /** With room for what it stores, as production has. */
    static PartitionFixture roomy(Path directory) throws IOException {
        return new PartitionFixture(
                new StorageEnvironment(StorageSettings.DEFAULT),
                directory,
                Bounds.WHOLE_RING,
                RetryWindow.Size.DEFAULT,
                PartitionSettings.DEFAULT,
                PartitionMetrics.NONE);
    }

    private PartitionFixture(
            StorageEnvironment environment,
            Path directory,
            Bounds bounds,
            RetryWindow.Size window,
            PartitionSettings settings,
            PartitionMetrics metrics)
            throws IOException {
        this.environment = environment;
        stateMachine = PartitionStateMachine.open(directory, environment, window, settings, metrics);
        replica = new MemoryReplica(stateMachine);
        partition = new ReplicatedPartition(
                stateMachine, replica, new HybridClock(InstantSource.system()), executor, metrics);
        partition.establish(7, EPOCH, bounds).join();
        partition.installTable(TABLE).join();
    }

    /** As the partition knows it. */
    TableInfo installed(long tableId) {
        return Objects.requireNonNull(stateMachine.reads().view().tables().get(tableId));
    }

    /** A small one, so that tests come to its limits. */
    static StorageEnvironment environment() {
        return environment(EntryWriter.atOnce());
    }

    static StorageEnvironment environment(EntryWriter entryWriter) {
        return new StorageEnvironment(
                new StorageSettings(4 << 20, 1 << 20, 2, 0, 64, null), entryWriter, StorageListener.NONE);
    }

    /** Partition key "p", a string, and sort key "s", a number. */
    static TableInfo table(long id, int schemaVersion) {
        return table(id, schemaVersion, KeyType.NUMBER);
    }

    static TableInfo table(long id, int schemaVersion, KeyType sortKey) {
        return new TableInfo(
                id,
                schemaVersion,
                TableSchema.of("table-" + id, "p", KeyType.STRING, "s", sortKey),
                TableStatus.ACTIVE,
                1_700_000_000_000L);
    }

    static Item.Builder item(String p, long s) {
        return Item.builder().set("p", p).set("s", s);
    }

    static EncodedKey key(Item item) {
        return KeyCodec.encodeKey(TABLE, item);
    }

    static ItemWrite put(Item item) {
        return write(item, new ItemWrite.Put(ItemCodec.encode(item)), null, ReturnValues.NONE);
    }

    /** @param item has the key attributes at least */
    static ItemWrite write(
            Item item, ItemWrite.Action action, @Nullable Condition condition, ReturnValues returnValues) {
        return new ItemWrite(TABLE, key(item), EPOCH, action, condition, returnValues, true, WriteId.NONE);
    }

    /** The command of a write with this stamp. */
    static byte[] command(ItemWrite write, long stamp) {
        return CommandCodec.encode(new Command.Write(
                write.key(),
                write.table().schemaVersion(),
                write.epoch(),
                stamp,
                write.id(),
                write.action(),
                write.condition(),
                write.returnValues(),
                write.returnItemOnConditionFailure(),
                write.returnSizes(),
                write.lastAttempt()));
    }

    WriteOutcome run(ItemWrite write) {
        return partition.write(write).join();
    }

    @Nullable
    Item get(Item key) {
        ReadOutcome<Optional<SizedItem>> outcome =
                partition.get(TABLE, key(key), EPOCH, true).join();
        if (outcome instanceof ReadOutcome.Found<Optional<SizedItem>> found) {
            return found.value().map(SizedItem::item).map(ItemCodec::decode).orElse(null);
        }
        throw new AssertionError("not served: " + outcome);
    }

    Page page(TableRange range, boolean backward, int limit, int pageBytes) {
        ReadOutcome<Page> outcome = partition
                .page(new PageRequest(TABLE, EPOCH, range, backward, limit, pageBytes), true)
                .join();
        if (outcome instanceof ReadOutcome.Found<Page> found) {
            return found.value();
        }
        throw new AssertionError("not served: " + outcome);
    }

    List<Item> all(String p) {
        TableRange range = TableRange.collection(key(item(p, 0).build()), SortKeyRange.ALL);
        return page(range, false, 1_000_000, 1 << 30).items().stream()
                .map(ItemCodec::decode)
                .toList();
    }

    /** Of all that was applied until now. */
    Digest digest() {
        long index = partition.startDigest().join();
        Waiting.until(
                "a digest of entry " + index, () -> partition.digest(index).isPresent());
        return partition.digest(index).orElseThrow();
    }

    @Override
    public void close() throws IOException {
        executor.shutdown();
        stateMachine.close();
        environment.close();
    }
}
