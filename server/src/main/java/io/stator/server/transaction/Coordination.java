package io.stator.server.transaction;

import io.stator.model.CancellationReason;
import io.stator.model.EncodedKey;
import io.stator.model.ErrorCode;
import io.stator.model.ErrorMessages;
import io.stator.model.ItemCodec;
import io.stator.model.StatorException;
import io.stator.model.TransactionCanceledException;
import io.stator.partition.HybridClock;
import io.stator.partition.ItemChange;
import io.stator.partition.WrittenSizes;
import io.stator.server.transaction.TransactionListener.Ending;
import io.stator.txn.CanonicalOrder;
import io.stator.txn.Refusal;
import io.stator.txn.RequestToken;
import io.stator.txn.TransactionAnswer.TokenUse;
import io.stator.txn.TransactionHeader;
import io.stator.txn.coordinator.Coordinator;
import io.stator.txn.coordinator.TransactionOutcome;
import io.stator.txn.coordinator.TransactionPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Coordinates transactions on this node, each under an id of its own. Thread-safe. */
public final class Coordination {
    /** Conversations of a node that are not over; while there are more, no transaction begins. */
    static final int CONVERSATIONS_MAX = 10_000;

    /** Of requests that are not answered; one is always served. */
    static final long REQUEST_BYTES_MAX = 64L << 20;

    private final Means means;
    private final TransactionIds ids = new TransactionIds();
    private final AtomicLong requestBytes = new AtomicLong();

    /** What it works with. */
    public record Means(
            ConversationDriver driver,
            RoutedSteps steps,
            HybridClock clock,
            ConversationTiming times,
            TransactionListener listener) {}

    /**
     * A request that is well-formed.
     *
     * @param changes in the request's order, each of another item; at least one
     * @param near the keys of the items that the anchor's partition seems to own, and may change by one log entry
     * @param bytes that it takes while it is under way, about
     * @param returnSizes whether to answer with the sizes of what was written
     */
    public record Request(
            List<ItemChange> changes,
            @Nullable RequestToken token,
            Set<EncodedKey> near,
            long bytes,
            boolean returnSizes) {
        public Request {
            changes = List.copyOf(changes);
            near = Set.copyOf(near);
        }

        /** Of its items, in the request's order. */
        List<EncodedKey> keys() {
            return changes.stream().map(ItemChange::key).toList();
        }
    }

    public Coordination(Means means) {
        this.means = means;
    }

    /**
     * Answers with the sizes of what was written, in the request's order, if they were asked for; empty: they are not known, since an
     * earlier request with its token did it. Fails with a StatorException: TransactionCanceledException; RESOURCE_NOT_FOUND if a table is not known by
     * the schema that the request was prepared by; SERVICE_UNAVAILABLE and THROTTLING if nothing was done; OUTCOME_UNKNOWN.
     */
    public CompletableFuture<Optional<List<WrittenSizes>>> run(Request request) {
        long bytesBefore = requestBytes.getAndAdd(request.bytes());
        if ((bytesBefore > 0 && bytesBefore + request.bytes() > REQUEST_BYTES_MAX)
                || means.driver().open() >= CONVERSATIONS_MAX) {
            requestBytes.addAndGet(-request.bytes());
            return CompletableFuture.failedFuture(
                    new StatorException(ErrorCode.THROTTLING, "Too many transactions are under way; try again later"));
        }
        means.listener().started();
        List<EncodedKey> keys = request.keys();
        TransactionHeader header = new TransactionHeader(
                ids.next(),
                CanonicalOrder.anchorOf(keys),
                means.clock().next() + HybridClock.stamps(means.times().timeoutMillis()));
        PhaseTimes phases = new PhaseTimes(means.listener());
        RequestSender sender = new RequestSender(means.steps(), request, phases);
        Coordinator coordinator = new Coordinator(
                new TransactionPlan(header, keys, request.token(), nearTo(header.anchor(), request.near())),
                means.times().coordinator());
        return means.driver()
                .run(coordinator, sender, means.times().coordinatorLimitMillis())
                .whenComplete((outcome, failure) -> {
                    requestBytes.addAndGet(-request.bytes());
                    means.listener().ended(outcome == null ? Ending.UNKNOWN : ending(outcome), phases.nanos());
                })
                .thenApply(outcome -> {
                    requireDone(outcome);
                    return sender.sizes();
                });
    }

    /** The partition may have changed since it was asked. */
    private static Set<EncodedKey> nearTo(EncodedKey anchor, Set<EncodedKey> near) {
        return near.contains(anchor) ? near : Set.of(anchor);
    }

    private static Ending ending(TransactionOutcome outcome) {
        if (outcome instanceof TransactionOutcome.Committed) {
            return Ending.COMMITTED;
        }
        if (outcome instanceof TransactionOutcome.Cancelled) {
            return Ending.CANCELLED;
        }
        if (outcome instanceof TransactionOutcome.TokenUsed) {
            return Ending.REPEATED;
        }
        return outcome instanceof TransactionOutcome.NotDone ? Ending.NOT_DONE : Ending.UNKNOWN;
    }

    private void requireDone(TransactionOutcome outcome) {
        if (outcome instanceof TransactionOutcome.Committed) {
            return;
        }
        if (outcome instanceof TransactionOutcome.Cancelled cancelled) {
            throw cancelled(cancelled.refusals());
        }
        if (outcome instanceof TransactionOutcome.TokenUsed used) {
            throw used.use() == TokenUse.OTHER_PARAMETERS
                    ? new StatorException(
                            ErrorCode.IDEMPOTENT_PARAMETER_MISMATCH, ErrorMessages.IDEMPOTENT_PARAMETER_MISMATCH)
                    : new StatorException(ErrorCode.TRANSACTION_IN_PROGRESS, ErrorMessages.TRANSACTION_IN_PROGRESS);
        }
        if (outcome instanceof TransactionOutcome.NotDone) {
            throw new StatorException(
                    ErrorCode.SERVICE_UNAVAILABLE, "The transaction was given up before it was decided; try again");
        }
        throw new StatorException(ErrorCode.OUTCOME_UNKNOWN, "Whether the transaction was done is not known");
    }

    private StatorException cancelled(List<Optional<Refusal>> refusals) {
        List<CancellationReason> reasons = new ArrayList<>(refusals.size());
        for (Optional<Refusal> refusal : refusals) {
            if (refusal.orElse(null) instanceof Refusal.Invalid invalid
                    && invalid.code() == ErrorCode.RESOURCE_NOT_FOUND) {
                return new StatorException(invalid.code(), invalid.message());
            }
            CancellationReason reason = refusal.map(Coordination::reason).orElse(CancellationReason.NONE);
            reasons.add(reason);
            if (refusal.isPresent()) {
                means.listener().inTheWay(reason.code());
            }
        }
        return new TransactionCanceledException(reasons);
    }

    private static CancellationReason reason(Refusal refusal) {
        if (refusal instanceof Refusal.ConditionFailed failed) {
            return new CancellationReason(
                    CancellationReason.Code.CONDITIONAL_CHECK_FAILED,
                    ErrorMessages.CONDITION_FAILED,
                    failed.item() == null ? null : ItemCodec.decode(failed.item()));
        }
        if (refusal instanceof Refusal.Invalid invalid) {
            return new CancellationReason(CancellationReason.Code.VALIDATION_ERROR, invalid.message(), null);
        }
        return new CancellationReason(
                CancellationReason.Code.TRANSACTION_CONFLICT, ErrorMessages.TRANSACTION_CONFLICT, null);
    }
}
