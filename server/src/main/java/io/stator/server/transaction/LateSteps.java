package io.stator.server.transaction;

import io.stator.partition.StepOutcome;
import io.stator.partition.TransactionStep;
import io.stator.txn.TransactionMessage;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps back what nobody waits for, so that what comes together shares a log entry: an entry costs about the same whatever it carries.
 * Thread-safe.
 */
final class LateSteps {
    private static final Logger LOG = LoggerFactory.getLogger(LateSteps.class);
    private static final long LATE_MILLIS = 50;

    /** Then they go at once. */
    static final int STEPS_MAX = 512;

    /** Sends at once. */
    @FunctionalInterface
    interface Sending {
        void send(List<TransactionStep> steps, BiConsumer<TransactionStep, StepOutcome.Answered> answered);
    }

    private final Sending sending;
    private final ScheduledExecutorService timer;
    private List<Late> waiting = new ArrayList<>();
    private boolean isDue;

    private record Late(TransactionStep step, BiConsumer<TransactionStep, StepOutcome.Answered> answered) {}

    LateSteps(Sending sending, ScheduledExecutorService timer) {
        this.sending = sending;
        this.timer = timer;
    }

    /** Whether it is one that can wait: the record's list of what is put in is for its removal, minutes later. */
    static boolean canWait(TransactionMessage message) {
        return message instanceof TransactionMessage.Confirm || message instanceof TransactionMessage.Remove;
    }

    void send(TransactionStep step, BiConsumer<TransactionStep, StepOutcome.Answered> answered) {
        boolean now;
        synchronized (this) {
            waiting.add(new Late(step, answered));
            now = waiting.size() >= STEPS_MAX;
            if (!now && !isDue) {
                isDue = true;
                now = !schedule();
            }
        }
        if (now) {
            flush();
        }
    }

    private boolean schedule() {
        try {
            timer.schedule(this::flush, LATE_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        } catch (RejectedExecutionException closing) {
            LOG.debug("the node closes", closing);
            return false;
        }
    }

    private void flush() {
        List<Late> all;
        synchronized (this) {
            all = waiting;
            waiting = new ArrayList<>();
            isDue = false;
        }
        List<TransactionStep> together = new ArrayList<>(all.size());
        // By identity: two conversations may send equal ones.
        Map<TransactionStep, Late> byStep = new IdentityHashMap<>();
        for (Late late : all) {
            together.add(late.step());
            byStep.put(late.step(), late);
        }
        if (!together.isEmpty()) {
            sending.send(together, (step, answer) -> {
                Late late = byStep.get(step);
                if (late != null) {
                    late.answered().accept(step, answer);
                }
            });
        }
    }
}
