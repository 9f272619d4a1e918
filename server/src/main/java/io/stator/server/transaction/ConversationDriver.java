package io.stator.server.transaction;

import io.stator.consensus.MonotonicClock;
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

    private final HybridClock stamps;
    private final MonotonicClock clock;
    private final Set<Run<?>> open = ConcurrentHashMap.newKeySet();
    private final ScheduledFuture<?> ticking;
    private volatile boolean closed;

    /**
     * @param stamps say when a conversation begins; from then on its time is the monotonic clock's, so that none waits for a wall clock
     *     that was set back
     * @param timer tells conversations of the time; they do not block it
     */
    public ConversationDriver(HybridClock stamps, MonotonicClock clock, ScheduledExecutorService timer) {
        this.stamps = stamps;
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
        Run<R> run = new Run<>(conversation, sender, limitMillis);
        open.add(run);
        if (closed) {
            run.abandon("The node is shutting down");
        } else {
            run.start();
        }
        return run.future;
    }

    /** Conversations that are not over. */
    public int open() {
        return open.size();
    }

    private void tick() {
        open.forEach(Run::tick);
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
        private final long limitMillis;
        private final long begunStamp = stamps.next();
        private final long begunNanos = clock.nanos();
        private final CompletableFuture<R> future = new CompletableFuture<>();
        private boolean started;
        private boolean ended;

        Run(Conversation<R> conversation, MessageSender sender, long limitMillis) {
            this.conversation = conversation;
            this.sender = sender;
            this.limitMillis = limitMillis;
        }

        void start() {
            happens(now -> {
                started = true;
                return conversation.start(now);
            });
        }

        private long millis() {
            return TimeUnit.NANOSECONDS.toMillis(clock.nanos() - begunNanos);
        }

        /** What is sent is sent outside of the lock: an answer may come on this thread at once. */
        void happens(LongFunction<List<TransactionMessage>> event) {
            List<TransactionMessage> messages;
            R result;
            try {
                synchronized (this) {
                    if (ended) {
                        return;
                    }
                    messages = event.apply(begunStamp + HybridClock.stamps(millis()));
                    result = conversation.result();
                    if (conversation.isOver()) {
                        end();
                    }
                }
            } catch (RuntimeException bug) {
                // Thrown, it would end whoever brought the answer or the time, and be lost.
                LOG.error("a conversation of a transaction failed", bug);
                abandon("A bug: the node's log says more");
                return;
            }
            send(messages);
            completeIfKnown(result);
        }

        private void send(List<TransactionMessage> messages) {
            if (messages.isEmpty()) {
                return;
            }
            try {
                sender.send(messages, this::answered);
            } catch (RuntimeException notSent) {
                LOG.warn("messages of a transaction could not be sent, and are sent again", notSent);
            }
        }

        private void completeIfKnown(@Nullable R result) {
            if (result != null) {
                future.complete(result);
            }
        }

        private void answered(TransactionMessage message, TransactionAnswer answer) {
            happens(now -> conversation.answered(message, answer, now));
        }

        void tick() {
            if (future.isCompletedExceptionally()) {
                end();
            } else if (millis() > limitMillis) {
                abandon("It took too long to reach all partitions of a transaction");
            } else {
                // The timer may come between its being open and its start.
                happens(now -> started ? conversation.tick(now) : List.of());
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
