package io.stator.txn.participant;

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
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A partition's state in maps. */
final class MemoryStore implements ParticipantStore {
    final Map<EncodedKey, StoredValue> items = new TreeMap<>(CanonicalOrder.KEYS);
    final Map<EncodedKey, Intent> intents = new TreeMap<>(CanonicalOrder.KEYS);
    final Map<TransactionId, TransactionRecord> records = new HashMap<>();
    final Map<ByteString, TransactionId> tokens = new HashMap<>();
    long lastVersion;
    private long horizon;

    @Override
    public @Nullable Intent intent(EncodedKey key) {
        return intents.get(key);
    }

    @Override
    public void putIntent(Intent intent) {
        if (intents.put(intent.key(), intent) != null) {
            throw new IllegalStateException("an intent stands there: " + intent);
        }
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
        removeRecord(record.header());
        records.put(record.header().id(), record);
        RequestToken token = record.token();
        if (token != null) {
            tokens.put(token.token(), record.header().id());
        }
    }

    @Override
    public void removeRecord(TransactionHeader header) {
        records.remove(header.id());
        tokens.values().remove(header.id());
    }

    @Override
    public @Nullable TransactionRecord recordOf(EncodedKey anchor, ByteString token) {
        return records.get(tokens.get(token));
    }

    @Override
    public void change(EncodedKey key, Change change, IntentStamp version) {
        if (change instanceof Change.Put put) {
            items.put(key, new StoredValue(version.version(), put.item()));
        } else if (change instanceof Change.Delete) {
            items.remove(key);
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
