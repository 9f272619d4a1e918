package io.stator.partition.replica;

import io.stator.model.Bounds;
import io.stator.model.EncodedKey;
import io.stator.partition.Digest;
import io.stator.partition.apply.PartitionState;
import io.stator.partition.storage.CursorOptions;
import io.stator.partition.storage.IntentKey;
import io.stator.partition.storage.KeyRange;
import io.stator.partition.storage.KeySpace;
import io.stator.partition.storage.StateKey;
import io.stator.partition.storage.StoreCursor;
import io.stator.partition.storage.StoreReads;
import io.stator.partition.storage.TransactionKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 over all that the replicas of a partition must agree on: its state record (id, epoch, bounds,
 * versions, horizon of transactions), the tables and dropped ids, the answers that are kept for retries, every item of an installed table
 * within the bounds, and every intent, record and token of transactions within the bounds, whatever became of its table; each as
 * [key length][key][value length][value], lengths 4 bytes big-endian. What is masked (other bounds, dropped tables) and what
 * each replica does in its own time (trimming) does not count.
 */
final class DigestComputation {
    private static final int ITEMS_BETWEEN_CHECKS = 1024;

    private final StoreReads store;
    private final BooleanSupplier cancelled;
    private final MessageDigest sha256 = newSha256();
    private long items;

    private DigestComputation(StoreReads store, BooleanSupplier cancelled) {
        this.store = store;
        this.cancelled = cancelled;
    }

    /** Empty: cancelled. */
    static Optional<Digest> compute(long logIndex, StoreReads store, BooleanSupplier cancelled) throws IOException {
        DigestComputation computation = new DigestComputation(store, cancelled);
        return computation.run()
                ? Optional.of(
                        new Digest(logIndex, HexFormat.of().formatHex(computation.sha256.digest()), computation.items))
                : Optional.empty();
    }

    private boolean run() throws IOException {
        PartitionState state = PartitionState.load(store);
        add(StateKey.PARTITION.key(), store.get(StateKey.PARTITION.key()));
        if (!addRange(KeySpace.TABLE.range(), false) || !addRange(KeySpace.ANSWER.range(), false)) {
            return false;
        }
        Bounds bounds = state.view().bounds();
        if (bounds == null) {
            return true;
        }
        for (long tableId : state.view().tables().keySet()) {
            KeyRange range = ItemRanges.of(tableId, bounds);
            if (!range.isEmpty() && !addRange(range, true)) {
                return false;
            }
        }
        return addTransactions(KeySpace.INTENT, IntentKey::decode, bounds)
                && addTransactions(KeySpace.TRANSACTION, TransactionKey::anchor, bounds);
    }

    /** Where a key of transactions belongs. */
    @FunctionalInterface
    private interface Owner {
        EncodedKey of(byte[] key) throws IOException;
    }

    private boolean addTransactions(KeySpace space, Owner owner, Bounds bounds) throws IOException {
        try (StoreCursor cursor = store.cursor(space.range(), CursorOptions.SWEEP)) {
            for (long count = 0; cursor.next(); count++) {
                if (count % ITEMS_BETWEEN_CHECKS == 0 && cancelled.getAsBoolean()) {
                    return false;
                }
                if (bounds.contains(owner.of(cursor.key()).position())) {
                    add(cursor.key(), cursor.value());
                }
            }
        }
        return true;
    }

    private boolean addRange(KeyRange range, boolean countsAsItems) throws IOException {
        try (StoreCursor cursor = store.cursor(range, CursorOptions.SWEEP)) {
            for (long count = 0; cursor.next(); count++) {
                if (count % ITEMS_BETWEEN_CHECKS == 0 && cancelled.getAsBoolean()) {
                    return false;
                }
                add(cursor.key(), cursor.value());
                items += countsAsItems ? 1 : 0;
            }
        }
        return true;
    }

    private void add(byte[] key, byte @Nullable [] value) {
        addPart(key);
        addPart(value == null ? new byte[0] : value);
    }

    private void addPart(byte[] bytes) {
        sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
        sha256.update(bytes);
    }

    private static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
