package io.stator.server.transaction;

import com.google.protobuf.ByteString;
import io.stator.model.EncodedKey;
import io.stator.model.ErrorCode;
import io.stator.model.ErrorMessages;
import io.stator.model.Limits;
import io.stator.model.StatorException;
import io.stator.txn.Change;
import io.stator.txn.Intent;
import io.stator.txn.TransactionAnswer;
import io.stator.txn.TransactionMessage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends the messages of one read, its looks a few at a time, and gives the read up when what they have shown is more than a
 * transaction may read, or than all reads of this node may hold. For one read; thread-safe.
 */
final class LookSender implements MessageSender {
    /** On their way at once; each may bring an item of the largest size. */
    static final int LOOKS_MAX = 16;

    /** In one message to a node. */
    private static final int TOGETHER = 4;

    /** Encoded, of all items of one read: then it is given up early. By DynamoDB's rule they are judged when they are there. */
    private static final long ENCODED_BYTES_MAX = Limits.BATCH_BYTES_MAX;

    /** Bytes of what all reads of a node have been shown and have not answered; one is always served. */
    static final long NODE_BYTES_MAX = 64L << 20;

    private final MessageSender sender;
    private final AtomicLong nodeBytes;
    private final CompletableFuture<Void> tooMuch = new CompletableFuture<>();
    private final Deque<TransactionMessage> waiting = new ArrayDeque<>();
    private final Set<TransactionMessage> onTheWay = new HashSet<>();
    /** Bytes that the newest look at each item has shown. */
    private final Map<EncodedKey, Long> shown = new HashMap<>();

    private long bytes;
    private boolean ended;

    /** @param nodeBytes of all reads of the node */
    LookSender(MessageSender sender, AtomicLong nodeBytes) {
        this.sender = sender;
        this.nodeBytes = nodeBytes;
    }

    /** Fails when the read is to be given up: with ValidationException or ThrottlingException. Nothing is passed on from then on. */
    CompletableFuture<Void> tooMuch() {
        return tooMuch;
    }

    /** Gives back what the read has held. Nothing is passed on from then on. */
    synchronized void end() {
        if (!ended) {
            ended = true;
            nodeBytes.addAndGet(-bytes);
            waiting.clear();
        }
    }

    @Override
    public void send(List<TransactionMessage> messages, BiConsumer<TransactionMessage, TransactionAnswer> answered) {
        List<TransactionMessage> now = new ArrayList<>();
        synchronized (this) {
            if (ended) {
                return;
            }
            for (TransactionMessage message : messages) {
                // A copy of what is on its way goes at once: the first is taken for lost.
                if (!(message instanceof TransactionMessage.Look) || onTheWay.contains(message)) {
                    now.add(message);
                } else if (!waiting.contains(message)) {
                    waiting.add(message);
                }
            }
            takeNext(now);
        }
        sendSome(now, answered);
    }

    private void takeNext(List<TransactionMessage> now) {
        while (onTheWay.size() < LOOKS_MAX && !waiting.isEmpty()) {
            TransactionMessage next = waiting.remove();
            onTheWay.add(next);
            now.add(next);
        }
    }

    private void sendSome(
            List<TransactionMessage> messages, BiConsumer<TransactionMessage, TransactionAnswer> answered) {
        for (int from = 0; from < messages.size(); from += TOGETHER) {
            sender.send(
                    messages.subList(from, Math.min(messages.size(), from + TOGETHER)),
                    (message, answer) -> cameBack(message, answer, answered));
        }
    }

    private void cameBack(
            TransactionMessage message,
            TransactionAnswer answer,
            BiConsumer<TransactionMessage, TransactionAnswer> answered) {
        List<TransactionMessage> next = new ArrayList<>();
        StatorException refusal = null;
        synchronized (this) {
            if (ended) {
                return;
            }
            if (onTheWay.remove(message)) {
                refusal = hold(message.to(), bytesOf(answer));
            }
            takeNext(next);
        }
        if (refusal != null) {
            end();
            tooMuch.completeExceptionally(refusal);
            return;
        }
        answered.accept(message, answer);
        sendSome(next, answered);
    }

    /** Null: it may go on. */
    private @Nullable StatorException hold(EncodedKey key, long itemBytes) {
        Long earlier = shown.put(key, itemBytes);
        long more = itemBytes - (earlier == null ? 0 : earlier);
        bytes += more;
        long before = nodeBytes.getAndAdd(more);
        if (bytes > ENCODED_BYTES_MAX) {
            return StatorException.validation(ErrorMessages.TRANSACTION_TOO_LARGE);
        }
        return before + more > NODE_BYTES_MAX && before > bytes - more
                ? new StatorException(ErrorCode.THROTTLING, "Too many transactions are under way; try again later")
                : null;
    }

    private static long bytesOf(TransactionAnswer answer) {
        if (!(answer instanceof TransactionAnswer.Seen seen)) {
            return 0;
        }
        ByteString item = seen.value().item();
        Intent intent = seen.intent();
        long image = intent != null && intent.change() instanceof Change.Put put
                ? put.item().size()
                : 0;
        return (item == null ? 0 : item.size()) + image;
    }
}
