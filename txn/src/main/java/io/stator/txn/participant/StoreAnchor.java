package io.stator.txn.participant;

import io.stator.model.EncodedKey;
import io.stator.txn.CanonicalOrder;
import io.stator.txn.Change;
import io.stator.txn.Decision;
import io.stator.txn.Intent;
import io.stator.txn.IntentStamp;
import io.stator.txn.Refusal;
import io.stator.txn.RequestToken;
import io.stator.txn.TransactionAnswer;
import io.stator.txn.TransactionAnswer.TokenUse;
import io.stator.txn.TransactionHeader;
import io.stator.txn.TransactionMessage.Abort;
import io.stator.txn.TransactionMessage.Ask;
import io.stator.txn.TransactionMessage.AskRefusals;
import io.stator.txn.TransactionMessage.Confirm;
import io.stator.txn.TransactionMessage.Execute;
import io.stator.txn.TransactionMessage.OfNearItems;
import io.stator.txn.TransactionMessage.Remove;
import io.stator.txn.TransactionMessage.Resolve;
import io.stator.txn.TransactionRecord;
import io.stator.txn.TransactionRecord.Aborted;
import io.stator.txn.TransactionRecord.Committed;
import io.stator.txn.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The records of a store. For the thread that applies.
 *
 * <p>That a transaction without a record cannot begin later is not written as a record: the store's horizon is raised to the
 * transaction's deadline, and what has a deadline up to the horizon does not begin. So a record can be removed, and one that
 * never was be ruled out, without anything that stays.
 *
 * <p>Of these two only the one that was removed can have been committed. It was removed when its time was over, by a stamp that the
 * version sequence has been raised to. So where the sequence is not that far, what is absent was ruled out; where it is, nobody knows.
 */
public final class StoreAnchor implements Anchor {
    private final ParticipantStore store;
    private final Participant participant;
    private final Retention retention;

    /** @param participant of the same store, who says what is in the way of its items */
    public StoreAnchor(ParticipantStore store, Participant participant, Retention retention) {
        this.store = store;
        this.participant = participant;
        this.retention = retention;
    }

    /** By what another transaction used it; null: by none that holds, or there is no token. */
    private @Nullable TokenUse use(EncodedKey anchor, @Nullable RequestToken token) throws IOException {
        if (token == null) {
            return null;
        }
        TransactionRecord other = store.recordOf(anchor, token.token());
        if (other == null) {
            return null;
        }
        if (!token.equals(other.token())) {
            return TokenUse.OTHER_PARAMETERS;
        }
        return TokenUse.COMMITTED;
    }

    /** What it refuses leaves a record: a later copy must not do what the coordinator took for refused. */
    @Override
    public TransactionAnswer execute(Execute execute, long stamp, ItemEvaluator evaluator) throws IOException {
        TransactionHeader header = execute.header();
        TransactionRecord record = record(header);
        if (record != null) {
            return decided(record);
        }
        if (isClosed(header)) {
            return closed(header);
        }
        if (stamp > header.deadline()) {
            return refused(
                    header,
                    stamp,
                    new TransactionAnswer.RefusedTogether(
                            Collections.nCopies(execute.keys().size(), Optional.of(new Refusal.TooLate()))));
        }
        TokenUse use = use(header.anchor(), execute.token());
        if (use != null) {
            return refused(header, stamp, new TransactionAnswer.TokenUsed(use));
        }
        Map<EncodedKey, Change> changes = new TreeMap<>(CanonicalOrder.KEYS);
        List<Optional<Refusal>> refusals = evaluate(execute, evaluator, changes);
        if (refusals.stream().anyMatch(Optional::isPresent)) {
            return refused(header, stamp, new TransactionAnswer.RefusedTogether(refusals));
        }
        for (Map.Entry<EncodedKey, Change> change : changes.entrySet()) {
            store.change(change.getKey(), change.getValue(), store.takeVersion(stamp));
        }
        commit(execute, stamp);
        return new TransactionAnswer.Decided(Decision.COMMITTED);
    }

    /** @param changes gets those of the items that nothing refuses */
    private List<Optional<Refusal>> evaluate(
            OfNearItems message, ItemEvaluator evaluator, Map<EncodedKey, Change> changes) throws IOException {
        List<Optional<Refusal>> refusals = new ArrayList<>();
        for (EncodedKey key : message.keys()) {
            refusals.add(evaluate(message, key, evaluator, changes));
        }
        return refusals;
    }

    private Optional<Refusal> evaluate(
            OfNearItems message, EncodedKey key, ItemEvaluator evaluator, Map<EncodedKey, Change> changes)
            throws IOException {
        Intent standing = participant.blocking(key);
        if (standing != null) {
            return Optional.of(StoreParticipant.inTheWay(standing, message.token()));
        }
        Evaluation evaluation = evaluator.evaluate(key);
        if (evaluation instanceof Evaluation.Rejected rejected) {
            return Optional.of(rejected.refusal());
        }
        if (evaluation instanceof Evaluation.Accepted accepted && changes.put(key, accepted.change()) == null) {
            return Optional.empty();
        }
        throw new IllegalStateException("a key twice in " + message.header());
    }

