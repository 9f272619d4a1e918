package io.stator.partition.replica;

import com.google.protobuf.ByteString;
import io.stator.model.EncodedKey;
import io.stator.txn.CanonicalOrder;
import io.stator.txn.Change;
import io.stator.txn.Intent;
import io.stator.txn.IntentStamp;
import io.stator.txn.RequestToken;
import io.stator.txn.StoredValue;
import io.stator.txn.TransactionHeader;
import io.stator.txn.TransactionId;
import io.stator.txn.TransactionRecord;
import io.stator.txn.participant.ParticipantStore;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a partition should hold, in maps. */
final class TransactionModel implements ParticipantStore {
    private final Map<EncodedKey, StoredValue> items = new TreeMap<>(CanonicalOrder.KEYS);
    private final Map<EncodedKey, Intent> intents = new TreeMap<>(CanonicalOrder.KEYS);
    private final Map<TransactionId, TransactionRecord> records = new HashMap<>();
    private long lastVersion;
    private long highestDelete;
    private long horizon;

    StoredValue value(EncodedKey key) {
        StoredValue value = items.get(key);
        return value == null ? new StoredValue(highestDelete, null) : value;
    }

    @Override
    public @Nullable Intent intent(EncodedKey key) {
        return intents.get(key);
    }

    @Override
    public void putIntent(Intent intent) {
        intents.put(intent.key(), intent);
    }

    @Override
    public void removeIntent(EncodedKey key) {
        intents.remove(key);
    }

    @Override
    public @Nullable TransactionRecord record(EncodedKey anchor, TransactionId id) {
        return records.get(id);
    }

    @Override
    public void putRecord(TransactionRecord record) {
        records.put(record.header().id(), record);
    }

    @Override
    public void removeRecord(TransactionHeader header) {
        records.remove(header.id());
    }

    /** Without an index: of all records, the one that has it. */
    @Override
    public @Nullable TransactionRecord recordOf(EncodedKey anchor, ByteString token) {
        for (TransactionRecord record : records.values()) {
            RequestToken its = record.token();
            if (its != null
                    && its.token().equals(token)
                    && record.header().anchor().equals(anchor)) {
                return record;
            }
        }
        return null;
    }

    @Override
    public void change(EncodedKey key, Change change, IntentStamp version) {
        if (change instanceof Change.Put put) {
            items.put(key, new StoredValue(version.version(), put.item()));
        } else if (change instanceof Change.Delete) {
            items.remove(key);
            highestDelete = Math.max(highestDelete, version.version());
        }
    }

    @Override
    public IntentStamp takeVersion(long stamp) {
        lastVersion = Math.max(stamp, lastVersion + 1);
        return new IntentStamp(lastVersion);
    }

    @Override
    public long lastVersion() {
        return lastVersion;
    }

    @Override
    public long horizon() {
        return horizon;
    }

    @Override
    public void raiseHorizon(long stamp) {
        horizon = Math.max(horizon, stamp);
    }
}
