package io.stator.catalog;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repeats what may be repeated until it succeeds, waiting a random time (full jitter) below a doubling limit between
 * attempts. Thread-safe if the random generator is; everything runs on the scheduler or on the attempts' own threads.
 */
final class PersistentAttempts {
    private static final Logger LOG = LoggerFactory.getLogger(PersistentAttempts.class);

    private final ScheduledExecutorService scheduler;
    private final ProcedurePacing pacing;
    private final RandomGenerator random;

    PersistentAttempts(ScheduledExecutorService scheduler, ProcedurePacing pacing, RandomGenerator random) {
        this.scheduler = scheduler;
        this.pacing = pacing;
        this.random = random;
    }

    /**
     * @param what for the log
     * @param wanted asked before each attempt; once it is false, the future is cancelled
     */
    <T> CompletableFuture<T> untilDone(String what, BooleanSupplier wanted, Supplier<CompletableFuture<T>> attempt) {
        CompletableFuture<T> done = new CompletableFuture<>();
        new Repetition<>(what, wanted, attempt, done).attempt();
        return done;
    }

    private final class Repetition<T> {
        private final String what;
        private final BooleanSupplier wanted;
        private final Supplier<CompletableFuture<T>> attempt;
        private final CompletableFuture<T> done;
        /** One attempt follows another, each handed over by the scheduler: no two threads at once. */
        private int failures;

        Repetition(
                String what,
                BooleanSupplier wanted,
                Supplier<CompletableFuture<T>> attempt,
                CompletableFuture<T> done) {
            this.what = what;
            this.wanted = wanted;
            this.attempt = attempt;
            this.done = done;
        }

        void attempt() {
            if (!wanted.getAsBoolean()) {
                done.cancel(false);
                return;
            }
            // A copy: the time limit ends our waiting, not the caller's future.
            CompletableFuture<T> answer = start().copy();
            Runnable giveUp = () -> answer.completeExceptionally(new TimeoutException("no answer in time"));
            ScheduledFuture<?> limit = scheduler.schedule(giveUp, pacing.attemptMillisMax(), TimeUnit.MILLISECONDS);
            answer.whenComplete((value, failure) -> {
                limit.cancel(false);
                if (failure == null) {
                    done.complete(value);
                } else {
                    repeatLater(failure);
                }
            });
        }

        private CompletableFuture<T> start() {
            try {
                return attempt.get();
            } catch (RuntimeException e) {
                return CompletableFuture.failedFuture(e);
            }
        }

        private void repeatLater(Throwable failure) {
            failures++;
            // The first, and then ever more rarely: a partition without a leader fails many tables' attempts.
            if (Integer.bitCount(failures) == 1) {
                LOG.warn("{} failed {} times so far: {}", what, failures, failure.toString());
            }
            long waitMillis = random.nextLong(pacing.backOffMillisMax(failures) + 1);
            scheduler.schedule(this::attempt, waitMillis, TimeUnit.MILLISECONDS);
        }
    }
}
