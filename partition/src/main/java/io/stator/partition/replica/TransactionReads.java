package io.stator.partition.replica;

import io.stator.partition.StepOutcome;
import io.stator.partition.TransactionStep;
import io.stator.partition.UnfinishedTransactions;
import io.stator.partition.apply.AskedEvaluation;
import io.stator.partition.apply.IntentKeys;
import io.stator.partition.apply.PartitionView;
import io.stator.partition.apply.StoredTransactions;
import io.stator.partition.storage.CursorOptions;
import io.stator.partition.storage.KeyRange;
import io.stator.partition.storage.KeySpace;
import io.stator.partition.storage.ReplicaStore;
import io.stator.partition.storage.StoreCursor;
import io.stator.partition.storage.StoreSnapshot;
import io.stator.partition.storage.TransactionKey;
import io.stator.txn.Intent;
import io.stator.txn.TransactionHeader;
import io.stator.txn.TransactionRecord;
import io.stator.txn.recovery.RecordRecovery;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads of the transactions in a replica's state. Thread-safe. */
final class TransactionReads {
    /** Records, and tokens that lead to them, that one step looks at: some milliseconds. Committed ones stay for minutes, so there may be many. */
    static final int LOOKED_MAX = 8_192;

    private static final CursorOptions WALK = new CursorOptions(false, 0, false);

    private final ReplicaStore store;
    private final PartitionReads reads;
    private final IntentKeys intentKeys;

    /** Where the next look at intents begins: behind those that the last one found, so that some that cannot be ended hide no others. */
    private volatile byte[] nextIntent = KeySpace.ITEM.range().from();

    /** Where the next look at records begins. */
    private volatile byte[] nextRecord = KeySpace.TRANSACTION.range().from();

    TransactionReads(ReplicaStore store, PartitionReads reads, IntentKeys intentKeys) {
        this.store = store;
        this.reads = reads;
        this.intentKeys = intentKeys;
    }

    /** Intents that stand, about. */
    int intents() {
        return intentKeys.count();
    }

    private record ViewOfSnapshot(PartitionView view, StoreSnapshot snapshot) {}

    /** @param step with a message that only asks */
    StepOutcome asked(TransactionStep step) throws IOException {
        ViewOfSnapshot now = reads.together(view -> new ViewOfSnapshot(view, store.snapshot()));
        try (StoreSnapshot snapshot = now.snapshot()) {
            return AskedEvaluation.evaluate(step, now.view(), snapshot);
        }
    }

    /** @param max of each kind */
    UnfinishedTransactions unfinished(long nowStamp, int max) throws IOException {
        return new UnfinishedTransactions(overdue(nowStamp, max), due(nowStamp, max));
    }

    private List<Intent> overdue(long nowStamp, int max) throws IOException {
        List<Intent> overdue = new ArrayList<>();
        byte[] from = nextIntent;
        byte[] behind = KeySpace.ITEM.range().from();
        for (Map.Entry<byte[], IntentKeys.Standing> each :
                intentKeys.all().tailMap(from).entrySet()) {
            if (overdue.size() >= max) {
                behind = each.getKey();
                break;
            }
            if (nowStamp > each.getValue().deadline()) {
                Intent intent = StoredTransactions.intent(store, each.getKey());
                // It may have gone, and another one come in its place, since its key was looked at.
                if (intent != null && nowStamp > intent.header().deadline() && owns(intent)) {
                    overdue.add(intent);
                }
            }
        }
        nextIntent = behind;
        return overdue;
    }

    private boolean owns(Intent intent) {
        return reads.view().owns(intent.key().position());
    }

    private List<TransactionRecord> due(long nowStamp, int max) throws IOException {
        List<TransactionRecord> due = new ArrayList<>();
        KeyRange all = KeySpace.TRANSACTION.range();
        byte[] from = nextRecord;
        byte[] behind = all.from();
        int looked = 0;
        try (StoreCursor cursor = store.cursor(new KeyRange(from, all.to()), WALK)) {
            while (cursor.next()) {
                byte[] key = cursor.key();
                if (TransactionKey.isRecord(key)) {
                    TransactionRecord record = StoredTransactions.decodeRecord(cursor.value());
                    if (RecordRecovery.isDue(record, nowStamp)
                            && reads.view().owns(record.header().anchor().position())) {
                        due.add(record);
                    }
                }
                looked++;
                if (looked >= LOOKED_MAX || due.size() >= max) {
                    behind = Arrays.copyOf(key, key.length + 1);
                    break;
                }
            }
        }
        nextRecord = behind;
        return due;
    }

    /** By their intents. */
    List<TransactionHeader> underWay(int max) throws IOException {
        Set<TransactionHeader> underWay = new LinkedHashSet<>();
        for (byte[] itemKey : intentKeys.all().keySet()) {
            if (underWay.size() >= max) {
                break;
            }
            Intent intent = StoredTransactions.intent(store, itemKey);
            if (intent != null && owns(intent)) {
                underWay.add(intent.header());
            }
        }
        return List.copyOf(underWay);
    }
}
