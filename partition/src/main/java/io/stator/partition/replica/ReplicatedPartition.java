package io.stator.partition.replica;

import io.stator.consensus.Replica;
import io.stator.consensus.StrongRead;
import io.stator.model.Bounds;
import io.stator.model.EncodedKey;
import io.stator.model.ErrorCode;
import io.stator.model.Limits;
import io.stator.model.StatorException;
import io.stator.model.TableInfo;
import io.stator.partition.CommandOutcome;
import io.stator.partition.Digest;
import io.stator.partition.ExpiryStep;
import io.stator.partition.HybridClock;
import io.stator.partition.ItemWrite;
import io.stator.partition.Page;
import io.stator.partition.PageRequest;
import io.stator.partition.Partition;
import io.stator.partition.PartitionMetrics;
import io.stator.partition.ReadOutcome;
import io.stator.partition.SizeStep;
import io.stator.partition.SizedItem;
import io.stator.partition.StepOutcome;
import io.stator.partition.TransactionStep;
import io.stator.partition.TransactionTimes;
import io.stator.partition.UnfinishedTransactions;
import io.stator.partition.WalkPlace;
import io.stator.partition.WriteId;
import io.stator.partition.WriteOutcome;
import io.stator.partition.command.Command;
import io.stator.partition.command.CommandCodec;
import io.stator.partition.storage.StoreClosedException;
import io.stator.txn.TransactionHeader;
import io.stator.txn.TransactionMessage;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A partition whose writes go through a consensus group and whose reads come from this replica's state.
 * Thread-safe.
 *
 * <p>Strong reads are {@link StrongRead}s: taken from the state between two looks at the lease, or behind a barrier.
 */
public final class ReplicatedPartition implements Partition {
    private static final Logger LOG = LoggerFactory.getLogger(ReplicatedPartition.class);

    private final PartitionStateMachine stateMachine;
    private final Replica<CommandOutcome> replica;
    private final HybridClock clock;
    private final Executor executor;
    private final PartitionMetrics metrics;
    private final int intentsMax;

    /**
     * @param replica of the group that drives this state machine
     * @param executor for pages; bounded: what it rejects is answered with ThrottlingException
     */
    public ReplicatedPartition(
            PartitionStateMachine stateMachine,
            Replica<CommandOutcome> replica,
            HybridClock clock,
            Executor executor,
            PartitionMetrics metrics) {
        this(stateMachine, replica, clock, executor, metrics, Limits.INTENTS_MAX);
    }

    /** @param intentsMax that stand here, from which on no more are made */
    ReplicatedPartition(
            PartitionStateMachine stateMachine,
            Replica<CommandOutcome> replica,
            HybridClock clock,
            Executor executor,
            PartitionMetrics metrics,
            int intentsMax) {
        this.stateMachine = stateMachine;
        this.replica = replica;
        this.clock = clock;
        this.executor = executor;
        this.metrics = metrics;
        this.intentsMax = intentsMax;
    }

    @Override
    public CompletableFuture<WriteOutcome> write(ItemWrite write) {
        WriteId id = write.id().sentAfter() == WriteId.SENT_NOW
                ? new WriteId(write.id().id(), writeCount())
                : write.id();
        byte[] command;
        try {
            command = CommandCodec.encode(new Command.Write(
                    write.key(),
                    write.table().schemaVersion(),
                    write.epoch(),
                    clock.next(),
                    id,
                    write.action(),
                    write.condition(),
                    write.returnValues(),
                    write.returnItemOnConditionFailure(),
                    write.returnSizes(),
                    write.lastAttempt()));
        } catch (StatorException e) {
            return CompletableFuture.failedFuture(e);
        }
        return replica.propose(command).thenApply(ReplicatedPartition::writeOutcome);
    }

    private static WriteOutcome writeOutcome(CommandOutcome outcome) {
        if (outcome instanceof CommandOutcome.Written written) {
            return written.outcome();
        }
        if (outcome instanceof CommandOutcome.Refused refused) {
            return new WriteOutcome.Refused(refused.code(), refused.message());
        }
        throw new IllegalStateException("a write was answered as something else");
    }

