package io.stator.txn.coordinator;

import io.stator.model.EncodedKey;
import io.stator.txn.Conversation;
import io.stator.txn.CountedIntents;
import io.stator.txn.Decision;
import io.stator.txn.IntentStamp;
import io.stator.txn.Outbox;
import io.stator.txn.Refusal;
import io.stator.txn.TransactionAnswer;
import io.stator.txn.TransactionAnswer.TokenUse;
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
 * <p>The one thing that others rely on: {@link TransactionMessage.Decide} is sent only when every item is prepared, and then
 * neither {@link TransactionMessage.Abort} nor {@link TransactionMessage.Drop} until the record says that it is aborted.
 */
public final class Coordinator implements Conversation<TransactionOutcome> {
    private enum Phase {
        /** One entry does it all. */
        EXECUTING,
        /** Whether it did is not known, and time is over: aborted, unless it did. */
        CANCELLING,
        /** Intents are being made. */
        PREPARING,
        /** The record is asked to commit. */
        DECIDING,
        /** It did; changes go into their items. */
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
    private final Map<EncodedKey, TransactionAnswer> prepares = new LinkedHashMap<>();
    private Phase phase = Phase.PREPARING;
    private boolean hasPrepared;
    private @Nullable TransactionOutcome result;

    public Coordinator(TransactionPlan plan, CoordinatorTiming timing) {
        this.plan = plan;
        this.header = plan.header();
        this.timing = timing;
        this.outbox = new Outbox(timing.resendAfter());
    }

    @Override
    public List<TransactionMessage> start(long now) {
        if (plan.together()) {
            phase = Phase.EXECUTING;
            return outbox.send(new TransactionMessage.Execute(header, plan.keys(), plan.token()), now);
        }
        return prepare(now);
    }

    private List<TransactionMessage> prepare(long now) {
        phase = Phase.PREPARING;
        hasPrepared = true;
        List<TransactionMessage> messages = new ArrayList<>();
        for (int item = 0; item < plan.keys().size(); item++) {
            EncodedKey key = plan.keys().get(item);
            messages.add(new TransactionMessage.Prepare(
                    header, key, item, key.equals(header.anchor()) ? plan.token() : null));
        }
        return outbox.send(messages, now);
    }

    @Override
    public List<TransactionMessage> answered(TransactionMessage message, TransactionAnswer answer, long now) {
        if (!outbox.answered(message)) {
            return List.of();
        }
        return switch (phase) {
            case EXECUTING -> executed(answer, now);
            case CANCELLING -> cancelled(answer, now);
            case PREPARING -> prepared(message.to(), answer, now);
            case DECIDING -> decided(answer, now);
            case COMMITTING -> committed(now);
            case CONFIRMING, DROPPING -> overIfAnswered();
            case OVER -> List.of();
        };
    }

    private List<TransactionMessage> executed(TransactionAnswer answer, long now) {
        if (answer instanceof TransactionAnswer.Apart) {
            return prepare(now);
        }
        if (answer instanceof TransactionAnswer.RefusedTogether refused) {
            return end(outcome(refused.refusals()));
        }
        if (answer instanceof TransactionAnswer.TokenUsed used) {
            return end(outcome(used.use()));
        }
        return end(outcome(answer));
    }

    /** There are intents to be taken away only where it was no longer one entry that was to do it all. */
    private List<TransactionMessage> cancelled(TransactionAnswer answer, long now) {
        return hasPrepared ? drop(outcome(answer), false, now) : end(outcome(answer));
    }