    private TransactionAnswer refused(TransactionHeader header, long stamp, TransactionAnswer answer)
            throws IOException {
        putAborted(header, stamp);
        return answer;
    }

    private void commit(Execute execute, long stamp) throws IOException {
        long keepUntil = committedUntil(Math.max(stamp, execute.header().deadline()));
        store.putRecord(new Committed(execute.header(), execute.token(), execute.counted(), keepUntil));
    }

    private long committedUntil(long stamp) {
        return stamp + retention.committed();
    }

    /** It writes a record, so that an execution that is still on its way does nothing after all. */
    @Override
    public TransactionAnswer abort(Abort abort, long stamp) throws IOException {
        TransactionHeader header = abort.header();
        TransactionRecord record = record(header);
        if (record != null) {
            return decided(record);
        }
        if (isClosed(header)) {
            return closed(header);
        }
        putAborted(header, stamp);
        return new TransactionAnswer.Decided(Decision.ABORTED);
    }

    /** What is known of one that has no record, and does not begin any more. */
    private TransactionAnswer closed(TransactionHeader header) {
        return store.lastVersion() <= committedUntil(header.deadline())
                ? new TransactionAnswer.Decided(Decision.ABORTED)
                : new TransactionAnswer.Forgotten();
    }

    private void putAborted(TransactionHeader header, long stamp) throws IOException {
        store.putRecord(new Aborted(header, Math.max(stamp, header.deadline()) + retention.aborted()));
    }

    /** The only one who may abort what is not his own, and only when the deadline is over. */
    @Override
    public TransactionAnswer resolve(Resolve resolve, long stamp) throws IOException {
        TransactionHeader header = resolve.header();
        if (stamp > header.deadline() && record(header) == null) {
            store.raiseHorizon(header.deadline());
        }
        return settled(header, resolve.key(), resolve.stamp());
    }

    @Override
    public TransactionAnswer ask(Ask ask) throws IOException {
        return settled(ask.header(), ask.key(), ask.stamp());
    }

    @Override
    public TransactionAnswer askRefusals(AskRefusals ask, ItemEvaluator evaluator) throws IOException {
        TokenUse use = use(ask.header().anchor(), ask.token());
        return use == null
                ? new TransactionAnswer.RefusedTogether(evaluate(ask, evaluator, new TreeMap<>(CanonicalOrder.KEYS)))
                : new TransactionAnswer.TokenUsed(use);
    }

    private TransactionAnswer settled(TransactionHeader header, EncodedKey key, IntentStamp stamp) throws IOException {
        return new TransactionAnswer.Settled(verdict(header, key, stamp));
    }

    private Verdict verdict(TransactionHeader header, EncodedKey key, IntentStamp stamp) throws IOException {
        TransactionRecord record = record(header);
        if (record == null) {
            return isClosed(header) ? Verdict.NOT_COUNTED : Verdict.UNDECIDED;
        }
        return record instanceof Committed committed && committed.unconfirmed().has(key, stamp)
                ? Verdict.COUNTED
                : Verdict.NOT_COUNTED;
    }

    @Override
    public TransactionAnswer confirm(Confirm confirm) throws IOException {
        if (record(confirm.header()) instanceof Committed committed) {
            store.putRecord(new Committed(
                    committed.header(),
                    committed.token(),
                    committed.unconfirmed().without(confirm.keys()),
                    committed.keepUntil()));
        }
        return new TransactionAnswer.Done();
    }

    /** Never by time alone: a commit without its record would be an intent that nobody counts. */
    @Override
    public TransactionAnswer remove(Remove remove, long stamp) throws IOException {
        TransactionRecord record = record(remove.header());
        if (record != null && isOver(record, stamp)) {
            store.removeRecord(record.header());
            store.raiseHorizon(record.header().deadline());
            if (record instanceof Committed) {
                // No item gets it: it says from now on how far the clock had come by which this was removed.
                store.takeVersion(stamp);
            }
        }
        return new TransactionAnswer.Done();
    }

    private static boolean isOver(TransactionRecord record, long stamp) {
        if (record instanceof Committed committed) {
            return committed.unconfirmed().isEmpty() && stamp > committed.keepUntil();
        }
        return record instanceof Aborted aborted && stamp > aborted.keepUntil();
    }

    private @Nullable TransactionRecord record(TransactionHeader header) throws IOException {
        return store.record(header.anchor(), header.id());
    }

    /** Whether it does not begin any more, if it has not. */
    private boolean isClosed(TransactionHeader header) {
        return header.deadline() <= store.horizon();
    }

    private static TransactionAnswer decided(TransactionRecord record) {
        return new TransactionAnswer.Decided(record instanceof Committed ? Decision.COMMITTED : Decision.ABORTED);
    }
}
