package io.stator.partition.apply;

import com.google.protobuf.ByteString;
import io.stator.model.EncodedKey;
import io.stator.partition.storage.StoredItem;
import io.stator.partition.storage.TransactionKey;
import io.stator.txn.Change;
import io.stator.txn.Intent;
import io.stator.txn.IntentStamp;
import io.stator.txn.RequestToken;
import io.stator.txn.TransactionHeader;
import io.stator.txn.TransactionId;
import io.stator.txn.TransactionRecord;
import io.stator.txn.participant.ParticipantStore;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A partition's state as the rules of transactions see and change it. For one thread. */
final class TransactionStore implements ParticipantStore {
    /**
     * No deadline is up to it, so it closes nothing. But a state with a horizon is of a format that versions without transactions
     * refuse: they would not see what is in the way of their writes.
     */
    private static final long LOWEST_HORIZON = 1;

    private final EntryOverlay overlay;
    private PartitionState state;

    TransactionStore(EntryOverlay overlay, PartitionState state) {
        this.overlay = overlay;
        this.state = state;
    }

    /** What the rules made of it so far. */
    PartitionState state() {
        return state;
    }

    @Override
    public @Nullable Intent intent(EncodedKey key) throws IOException {
        return overlay.intent(key);
    }

    @Override
    public void putIntent(Intent intent) throws IOException {
        if (overlay.intent(intent.key()) != null) {
            throw new IllegalStateException("an intent stands where " + intent.header() + " was to have one");
        }
        overlay.setIntent(intent.key(), Optional.of(intent));
        raiseHorizon(LOWEST_HORIZON);
    }

    @Override
    public void removeIntent(EncodedKey key) {
        overlay.setIntent(key, Optional.empty());
    }

    @Override
    public @Nullable TransactionRecord record(EncodedKey anchor, TransactionId id) throws IOException {
        byte[] value = overlay.other(TransactionKey.record(anchor, id.bytes()));
        return value == null ? null : StoredTransactions.decodeRecord(value);
    }

    @Override
    public void putRecord(TransactionRecord record) throws IOException {
        TransactionHeader header = record.header();
        removeToken(record(header.anchor(), header.id()));
        overlay.setOther(recordKey(header), Optional.of(StoredTransactions.encode(record)));
        RequestToken token = record.token();
        if (token != null) {
            overlay.setOther(
                    TransactionKey.token(header.anchor(), token.token()),
                    Optional.of(TransactionKey.leadingTo(header.id().bytes())));
        }
        raiseHorizon(LOWEST_HORIZON);
    }

    @Override
    public void removeRecord(TransactionHeader header) throws IOException {
        removeToken(record(header.anchor(), header.id()));
        overlay.setOther(recordKey(header), Optional.empty());
    }

    /** If the record has one, and it leads to it. */
    private void removeToken(@Nullable TransactionRecord record) throws IOException {
        RequestToken token = record == null ? null : record.token();
        if (record == null || token == null) {
            return;
        }
        TransactionHeader header = record.header();
        byte[] key = TransactionKey.token(header.anchor(), token.token());
        byte[] led = overlay.other(key);
        if (led != null && TransactionKey.ledTo(led).equals(header.id().bytes())) {
            overlay.setOther(key, Optional.empty());
        }
    }

    @Override
    public @Nullable TransactionRecord recordOf(EncodedKey anchor, ByteString token) throws IOException {
        byte[] led = overlay.other(TransactionKey.token(anchor, token));
        if (led == null) {
            return null;
        }
        byte[] value = overlay.other(TransactionKey.record(anchor, TransactionKey.ledTo(led)));
        TransactionRecord record = value == null ? null : StoredTransactions.decodeRecord(value);
        RequestToken its = record == null ? null : record.token();
        return its != null && its.token().equals(token) ? record : null;
    }

    private static byte[] recordKey(TransactionHeader header) {
        return TransactionKey.record(header.anchor(), header.id().bytes());
    }

    /** Where the table is not served any more nothing is changed: its items are on their way out. */
    @Override
    public void change(EncodedKey key, Change change, IntentStamp version) {
        if (!state.view().tables().containsKey(key.tableId())) {
            return;
        }
        if (change instanceof Change.Put put) {
            overlay.setItem(key, Optional.of(new StoredItem(version.version(), put.sizeBytes(), put.item())));
        } else if (change instanceof Change.Delete) {
            overlay.setItem(key, Optional.empty());
            state = state.withDeleteVersionFrom(version.version());
        }
    }

    @Override
    public IntentStamp takeVersion(long stamp) {
        long version = state.nextVersion(stamp);
        state = state.withItemVersion(version);
        return new IntentStamp(version);
    }

    @Override
    public long lastVersion() {
        return state.lastVersion();
    }

    @Override
    public long horizon() {
        return state.horizon();
    }

    @Override
    public void raiseHorizon(long stamp) {
        state = state.withHorizonFrom(stamp);
    }
}
