package io.stator.server.transaction;

import io.stator.model.ErrorCode;
import io.stator.model.StatorException;
import io.stator.partition.HybridClock;
import io.stator.txn.Conversation;
import io.stator.txn.TransactionAnswer;
import io.stator.txn.TransactionMessage;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps conversations going until they are over: what happens to one happens to it one after the other. Thread-safe. */
public final class ConversationDriver implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConversationDriver.class);
    private static final long TICK_MILLIS = 20;

    private final HybridClock clock;
    private final Set<Run<?>> open = ConcurrentHashMap.newKeySet();
    private final ScheduledFuture<?> ticking;
    private volatile boolean closed;

    /** @param timer tells conversations of the time; they do not block it */
    public ConversationDriver(HybridClock clock, ScheduledExecutorService timer) {
        this.clock = clock;
        this.ticking = timer.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * Answers with the conversation's result as soon as that is known, and goes on with it until it is over.
     *
     * <p>Who completes the future exceptionally has the conversation abandoned.
     *
     * @param limitMillis after which it is abandoned, as by a crash of this node: the result, if it is not known, is
     *     OUTCOME_UNKNOWN
     */
    public <R> CompletableFuture<R> run(Conversation<R> conversation, MessageSender sender, long limitMillis) {
        Run<R> run = new Run<>(conversation, sender, clock.next() + HybridClock.stamps(limitMillis));
        open.add(run);
        if (closed) {
            run.abandon("The node is shutting down");
        } else {
            run.happens(conversation::start);
        }
        return run.future;
    }

    /** Conversations that are not over. */
    public int open() {
        return open.size();
    }

    private void tick() {
        try {
            long now = clock.next();
            open.forEach(run -> run.tick(now));
        } catch (RuntimeException e) {
            // Thrown, it would end the ticking for good.
            LOG.error("a conversation of a transaction failed", e);
        }
    }

    /** Those that are not over are abandoned; whoever meets what they leave ends it. */
    @Override
    public void close() {
        closed = true;
        ticking.cancel(false);
        open.forEach(run -> run.abandon("The node is shutting down"));
    }

    private final class Run<R> {
        private final Conversation<R> conversation;
        private final MessageSender sender;
        private final long limit;
        private final CompletableFuture<R> future = new CompletableFuture<>();
        private boolean ended;

        Run(Conversation<R> conversation, MessageSender sender, long limit) {
            this.conversation = conversation;
            this.sender = sender;
            this.limit = limit;
        }

        /** What is sent is sent outside of the lock: an answer may come on this thread at once. */
        void happens(LongFunction<List<TransactionMessage>> event) {
            List<TransactionMessage> messages;
            R result;
            synchronized (this) {
                if (ended) {
                    return;
                }
                messages = event.apply(clock.next());
                result = conversation.result();
                if (conversation.isOver()) {
                    end();
                }
            }
            if (!messages.isEmpty()) {
                sender.send(messages, this::answered);
            }
            completeIfKnown(result);
        }

        private void completeIfKnown(@Nullable R result) {
            if (result != null) {
                future.complete(result);
            }
        }

        private void answered(TransactionMessage message, TransactionAnswer answer) {
            happens(now -> conversation.answered(message, answer, now));
        }

        void tick(long now) {
            if (future.isCompletedExceptionally()) {
                end();
            } else if (now > limit) {
                abandon("It took too long to reach all partitions of a transaction");
            } else {
                happens(conversation::tick);
            }
        }

        private synchronized void end() {
            ended = true;
            open.remove(this);
        }

        void abandon(String reason) {
            end();
            future.completeExceptionally(new StatorException(ErrorCode.OUTCOME_UNKNOWN, reason));
        }
    }
}
