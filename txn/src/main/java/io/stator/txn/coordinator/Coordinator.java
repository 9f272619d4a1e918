package io.stator.txn.coordinator;

import io.stator.model.EncodedKey;
import io.stator.txn.Conversation;
import io.stator.txn.CountedIntents;
import io.stator.txn.Decision;
import io.stator.txn.IntentStamp;
import io.stator.txn.Outbox;
import io.stator.txn.Refusal;
import io.stator.txn.TransactionAnswer;
import io.stator.txn.TransactionHeader;
import io.stator.txn.TransactionMessage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Drives one transaction. The result is known, and to be answered, after the decision; commits and confirmations follow.
 *
 * <p>What others rely on: {@link TransactionMessage.Execute} is sent only when every item of another partition is prepared, always
 * with the same keys and intents; once it was sent, {@link TransactionMessage.Drop} is not, until the record says that it is aborted.
 */
public final class Coordinator implements Conversation<TransactionOutcome> {
    private enum Phase {
        /** Intents are being made, where other partitions own the items. */
        PREPARING,
        /** One of them was not; what the anchor's partition says of its own, or of an attempt that did it all, is asked. */
        ASKING,
        /** The anchor's partition is to do its part, and to decide. */
        EXECUTING,
        /** Whether it did is not known, and it is not to any more: aborted, unless it did. */
        CANCELLING,
        /** It did; changes go into the other items. */
        COMMITTING,
        /** All are there; the record is told. */
        CONFIRMING,
        /** Nothing will come of it; intents are taken away. */
        DROPPING,
        OVER
    }

    private final TransactionPlan plan;
    private final TransactionHeader header;
    private final CoordinatorTiming timing;
    private final Outbox outbox;
    private final List<EncodedKey> far = new ArrayList<>();
    private final Map<EncodedKey, TransactionAnswer> prepares = new LinkedHashMap<>();
    private Phase phase = Phase.PREPARING;
    private @Nullable TransactionOutcome result;

    public Coordinator(TransactionPlan plan, CoordinatorTiming timing) {
        this.plan = plan;
        this.header = plan.header();
        this.timing = timing;
        this.outbox = new Outbox(timing.resendAfter());
    }

    @Override
    public List<TransactionMessage> start(long now) {
        List<TransactionMessage> messages = new ArrayList<>();
        for (int item = 0; item < plan.keys().size(); item++) {
            EncodedKey key = plan.keys().get(item);
            if (!plan.near().contains(key)) {
                far.add(key);
                messages.add(new TransactionMessage.Prepare(header, key, item, plan.token()));
            }
        }
        return messages.isEmpty() ? execute(now) : outbox.send(messages, now);
    }

    private List<TransactionMessage> execute(long now) {
        phase = Phase.EXECUTING;
        return outbox.send(new TransactionMessage.Execute(header, plan.nearKeys(), plan.token(), intents()), now);
    }

    @Override
    public List<TransactionMessage> answered(TransactionMessage message, TransactionAnswer answer, long now) {
        if (!outbox.answered(message)) {
            return List.of();
        }
        return switch (phase) {
            case PREPARING -> prepared(message.to(), answer, now);
            case ASKING -> asked(answer, now);
            case EXECUTING -> executed(answer, now);
            case CANCELLING -> decided(answer, now);
            case COMMITTING -> committed(now);
            case CONFIRMING, DROPPING -> overIfAnswered();
            case OVER -> List.of();
        };
    }

    private List<TransactionMessage> prepared(EncodedKey key, TransactionAnswer answer, long now) {
        prepares.put(key, answer);
        if (prepares.size() < far.size()) {
            return List.of();
        }
        if (intents().stamps().size() == far.size()) {
            return execute(now);
        }
        // What was refused may have been so because an attempt before this one has done it already.
        phase = Phase.ASKING;
        return outbox.send(new TransactionMessage.AskRefusals(header, plan.nearKeys(), plan.token()), now);
    }

    private CountedIntents intents() {
        Map<EncodedKey, IntentStamp> stamps = new LinkedHashMap<>();
        prepares.forEach((key, answer) -> {
            if (answer instanceof TransactionAnswer.Prepared prepared) {
                stamps.put(key, prepared.stamp());
            }
        });
        return new CountedIntents(stamps);
    }

    /** @param near of the items of the anchor's partition */
    private List<Optional<Refusal>> refusals(TransactionAnswer.RefusedTogether near) {
        List<Optional<Refusal>> refusals = new ArrayList<>();
        int next = 0;
        for (EncodedKey key : plan.keys()) {
            if (plan.near().contains(key)) {
                refusals.add(near.refusals().get(next++));
            } else if (prepares.get(key) instanceof TransactionAnswer.Refused refused) {
                refusals.add(Optional.of(refused.refusal()));
            } else {
                refusals.add(Optional.empty());
            }
        }
        return refusals;
    }

