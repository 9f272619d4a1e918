package io.stator.simulation;

import com.google.protobuf.ByteString;
import io.stator.model.EncodedKey;
import io.stator.txn.Change;
import io.stator.txn.Intent;
import io.stator.txn.IntentStamp;
import io.stator.txn.RequestToken;
import io.stator.txn.StoredValue;
import io.stator.txn.TransactionAnswer;
import io.stator.txn.TransactionHeader;
import io.stator.txn.TransactionId;
import io.stator.txn.TransactionRecord;
import io.stator.txn.participant.ParticipantStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The state of one partition: all of it survives crashes, as a majority's logs do. */
final class SimulatedPartition implements ParticipantStore {
    /** The canonical order of these keys, which have a token each: quicker than that of all keys. */
    private static final Comparator<EncodedKey> ORDER = Comparator.comparingLong(EncodedKey::token);

    private record RecordKey(EncodedKey anchor, ByteString name) {
        static final Comparator<RecordKey> ORDER = Comparator.comparing(RecordKey::anchor, SimulatedPartition.ORDER)
                .thenComparing(RecordKey::name, ByteString.unsignedLexicographicalComparator());
    }

    private final TreeMap<EncodedKey, StoredValue> items = new TreeMap<>(ORDER);
    private final TreeMap<EncodedKey, Intent> intents = new TreeMap<>(ORDER);
    private final TreeMap<RecordKey, TransactionRecord> records = new TreeMap<>(RecordKey.ORDER);
    private final TreeMap<RecordKey, TransactionId> tokens = new TreeMap<>(RecordKey.ORDER);
    private final Map<String, TransactionAnswer> answers = new HashMap<>();
    private final long from;
    private long to;
    private long lastVersion;
    private long highestDelete;
    private long horizon;
    private long skew;
    private boolean isDown;

    /** Owns tokens from the one, inclusive, to the other, exclusive. */
    SimulatedPartition(long from, long to) {
        this.from = from;
        this.to = to;
    }

    boolean owns(EncodedKey key) {
        return from <= key.token() && key.token() < to;
    }

    /** The upper half goes to a new partition, with all that lies there and all that belongs to both. */
    SimulatedPartition split(EncodedKey at) {
        SimulatedPartition upper = new SimulatedPartition(at.token(), to);
        to = at.token();
        RecordKey recordsFrom = new RecordKey(at, ByteString.EMPTY);
        move(items.tailMap(at), upper.items);
        move(intents.tailMap(at), upper.intents);
        move(records.tailMap(recordsFrom), upper.records);
        move(tokens.tailMap(recordsFrom), upper.tokens);
        upper.answers.putAll(answers);
        upper.lastVersion = lastVersion;
        upper.highestDelete = highestDelete;
        upper.horizon = horizon;
        return upper;
    }

    private static <K, V> void move(Map<K, V> source, Map<K, V> target) {
        target.putAll(source);
        source.clear();
    }

    StoredValue value(EncodedKey key) {
        StoredValue value = items.get(key);
        return value == null ? new StoredValue(highestDelete, null) : value;
    }

    @Nullable
    TransactionAnswer answered(String requestId) {
        return answers.get(requestId);
    }

    void remember(String requestId, TransactionAnswer answer) {
        answers.put(requestId, answer);
    }

    List<Intent> intents() {
        return new ArrayList<>(intents.values());
    }

    Collection<TransactionRecord> records() {
        return records.values();
    }

    boolean isClean() {
        return intents.isEmpty() && records.isEmpty() && tokens.isEmpty();
    }

    /** What is left of transactions, for people. */
    String leftovers() {
        return intents.values() + " " + records.values() + " " + tokens;
    }

    long skew() {
        return skew;
    }

    void setSkew(long skew) {
        this.skew = skew;
    }

    boolean isDown() {
        return isDown;
    }

    void setDown(boolean down) {
        isDown = down;
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
        return records.get(new RecordKey(anchor, id.bytes()));
    }

    @Override
    public void putRecord(TransactionRecord record) {
        TransactionHeader header = record.header();
        removeRecord(header);
        records.put(new RecordKey(header.anchor(), header.id().bytes()), record);
        RequestToken token = record.token();
        if (token != null) {
            tokens.put(new RecordKey(header.anchor(), token.token()), header.id());
        }
    }

    @Override
    public void removeRecord(TransactionHeader header) {
        TransactionRecord record =
                records.remove(new RecordKey(header.anchor(), header.id().bytes()));
        RequestToken token = record == null ? null : record.token();
        if (token != null) {
            tokens.remove(new RecordKey(header.anchor(), token.token()), header.id());
        }
    }

    @Override
    public @Nullable TransactionRecord recordOf(EncodedKey anchor, ByteString token) {
        TransactionId id = tokens.get(new RecordKey(anchor, token));
        return id == null ? null : record(anchor, id);
    }

    @Override
    public void change(EncodedKey key, Change change, IntentStamp version) {
        if (change instanceof Change.Put put) {
            items.put(key, new StoredValue(version.version(), put.item()));
        } else if (change instanceof Change.Delete && items.remove(key) != null) {
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
