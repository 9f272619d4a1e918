package io.stator.server.transaction;

import io.stator.partition.HybridClock;
import io.stator.partition.UnfinishedTransactions;
import io.stator.server.replica.LocalPartition;
import io.stator.server.replica.PartitionTask;
import io.stator.txn.Intent;
import io.stator.txn.TransactionId;
import io.stator.txn.TransactionRecord;
import io.stator.txn.recovery.IntentResolver;
import io.stator.txn.recovery.RecordRecovery;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Ends what coordinators have left, and removes records that nobody needs any more. */
public record RecoveryTask(
        ConversationDriver driver,
        MessageSender steps,
        HybridClock clock,
        ConversationTiming times,
        TransactionListener listener)
        implements PartitionTask {
    /** Of each kind that one step takes. */
    private static final int STEP_MAX = 256;

    @Override
    public String name() {
        return "recovery";
    }

    @Override
    public boolean isPaused() {
        return false;
    }

    @Override
    public Pass begin(LocalPartition partition) {
        return () -> partition.partition().unfinished(clock.next(), STEP_MAX).thenCompose(this::recover);
    }

    /** Whether that was all. One that cannot be ended now is met again by the next pass. */
    CompletableFuture<Boolean> recover(UnfinishedTransactions unfinished) {
        List<CompletableFuture<?>> all = new ArrayList<>();
        Set<TransactionId> ended = ConcurrentHashMap.newKeySet();
        for (Intent intent : unfinished.overdue()) {
            all.add(driver.run(new IntentResolver(intent, times.recovery()), steps, times.recoveryLimitMillis())
                    .thenAccept(isGone -> {
                        if (isGone && ended.add(intent.header().id())) {
                            listener.recovered();
                        }
                    }));
        }
        for (TransactionRecord record : unfinished.due()) {
            all.add(driver.run(new RecordRecovery(record, times.recovery()), steps, times.recoveryLimitMillis()));
        }
        boolean isLast =
                unfinished.overdue().size() < STEP_MAX && unfinished.due().size() < STEP_MAX;
        return CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new)).thenApply(done -> isLast);
    }
}
