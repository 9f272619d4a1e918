package io.stator.txn.participant;

import com.google.protobuf.ByteString;
import io.stator.model.EncodedKey;
import io.stator.txn.Change;
import io.stator.txn.Intent;
import io.stator.txn.IntentStamp;
import io.stator.txn.TransactionHeader;
import io.stator.txn.TransactionId;
import io.stator.txn.TransactionRecord;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What the rules need of a partition's state. In apply: the store as of the entry before, with what this entry did so far on top;
 * everything that one entry changes is written at once or not at all. A split gives each half the intents of its keys, the
 * records of its anchors, its version sequence and its {@link #horizon}.
 *
 * <p>{@link IOException} everywhere: the store failed, and the replica must stop.
 */
public interface ParticipantStore {

    @Nullable
    Intent intent(EncodedKey key) throws IOException;

    /** Where none stands. */
    void putIntent(Intent intent) throws IOException;

    void removeIntent(EncodedKey key) throws IOException;

    @Nullable
    TransactionRecord record(EncodedKey anchor, TransactionId id) throws IOException;

    /**
     * In the place of an earlier one of this transaction. If it has a token, the token leads to it from then on; one that an
     * earlier record had and this one has not leads nowhere.
     */
    void putRecord(TransactionRecord record) throws IOException;

    /** With its token, if that leads to it. */
    void removeRecord(TransactionHeader header) throws IOException;

    /** To which record with this anchor the token leads. */
    @Nullable
    TransactionRecord recordOf(EncodedKey anchor, ByteString token) throws IOException;

    /** Changes the item, and gives it the version; an absent one gets it if it is the highest of any delete. */
    void change(EncodedKey key, Change change, IntentStamp version) throws IOException;

    /** Takes the next version of the partition's sequence: the stamp, or one more than the last if that is higher. */
    IntentStamp takeVersion(long stamp);

    /** The last that was taken, of this partition or of the one that it was split from; 0: none. */
    long lastVersion();

    /** No transaction whose deadline is not after it begins here any more. 0 in a new partition. */
    long horizon();

    /** Sets it to this stamp if that is higher: it never goes back. */
    void raiseHorizon(long stamp);
}