    /** Nothing was done by this attempt: it did not ask for it. */
    private List<TransactionMessage> asked(TransactionAnswer answer, long now) {
        TransactionOutcome outcome = outcome(answer);
        return drop(outcome == null ? new TransactionOutcome.NotDone() : outcome, now);
    }

    private List<TransactionMessage> executed(TransactionAnswer answer, long now) {
        if (answer instanceof TransactionAnswer.Apart) {
            return cancel(now);
        }
        TransactionOutcome outcome = outcome(answer);
        return outcome == null ? decided(answer, now) : drop(outcome, now);
    }

    private List<TransactionMessage> cancel(long now) {
        phase = Phase.CANCELLING;
        outbox.clear();
        return outbox.send(new TransactionMessage.Abort(header), now);
    }

    private List<TransactionMessage> decided(TransactionAnswer answer, long now) {
        if (!(answer instanceof TransactionAnswer.Decided decided)) {
            return end(new TransactionOutcome.Unknown());
        }
        if (decided.decision() == Decision.ABORTED) {
            return drop(new TransactionOutcome.NotDone(), now);
        }
        result = new TransactionOutcome.Committed();
        phase = Phase.COMMITTING;
        List<TransactionMessage> commits = new ArrayList<>();
        intents().stamps().forEach((key, stamp) -> commits.add(new TransactionMessage.Commit(key, header.id(), stamp)));
        return commits.isEmpty() ? end(result) : outbox.send(commits, now);
    }

    private List<TransactionMessage> committed(long now) {
        if (!outbox.isEmpty()) {
            return List.of();
        }
        phase = Phase.CONFIRMING;
        return outbox.send(new TransactionMessage.Confirm(header, far), now);
    }

    /** Nothing will come of this attempt's intents. Where an answer is missing there may be one all the same. */
    private List<TransactionMessage> drop(TransactionOutcome outcome, long now) {
        result = outcome;
        phase = Phase.DROPPING;
        outbox.clear();
        List<TransactionMessage> messages = new ArrayList<>();
        for (EncodedKey key : far) {
            if (!(prepares.get(key) instanceof TransactionAnswer.Refused)) {
                messages.add(new TransactionMessage.Drop(key, header.id(), null));
            }
        }
        return messages.isEmpty() ? end(outcome) : outbox.send(messages, now);
    }

    private List<TransactionMessage> overIfAnswered() {
        if (outbox.isEmpty()) {
            phase = Phase.OVER;
        }
        return List.of();
    }

    private List<TransactionMessage> end(TransactionOutcome outcome) {
        result = outcome;
        phase = Phase.OVER;
        outbox.clear();
        return List.of();
    }

    /**
     * Of an attempt that was refused. What is too late is nobody's fault, and no reason to be told; and where an attempt of the same
     * request is in the way, that is what is to be told.
     */
    private static TransactionOutcome outcome(List<Optional<Refusal>> refusals) {
        List<Refusal> given = refusals.stream().flatMap(Optional::stream).toList();
        for (Refusal refusal : given) {
            if (refusal instanceof Refusal.Repeated repeated) {
                return new TransactionOutcome.TokenUsed(repeated.use());
            }
        }
        boolean late = given.stream().allMatch(refusal -> refusal instanceof Refusal.TooLate);
        return late ? new TransactionOutcome.NotDone() : new TransactionOutcome.Cancelled(refusals);
    }

    /** Of an attempt that did nothing, by why it did not; null: the answer does not say so. */
    private @Nullable TransactionOutcome outcome(TransactionAnswer answer) {
        if (answer instanceof TransactionAnswer.RefusedTogether near) {
            return outcome(refusals(near));
        }
        if (!(answer instanceof TransactionAnswer.TokenUsed used)) {
            return null;
        }
        return switch (used.use()) {
            case COMMITTED -> new TransactionOutcome.Committed();
            case IN_PROGRESS, OTHER_PARAMETERS -> new TransactionOutcome.TokenUsed(used.use());
        };
    }

    @Override
    public List<TransactionMessage> tick(long now) {
        if (now > header.deadline() + timing.patience()) {
            return phase == Phase.OVER ? List.of() : end(result == null ? new TransactionOutcome.Unknown() : result);
        }
        if (now > header.deadline()) {
            if (phase == Phase.PREPARING || phase == Phase.ASKING) {
                return drop(new TransactionOutcome.NotDone(), now);
            }
            if (phase == Phase.EXECUTING) {
                return cancel(now);
            }
        }
        return outbox.due(now);
    }

    @Override
    public @Nullable TransactionOutcome result() {
        return result;
    }

    @Override
    public boolean isOver() {
        return phase == Phase.OVER;
    }
}
