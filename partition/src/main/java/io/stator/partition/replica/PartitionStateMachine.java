package io.stator.partition.replica;

import io.stator.consensus.LogPosition;
import io.stator.consensus.StateMachine;
import io.stator.partition.CommandOutcome;
import io.stator.partition.Digest;
import io.stator.partition.PartitionMetrics;
import io.stator.partition.PartitionSettings;
import io.stator.partition.apply.EntryEvaluation;
import io.stator.partition.apply.PartitionState;
import io.stator.partition.apply.RetryWindow;
import io.stator.partition.apply.StoreMemory;
import io.stator.partition.apply.WriteCounts;
import io.stator.partition.storage.ReplicaStore;
import io.stator.partition.storage.StagedStore;
import io.stator.partition.storage.StorageEnvironment;
import io.stator.partition.storage.StoreBatch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the log of a partition drives: applies its entries to the store, one write of the store for each.
 * {@link ReplicatedPartition} reads from it.
 */
public final class PartitionStateMachine implements StateMachine<CommandOutcome> {
    private final ReplicaStore store;
    private final PartitionMetrics metrics;
    private final BackgroundThread background;
    private final Digests digests;
    private final TableTrimmer trimmer;
    private final PartitionReads reads;
    private final ExpiryWalk expiryWalk;
    private final SizeWalk sizeWalk;
    private final TransactionReads transactionReads;

    private final RetryWindow.Size windowSize;

    /** Of the apply thread. */
    private PartitionState state;

    /** Of the apply thread. */
    private StoreMemory memory;

    private volatile WriteCounts writes;

    private PartitionStateMachine(
            ReplicaStore store,
            PartitionState state,
            RetryWindow.Size windowSize,
            PartitionSettings settings,
            PartitionMetrics metrics,
            String name)
            throws IOException {
        this.store = store;
        this.state = state;
        this.windowSize = windowSize;
        this.memory = StoreMemory.load(store, state.writes(), windowSize);
        this.writes = state.writes();
        this.metrics = metrics;
        this.background = new BackgroundThread("partition-background-" + name);
        this.digests = new Digests(background, settings.digestsMax());
        this.trimmer = new TableTrimmer(store, background, settings.trim(), metrics);
        this.reads = new PartitionReads(store, state.view(), memory.intentKeys());
        this.expiryWalk = new ExpiryWalk(store, reads::view);
        this.sizeWalk = new SizeWalk(store, reads::view);
        this.transactionReads = new TransactionReads(store, reads, memory.intentKeys());
    }

    /** Opens a replica's state in its directory, or makes an empty one, without metrics. */
    public static PartitionStateMachine open(Path directory, StorageEnvironment environment, PartitionSettings settings)
            throws IOException {
        return open(directory, environment, settings, PartitionMetrics.NONE);
    }

    /**
     * Opens a replica's state in its directory, or makes an empty one.
     *
     * @throws IOException if what is there is damaged, of a newer format, or in use
     */
    public static PartitionStateMachine open(
            Path directory, StorageEnvironment environment, PartitionSettings settings, PartitionMetrics metrics)
            throws IOException {
        return open(directory, environment, RetryWindow.Size.DEFAULT, settings, metrics);
    }

    /** @param windowSize the same on every replica, now and ever */
    static PartitionStateMachine open(
            Path directory,
            StorageEnvironment environment,
            RetryWindow.Size windowSize,
            PartitionSettings settings,
            PartitionMetrics metrics)
            throws IOException {
        ReplicaStore store = ReplicaStore.open(directory, environment);
        try {
            PartitionStateMachine opened = new PartitionStateMachine(
                    store,
                    PartitionState.load(store),
                    windowSize,
                    settings,
                    metrics,
                    String.valueOf(directory.getFileName()));
            opened.trimmer.startMarked();
            return opened;
        } catch (IOException | RuntimeException e) {
            try (store) {
                throw e;
            }
        }
    }

    @Override
    public long appliedIndex() {
        return store.appliedIndex();
    }

    @Override
    public List<CommandOutcome> apply(LogPosition position, List<ByteBuffer> commands) throws IOException {
        Stopwatch stopwatch = new Stopwatch();
        EntryEvaluation entry = new EntryEvaluation(position, state, memory, store);
        List<CommandOutcome> outcomes = new ArrayList<>(commands.size());
        for (ByteBuffer command : commands) {
            outcomes.add(entry.evaluate(command));
        }
        StoreBatch batch = entry.batch();
        entry.beforeWrite();
        if (entry.viewChanged()) {
            reads.change(() -> store.write(batch), entry.state().view());
        } else {
            store.write(batch);
        }
        entry.written();
        state = entry.state();
        writes = state.writes();
        if (entry.digestRequested() && digests.hasRoom()) {
            digests.start(position.index(), store.snapshot());
        }
        trimmer.start(entry.droppedTables());
        metrics.applied(commands.size(), stopwatch.micros());
        return outcomes;
    }

    @Override
    public long checkpoint(Path directory) throws IOException {
        return store.checkpoint(directory);
    }

    /** Reads go on meanwhile: those under way end on the state that they began with. */
    @Override
    public void restore(Path directory) throws IOException {
        try (StagedStore staged = store.stage(directory)) {
            PartitionState restored = PartitionState.load(staged);
            StoreMemory restoredMemory = StoreMemory.load(staged, restored.writes(), windowSize);
            staged.makeCurrent();
            reads.change(
                    () -> {
                        store.swap(staged);
                        memory.intentKeys().become(restoredMemory.intentKeys());
                    },
                    restored.view());
            state = restored;
            // Readers have the one that became the other.
            memory = new StoreMemory(restoredMemory.window(), memory.intentKeys());
            writes = restored.writes();
        }
        trimmer.startMarked();
    }

    @Override
    public void close() throws IOException {
        // Background work sees that it is to end; closing the store breaks off a compaction that it waits for.
        background.startClosing();
        try (background) {
            store.close();
        }
    }

    /** This replica's digest at that index, when it is computed. */
    Optional<Digest> digest(long logIndex) {
        return digests.get(logIndex);
    }

    /** As of the newest entry that is applied. */
    WriteCounts writes() {
        return writes;
    }

    PartitionReads reads() {
        return reads;
    }

    ExpiryWalk expiryWalk() {
        return expiryWalk;
    }

    SizeWalk sizeWalk() {
        return sizeWalk;
    }

    TransactionReads transactionReads() {
        return transactionReads;
    }

    /** What the store holds under a key. */
    byte @Nullable [] storedValue(byte[] key) throws IOException {
        return store.get(key);
    }
}