    @Override
    public CompletableFuture<ReadOutcome<Optional<SizedItem>>> get(
            TableInfo table, EncodedKey key, long epoch, boolean strong) {
        Stopwatch stopwatch = new Stopwatch();
        Read<ReadOutcome<Optional<SizedItem>>> read = () -> stateMachine.reads().get(table, key, epoch, strong);
        CompletableFuture<ReadOutcome<Optional<SizedItem>>> result =
                strong ? StrongRead.ofStage(replica, () -> run(read)) : run(read);
        return result.whenComplete((outcome, error) -> metrics.read(strong, stopwatch.micros()));
    }

    @Override
    public CompletableFuture<ReadOutcome<Page>> page(PageRequest request, boolean strong) {
        Stopwatch stopwatch = new Stopwatch();
        Read<ReadOutcome<Page>> read = () -> stateMachine.reads().page(request, strong);
        CompletableFuture<ReadOutcome<Page>> page =
                strong ? StrongRead.ofStage(replica, () -> runOnExecutor(read)) : runOnExecutor(read);
        return page.whenComplete((outcome, error) -> {
            if (outcome instanceof ReadOutcome.Found<Page> found) {
                metrics.page(found.value().scannedCount(), found.value().itemBytes(), stopwatch.micros());
            }
        });
    }

    /** A read of this replica's state as it is. */
    @FunctionalInterface
    private interface Read<T> {
        T run() throws IOException;
    }

    private <T> CompletableFuture<T> runOnExecutor(Read<T> read) {
        CompletableFuture<T> result = new CompletableFuture<>();
        try {
            executor.execute(() -> complete(result, read));
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(
                    new StatorException(ErrorCode.THROTTLING, "Too many reads are waiting; try again later", e));
        }
        return result;
    }

    private static <T> CompletableFuture<T> run(Read<T> read) {
        CompletableFuture<T> result = new CompletableFuture<>();
        complete(result, read);
        return result;
    }

    private static <T> void complete(CompletableFuture<T> result, Read<T> read) {
        try {
            result.complete(read.run());
        } catch (StoreClosedException e) {
            result.completeExceptionally(
                    new StatorException(ErrorCode.SERVICE_UNAVAILABLE, "The replica is closed", e));
        } catch (TooManyIntentsException e) {
            result.completeExceptionally(e);
        } catch (IOException | RuntimeException e) {
            LOG.error("a read failed", e);
            result.completeExceptionally(new StatorException(ErrorCode.INTERNAL_SERVER_ERROR, "The read failed", e));
        }
    }

