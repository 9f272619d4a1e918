package io.stator.simulation;

import io.stator.txn.Conversation;
import io.stator.txn.TransactionAnswer;
import io.stator.txn.TransactionMessage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A conversation that sends, or hears, something else than the right one. */
abstract class OtherConversation<R> implements Conversation<R> {
    final Conversation<R> right;

    OtherConversation(Conversation<R> right) {
        this.right = right;
    }

    /** What goes out in the place of a message. */
    List<TransactionMessage> sent(TransactionMessage message, long now) {
        return List.of(message);
    }

    /** To which message of the right one an answer belongs. */
    TransactionMessage meant(TransactionMessage message) {
        return message;
    }

    TransactionAnswer heard(TransactionMessage message, TransactionAnswer answer) {
        return answer;
    }

    final List<TransactionMessage> allSent(List<TransactionMessage> messages, long now) {
        List<TransactionMessage> sent = new ArrayList<>();
        messages.forEach(message -> sent.addAll(sent(message, now)));
        return sent;
    }

    @Override
    public List<TransactionMessage> start(long now) {
        return allSent(right.start(now), now);
    }

    @Override
    public List<TransactionMessage> answered(TransactionMessage message, TransactionAnswer answer, long now) {
        return allSent(right.answered(meant(message), heard(message, answer), now), now);
    }

    @Override
    public List<TransactionMessage> tick(long now) {
        return allSent(right.tick(now), now);
    }

    @Override
    public @Nullable R result() {
        return right.result();
    }

    @Override
    public boolean isOver() {
        return right.isOver();
    }
}
