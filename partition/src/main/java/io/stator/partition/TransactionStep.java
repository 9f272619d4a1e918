package io.stator.partition;

import io.stator.model.EncodedKey;
import io.stator.txn.TransactionMessage;
import io.stator.txn.TransactionMessage.OfNearItems;
import io.stator.txn.TransactionMessage.Prepare;
import java.util.List;

/**
 * A message of a transaction to a partition.
 *
 * @param message any but a {@link TransactionMessage.Write}, which is an {@link ItemWrite}
 * @param epoch by which it was routed
 * @param changes what is asked of the item of a {@link Prepare}, or of those {@link OfNearItems} (each, in the order of its keys); else
 *     empty
 * @param returnSizes whether to answer with {@link WrittenSizes}: for them, items are read that nothing else asks for
 * @throws IllegalArgumentException if it is another message, or the changes are of other keys than the message
 */
public record TransactionStep(TransactionMessage message, long epoch, List<ItemChange> changes, boolean returnSizes) {
    public TransactionStep {
        changes = List.copyOf(changes);
        if (message instanceof TransactionMessage.Write) {
            throw new IllegalArgumentException("a write is no step of a transaction");
        }
        if (!changes.stream().map(ItemChange::key).toList().equals(changedKeys(message))) {
            throw new IllegalArgumentException("changes of other keys than those of the message");
        }
    }

    /** That is answered with sizes. */
    public TransactionStep(TransactionMessage message, long epoch, List<ItemChange> changes) {
        this(message, epoch, changes, true);
    }

    /** Of a message that has no changes. */
    public TransactionStep(TransactionMessage message, long epoch) {
        this(message, epoch, List.of());
    }

    public TransactionStep withoutSizes() {
        return new TransactionStep(message, epoch, changes, false);
    }

    private static List<EncodedKey> changedKeys(TransactionMessage message) {
        if (message instanceof OfNearItems near) {
            return near.keys();
        }
        return message instanceof Prepare prepare ? List.of(prepare.to()) : List.of();
    }
}