    private List<TransactionMessage> prepared(EncodedKey key, TransactionAnswer answer, long now) {
        prepares.put(key, answer);
        if (prepares.size() < plan.keys().size()) {
            return List.of();
        }
        CountedIntents intents = intents();
        if (intents.stamps().size() == plan.keys().size()) {
            phase = Phase.DECIDING;
            return outbox.send(new TransactionMessage.Decide(header, intents), now);
        }
        TransactionAnswer begun = prepares.get(header.anchor());
        if (begun instanceof TransactionAnswer.Decided decided) {
            return drop(outcome(decided.decision()), false, now);
        }
        if (begun instanceof TransactionAnswer.TokenUsed used) {
            return drop(outcome(used.use()), true, now);
        }
        return drop(outcome(refusals()), true, now);
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

    private List<Optional<Refusal>> refusals() {
        List<Optional<Refusal>> refusals = new ArrayList<>();
        for (EncodedKey key : plan.keys()) {
            refusals.add(
                    prepares.get(key) instanceof TransactionAnswer.Refused refused
                            ? Optional.of(refused.refusal())
                            : Optional.empty());
        }
        return refusals;
    }

    private List<TransactionMessage> decided(TransactionAnswer answer, long now) {
        if (!(answer instanceof TransactionAnswer.Decided decided)) {
            return end(new TransactionOutcome.Unknown());
        }
        if (decided.decision() == Decision.ABORTED) {
            return drop(new TransactionOutcome.NotDone(), false, now);
        }
        result = new TransactionOutcome.Committed();
        phase = Phase.COMMITTING;
        List<TransactionMessage> commits = new ArrayList<>();
        intents().without(List.of(header.anchor())).stamps().forEach((key, stamp) -> {
            commits.add(new TransactionMessage.Commit(key, header.id(), stamp));
        });
        return commits.isEmpty() ? end(result) : outbox.send(commits, now);
    }

    private List<TransactionMessage> committed(long now) {
        if (!outbox.isEmpty()) {
            return List.of();
        }
        phase = Phase.CONFIRMING;
        List<EncodedKey> keys =
                plan.keys().stream().filter(key -> !key.equals(header.anchor())).toList();
        return outbox.send(new TransactionMessage.Confirm(header, keys), now);
    }

    /**
     * Nothing will come of this attempt's intents. Where an answer is missing there may be one all the same.
     *
     * @param abort whether the record has to be told
     */
    private List<TransactionMessage> drop(TransactionOutcome outcome, boolean abort, long now) {
        result = outcome;
        phase = Phase.DROPPING;
        outbox.clear();
        List<TransactionMessage> messages = new ArrayList<>();
        if (abort) {
            messages.add(new TransactionMessage.Abort(header));
        }
        for (EncodedKey key : plan.keys()) {
            if (!key.equals(header.anchor()) && !(prepares.get(key) instanceof TransactionAnswer.Refused)) {
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

    /** What is too late is nobody's fault, and no reason to be told. */
    private static TransactionOutcome outcome(List<Optional<Refusal>> refusals) {
        boolean late =
                refusals.stream().flatMap(Optional::stream).allMatch(refusal -> refusal instanceof Refusal.TooLate);
        return late ? new TransactionOutcome.NotDone() : new TransactionOutcome.Cancelled(refusals);
    }

    private static TransactionOutcome outcome(TransactionAnswer answer) {
        return answer instanceof TransactionAnswer.Decided decided
                ? outcome(decided.decision())
                : new TransactionOutcome.Unknown();
    }

    private static TransactionOutcome outcome(Decision decision) {
        return switch (decision) {
            case COMMITTED -> new TransactionOutcome.Committed();
            case ABORTED -> new TransactionOutcome.NotDone();
        };
    }

    private static TransactionOutcome outcome(TokenUse use) {
        return switch (use) {
            case COMMITTED -> new TransactionOutcome.Committed();
            case IN_PROGRESS, OTHER_PARAMETERS -> new TransactionOutcome.TokenUsed(use);
        };
    }

    @Override
    public List<TransactionMessage> tick(long now) {
        if (now > header.deadline() + timing.patience()) {
            return phase == Phase.OVER ? List.of() : end(result == null ? new TransactionOutcome.Unknown() : result);
        }
        if (now > header.deadline()) {
            if (phase == Phase.PREPARING && !plan.together()) {
                return drop(new TransactionOutcome.NotDone(), true, now);
            }
            if (phase == Phase.PREPARING || phase == Phase.EXECUTING) {
                phase = Phase.CANCELLING;
                outbox.clear();
                return outbox.send(new TransactionMessage.Abort(header), now);
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