    @Override
    public CompletableFuture<ExpiryStep> expire(WalkPlace from, long nowMillis) {
        ExpiryWalk.Found found;
        try {
            found = stateMachine.expiryWalk().find(from, nowMillis);
        } catch (IOException | RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
        return delete(found)
                .whenComplete((step, error) -> metrics.expired(found.looked(), step == null ? 0 : step.deleted()));
    }

    @Override
    public CompletableFuture<SizeStep> measure(WalkPlace from) {
        try {
            return CompletableFuture.completedFuture(stateMachine.sizeWalk().step(from));
        } catch (IOException | RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private CompletableFuture<ExpiryStep> delete(ExpiryWalk.Found found) {
        if (found.expired().isEmpty()) {
            return CompletableFuture.completedFuture(new ExpiryStep(found.looked(), 0, found.next()));
        }
        Command expire = new Command.Expire(
                found.tableId(), found.timeToLiveVersion(), found.epoch(), clock.next(), found.expired());
        return propose(expire, outcome -> {
            if (outcome instanceof CommandOutcome.ItemsExpired expired) {
                return new ExpiryStep(found.looked(), expired.deleted(), found.next());
            }
            throw new IllegalStateException("an expiry was answered as something else");
        });
    }

    @Override
    public CompletableFuture<StepOutcome> step(TransactionStep step) {
        if (step.message() instanceof TransactionMessage.Asked) {
            return StrongRead.ofStage(
                    replica, () -> run(() -> stateMachine.transactionReads().asked(step)));
        }
        long stamp = clock.next();
        try {
            checkAdmitted(step.message(), stamp);
            byte[] command = CommandCodec.encode(new Command.Transaction(step, stamp));
            return answered(
                    isLate(step.message()) ? replica.proposeLate(command) : replica.propose(command),
                    ReplicatedPartition::stepOutcome);
        } catch (StatorException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static StepOutcome stepOutcome(CommandOutcome outcome) {
        if (outcome instanceof CommandOutcome.Stepped stepped) {
            return stepped.outcome();
        }
        throw new IllegalStateException("a message of a transaction was answered as something else");
    }

    /**
     * What comes after the decision: the transaction's client has its answer, what is proposed after this meets no intent any more, and a
     * read that does asks for the decision. Only a write or a page that met the intent, and has it ended, waits for this.
     */
    private static boolean isLate(TransactionMessage message) {
        return message instanceof TransactionMessage.Commit
                || message instanceof TransactionMessage.Drop
                || message instanceof TransactionMessage.Confirm
                || message instanceof TransactionMessage.Remove;
    }

    /** What makes intents, or a record, is refused here, by this replica's clock and memory, and not in apply, which has neither. */
    private void checkAdmitted(TransactionMessage message, long stamp) {
        if (message instanceof TransactionMessage.Prepare prepare) {
            checkDeadline(prepare.header(), stamp);
            if (stateMachine.transactionReads().intents() >= intentsMax) {
                throw new StatorException(
                        ErrorCode.THROTTLING, "Too many undecided transactions are in a partition; try again later");
            }
        } else if (message instanceof TransactionMessage.Execute execute) {
            checkDeadline(execute.header(), stamp);
        }
    }

    private static void checkDeadline(TransactionHeader header, long stamp) {
        if (header.deadline() > TransactionTimes.latestDeadline(stamp)) {
            throw new StatorException(
                    ErrorCode.SERVICE_UNAVAILABLE,
                    "A transaction's deadline is too far ahead; the clocks of two nodes differ");
        }
    }

    @Override
    public CompletableFuture<UnfinishedTransactions> unfinished(long nowStamp, int max) {
        return run(() -> stateMachine.transactionReads().unfinished(nowStamp, max));
    }

    @Override
    public CompletableFuture<List<TransactionHeader>> underWay(int max) {
        return run(() -> stateMachine.transactionReads().underWay(max));
    }

    @Override
    public CompletableFuture<Void> establish(long partitionId, long epoch, Bounds bounds) {
        return propose(new Command.Establish(partitionId, epoch, bounds), outcome -> null);
    }

    @Override
    public CompletableFuture<Void> installTable(TableInfo table) {
        return propose(new Command.InstallTable(table), outcome -> null);
    }

    @Override
    public CompletableFuture<Void> dropTable(long tableId) {
        return propose(new Command.DropTable(tableId), outcome -> null);
    }

    @Override
    public CompletableFuture<Long> startDigest() {
        return propose(new Command.StartDigest(), outcome -> {
            if (outcome instanceof CommandOutcome.DigestStarted started) {
                return started.logIndex();
            }
            throw new IllegalStateException("a digest was answered as something else");
        });
    }

    private <T> CompletableFuture<T> propose(Command command, Function<CommandOutcome, T> answer) {
        return answered(replica.propose(CommandCodec.encode(command)), answer);
    }

    private static <T> CompletableFuture<T> answered(
            CompletableFuture<CommandOutcome> proposed, Function<CommandOutcome, T> answer) {
        return proposed.thenApply(outcome -> {
            if (outcome instanceof CommandOutcome.Refused refused) {
                throw new StatorException(refused.code(), refused.message());
            }
            return answer.apply(outcome);
        });
    }

    @Override
    public Optional<Digest> digest(long logIndex) {
        return stateMachine.digest(logIndex);
    }

    @Override
    public long writeCount() {
        return stateMachine.writes().count();
    }

    @Override
    public boolean remembers(WriteId id) {
        return id.sentAfter() >= stateMachine.writes().forgotten();
    }

    @Override
    public Optional<Bounds> bounds() {
        return Optional.ofNullable(stateMachine.reads().view().bounds());
    }

    @Override
    public long epoch() {
        return stateMachine.reads().view().epoch();
    }
}
