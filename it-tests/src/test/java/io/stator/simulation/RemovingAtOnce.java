package io.stator.simulation;

import io.stator.txn.Conversation;
import io.stator.txn.TransactionAnswer;
import io.stator.txn.TransactionMessage;
import io.stator.txn.TransactionRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Has a record removed, whatever it says. */
final class RemovingAtOnce implements Conversation<Boolean> {
    private final TransactionRecord record;
    private @Nullable Boolean result;

    RemovingAtOnce(TransactionRecord record) {
        this.record = record;
    }

    @Override
    public List<TransactionMessage> start(long now) {
        return List.of(new TransactionMessage.Remove(record.header()));
    }

    @Override
    public List<TransactionMessage> answered(TransactionMessage message, TransactionAnswer answer, long now) {
        result = true;
        return List.of();
    }

    @Override
    public List<TransactionMessage> tick(long now) {
        return start(now);
    }

    @Override
    public @Nullable Boolean result() {
        return result;
    }

    @Override
    public boolean isOver() {
        return result != null;
    }
}
