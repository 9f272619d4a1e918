package io.stator.txn.read;

import io.stator.model.EncodedKey;
import io.stator.txn.Conversation;
import io.stator.txn.StoredValue;
import io.stator.txn.TransactionAnswer;
import io.stator.txn.TransactionMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads several items as they were at one moment. All are read, and when all are there all are read again: what is the same both
 * times was so at the moment in between. If something differs, the second round is the first of the next try.
 */
public final class TransactionalRead implements Conversation<TransactionalRead.Result> {

    /** Of the numbers of looks and questions, so many are one round's: an answer of an earlier round tells nothing of this one. */
    private static final long ROUND_NUMBERS = 1L << 32;

    /** What it found. */
    public sealed interface Result {}

    /** @param values in the order of the keys */
    public record Found(List<StoredValue> values) implements Result {
        public Found {
            values = List.copyOf(values);
        }
    }

    /** It changed whenever it was looked at: TransactionConflict. @param changed by the order of the keys */
    public record Conflicted(List<Boolean> changed) implements Result {
        public Conflicted {
            changed = List.copyOf(changed);
        }
    }

    private final List<EncodedKey> keys;
    private final int roundsMax;
    private final long resendAfter;
    private final List<ItemRead> reads = new ArrayList<>();
    private int round;
    private @Nullable List<StoredValue> before;
    private @Nullable Result result;

    /**
     * @param keys each once
     * @param roundsMax 2 at least
     * @param resendAfter from a message without an answer to its next copy, as a difference of stamps
     */
    public TransactionalRead(List<EncodedKey> keys, int roundsMax, long resendAfter) {
        this.keys = List.copyOf(keys);
        this.roundsMax = roundsMax;
        this.resendAfter = resendAfter;
    }

    @Override
    public List<TransactionMessage> start(long now) {
        reads.clear();
        List<TransactionMessage> messages = new ArrayList<>();
        for (EncodedKey key : keys) {
            ItemRead read = new ItemRead(key, round * ROUND_NUMBERS, resendAfter);
            reads.add(read);
            messages.addAll(read.start(now));
        }
        round++;
        return messages;
    }

    @Override
    public List<TransactionMessage> answered(TransactionMessage message, TransactionAnswer answer, long now) {
        if (isOver()) {
            return List.of();
        }
        List<TransactionMessage> messages = new ArrayList<>();
        for (ItemRead read : reads) {
            messages.addAll(read.answered(message, answer, now));
        }
        List<StoredValue> values = new ArrayList<>();
        reads.stream()
                .map(read -> Optional.ofNullable(read.result()))
                .flatMap(Optional::stream)
                .forEach(values::add);
        return values.size() == keys.size() ? roundEnded(values, now) : messages;
    }

    private List<TransactionMessage> roundEnded(List<StoredValue> values, long now) {
        List<StoredValue> earlier = before;
        before = values;
        if (values.equals(earlier)) {
            result = new Found(values);
        } else if (earlier != null && round >= roundsMax) {
            List<Boolean> changed = new ArrayList<>();
            for (int index = 0; index < keys.size(); index++) {
                changed.add(!values.get(index).equals(earlier.get(index)));
            }
            result = new Conflicted(changed);
        }
        return isOver() ? List.of() : start(now);
    }

    @Override
    public List<TransactionMessage> tick(long now) {
        List<TransactionMessage> messages = new ArrayList<>();
        reads.forEach(read -> messages.addAll(read.tick(now)));
        return messages;
    }

    @Override
    public @Nullable Result result() {
        return result;
    }

    @Override
    public boolean isOver() {
        return result != null;
    }
}
