package io.stator.server.bench;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Requests at their intended moments, whether or not earlier ones were answered. Latency counts from the intended
 * start, so that neither a slow server nor a late sender hides the time that requests had to wait.
 *
 * <p>One thread sends; answers come on any.
 */
final class OpenLoop {
    /** What {@link #sendDue} returns after the last arrival. */
    static final long DONE = -1;

    private final Supplier<Operation> operations;
    private final ArrivalSchedule schedule;
    private final Limits limits;
    private final LongSupplier nanoTime;
    private final Semaphore room;
    private final Measurement arrived = new Measurement();
    private final Measurement inTime = new Measurement();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong notSent = new AtomicLong();
    private final AtomicLong latestSendNanos = new AtomicLong();
    private long next;

    /**
     * Of what is sent.
     *
     * @param underWayMax requests at once
     * @param lateNanosMax after the intended start
     */
    record Limits(int underWayMax, long lateNanosMax) {}

    /** @param operations begins one */
    OpenLoop(Supplier<Operation> operations, ArrivalSchedule schedule, Limits limits, LongSupplier nanoTime) {
        this.operations = operations;
        this.schedule = schedule;
        this.limits = limits;
        this.nanoTime = nanoTime;
        this.room = new Semaphore(limits.underWayMax());
    }

    /**
     * Sends what is due.
     *
     * @return nanoseconds until there is more, or {@link #DONE}
     */
    long sendDue() {
        while (next < schedule.count()) {
            long now = nanoTime.getAsLong();
            long early = schedule.intendedNanos(next) - now;
            if (early > 0) {
                return early;
            }
            send(next, now);
            next++;
        }
        return DONE;
    }

    private void send(long number, long now) {
        long intended = schedule.intendedNanos(number);
        boolean measured = schedule.isMeasured(number);
        if (now - intended > limits.lateNanosMax() || !room.tryAcquire()) {
            if (measured) {
                notSent.incrementAndGet();
            }
            return;
        }
        if (measured) {
            sent.incrementAndGet();
            latestSendNanos.accumulateAndGet(now - intended, Math::max);
        }
        Operation operation = operations.get();
        operation.answer().whenComplete((value, failure) -> ended(operation.kind(), intended, measured, failure));
    }

    private void ended(OperationKind kind, long intended, boolean measured, @Nullable Throwable failure) {
        long now = nanoTime.getAsLong();
        if (measured) {
            arrived.ended(kind, now - intended, failure);
        }
        if (schedule.isInMeasuredTime(now)) {
            inTime.ended(kind, now - intended, failure);
        }
        room.release();
    }

    /** @return whether every request under way has ended in time */
    boolean awaitAnswers(long timeoutSeconds) throws InterruptedException {
        return room.tryAcquire(limits.underWayMax(), timeoutSeconds, TimeUnit.SECONDS);
    }

    /** Of the requests whose intended start is in the measured time, whenever they ended. */
    Measurement arrived() {
        return arrived;
    }

    /** Of the requests that ended in the measured time, whenever they started. */
    Measurement inTime() {
        return inTime;
    }

    ArrivalCounts counts() {
        return new ArrivalCounts(sent.get(), notSent.get(), TimeUnit.NANOSECONDS.toMicros(latestSendNanos.get()));
    }
}
