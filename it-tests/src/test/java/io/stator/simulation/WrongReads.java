package io.stator.simulation;

import io.stator.model.EncodedKey;
import io.stator.txn.Conversation;
import io.stator.txn.StoredValue;
import io.stator.txn.TransactionAnswer;
import io.stator.txn.TransactionMessage;
import io.stator.txn.read.ItemRead;
import io.stator.txn.read.TransactionalRead;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads that are wrong in one way. */
final class WrongReads {
    private WrongReads() {}

    /** Sees no intents. */
    static final class OfStoredValues<R> extends OtherConversation<R> {
        OfStoredValues(Conversation<R> right) {
            super(right);
        }

        @Override
        TransactionAnswer heard(TransactionMessage message, TransactionAnswer answer) {
            return answer instanceof TransactionAnswer.Seen seen
                    ? new TransactionAnswer.Seen(seen.value(), null)
                    : answer;
        }
    }

    /** Takes the look before the record's answer for one after it. */
    static final class WithoutSecondLook extends OtherConversation<StoredValue> {
        private TransactionAnswer.@Nullable Seen first;

        WithoutSecondLook(Conversation<StoredValue> right) {
            super(right);
        }

        @Override
        TransactionAnswer heard(TransactionMessage message, TransactionAnswer answer) {
            if (answer instanceof TransactionAnswer.Seen seen) {
                first = seen;
            }
            return answer;
        }

        @Override
        List<TransactionMessage> sent(TransactionMessage message, long now) {
            return message instanceof TransactionMessage.Look && first != null
                    ? allSent(right.answered(message, first, now), now)
                    : List.of(message);
        }
    }

    /** Reads all items once, each at its own moment. */
    static final class Once implements Conversation<TransactionalRead.Result> {
        private final List<ItemRead> reads = new ArrayList<>();

        Once(List<EncodedKey> keys) {
            keys.forEach(key -> reads.add(new ItemRead(key, 0, Parts.RESEND_AFTER)));
        }

        @Override
        public List<TransactionMessage> start(long now) {
            return reads.stream().flatMap(read -> read.start(now).stream()).toList();
        }

        @Override
        public List<TransactionMessage> answered(TransactionMessage message, TransactionAnswer answer, long now) {
            return reads.stream()
                    .flatMap(read -> read.answered(message, answer, now).stream())
                    .toList();
        }

        @Override
        public List<TransactionMessage> tick(long now) {
            return reads.stream().flatMap(read -> read.tick(now).stream()).toList();
        }

        @Override
        public TransactionalRead.@Nullable Result result() {
            return isOver()
                    ? new TransactionalRead.Found(
                            reads.stream().map(ItemRead::result).toList())
                    : null;
        }

        @Override
        public boolean isOver() {
            return reads.stream().allMatch(ItemRead::isOver);
        }
    }
}
