package io.stator.txn;

import io.stator.model.EncodedKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a conversation asks of the partition that owns a key. A partition that does not own it refuses outside of this protocol,
 * and the driver sends it to the right one: partitions have no names here, so splits do not matter. Every message may be lost,
 * come late, or come several times.
 */
public sealed interface TransactionMessage {

    /** Whose partition is meant. */
    EncodedKey to();

    /** A message that goes through the partition's log. */
    sealed interface Logged extends TransactionMessage {}

    /** One that is answered from the partition's state, as a strong read is. */
    sealed interface Asked extends TransactionMessage {}

    /** One about a record: it goes to the anchor. */
    sealed interface OfRecord extends TransactionMessage {
        TransactionHeader header();

        @Override
        default EncodedKey to() {
            return header().anchor();
        }
    }

    /** One about items of the anchor's partition, which are looked at together, without intents. */
    sealed interface OfNearItems extends OfRecord {

        /** Of the anchor's partition, the anchor among them, in the request's order; the driver adds what is to be done to them. */
        List<EncodedKey> keys();

        @Nullable
        RequestToken token();
    }

    /**
     * Makes an intent.
     *
     * @param item which of the request's items it is; the driver adds what is to be done to it
     */
    record Prepare(
            TransactionHeader header,
            EncodedKey to,
            int item,
            @Nullable RequestToken token) implements Logged {}

    /**
     * Decides: does all that is to be done to the keys of the anchor's partition, if every condition of them holds, and with that
     * commits the rest, of which an intent stands on each item.
     *
     * @param counted the intents of all other keys
     */
    record Execute(
            TransactionHeader header,
            List<EncodedKey> keys,
            @Nullable RequestToken token,
            CountedIntents counted) implements Logged, OfNearItems {
        public Execute {
            keys = List.copyOf(keys);
        }
    }

    /** From the coordinator alone, which takes the answer for the decision. Aborts, if the transaction is undecided. */
    record Abort(TransactionHeader header) implements Logged, OfRecord {}

    /** Puts a counted intent's change into the item. */
    record Commit(EncodedKey to, TransactionId id, IntentStamp stamp) implements Logged {}

    /**
     * Takes an intent away that does not count.
     *
     * @param stamp null: whichever the transaction has there; only if it never commits, or did so without intents
     */
    record Drop(EncodedKey to, TransactionId id, @Nullable IntentStamp stamp) implements Logged {}

    /** Aborts the transaction if it is undecided and its deadline is over, and asks as {@link Ask} does. */
    record Resolve(TransactionHeader header, EncodedKey key, IntentStamp stamp) implements Logged, OfRecord {}

    /**
     * What does the record say of this intent?
     *
     * @param number tells this question from every other one of its conversation: an earlier answer is not one to this
     */
    record Ask(TransactionHeader header, EncodedKey key, IntentStamp stamp, long number) implements Asked, OfRecord {}

    /**
     * Of a transaction that was refused elsewhere, and does not begin: what would refuse these, too? But if the token was used,
     * by any transaction with the same anchor: what for?
     */
    record AskRefusals(
            TransactionHeader header,
            List<EncodedKey> keys,
            @Nullable RequestToken token) implements Asked, OfNearItems {
        public AskRefusals {
            keys = List.copyOf(keys);
        }
    }

    /** These intents are committed where they were. */
    record Confirm(TransactionHeader header, List<EncodedKey> keys) implements Logged, OfRecord {
        public Confirm {
            keys = List.copyOf(keys);
        }
    }

    /** Removes the record if it is time. */
    record Remove(TransactionHeader header) implements Logged, OfRecord {}

    /**
     * A write that is no transaction.
     *
     * @param attempt from 0; all have one request id, by which the partition applies the write once
     * @param last if it is blocked again, then that is its answer, for ever
     */
    record Write(EncodedKey to, int attempt, boolean last) implements Logged {}

    /**
     * Shows an item and its intent in one snapshot.
     *
     * @param number tells this look from every other one of its conversation
     */
    record Look(EncodedKey to, long number) implements Asked {}
}
