package io.stator.txn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Messages of a conversation that are not answered yet, and when each was sent last. Not thread-safe. */
public final class Outbox {
    private final long resendAfter;
    private final Map<TransactionMessage, Long> sentAt = new LinkedHashMap<>();

    /** @param resendAfter from a message to its next copy, as a difference of stamps */
    public Outbox(long resendAfter) {
        this.resendAfter = resendAfter;
    }

    /** Remembers that these are sent now, and returns them. */
    public List<TransactionMessage> send(List<? extends TransactionMessage> messages, long now) {
        messages.forEach(message -> sentAt.put(message, now));
        return List.copyOf(messages);
    }

    public List<TransactionMessage> send(TransactionMessage message, long now) {
        return send(List.of(message), now);
    }

    /** Whether it waited for this answer. */
    public boolean answered(TransactionMessage message) {
        return sentAt.remove(message) != null;
    }

    /** What is to be sent again. */
    public List<TransactionMessage> due(long now) {
        List<TransactionMessage> due = new ArrayList<>();
        sentAt.forEach((message, at) -> {
            if (now - at >= resendAfter) {
                due.add(message);
            }
        });
        return send(due, now);
    }

    public boolean isEmpty() {
        return sentAt.isEmpty();
    }

    /** Waits for nothing any more. */
    public void clear() {
        sentAt.clear();
    }
}
