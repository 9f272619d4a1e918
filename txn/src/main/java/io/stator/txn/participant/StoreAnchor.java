package io.stator.txn.participant;

import io.stator.model.EncodedKey;
import io.stator.txn.CanonicalOrder;
import io.stator.txn.Change;
import io.stator.txn.CountedIntents;
import io.stator.txn.Decision;
import io.stator.txn.IntentStamp;
import io.stator.txn.Refusal;
import io.stator.txn.RequestToken;
import io.stator.txn.TransactionAnswer;
import io.stator.txn.TransactionAnswer.TokenUse;
import io.stator.txn.TransactionHeader;
import io.stator.txn.TransactionMessage.Abort;
import io.stator.txn.TransactionMessage.Ask;
import io.stator.txn.TransactionMessage.Commit;
import io.stator.txn.TransactionMessage.Confirm;
import io.stator.txn.TransactionMessage.Decide;
import io.stator.txn.TransactionMessage.Drop;
import io.stator.txn.TransactionMessage.Execute;
import io.stator.txn.TransactionMessage.Prepare;
import io.stator.txn.TransactionMessage.Remove;
import io.stator.txn.TransactionMessage.Resolve;
import io.stator.txn.TransactionRecord;
import io.stator.txn.TransactionRecord.Aborted;
import io.stator.txn.TransactionRecord.Begun;
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
 */
public final class StoreAnchor implements Anchor {
    private final ParticipantStore store;
    private final Participant participant;
    private final Retention retention;

    /** @param participant of the same store, to which the anchors' own intents are left */
    public StoreAnchor(ParticipantStore store, Participant participant, Retention retention) {
        this.store = store;
        this.participant = participant;
        this.retention = retention;
    }

    @Override
    public TransactionAnswer begin(Prepare prepare, long stamp, ItemEvaluator evaluator) throws IOException {
        TransactionHeader header = prepare.header();
        TransactionRecord record = record(header);
        if (record != null) {
            return record instanceof Begun begun ? new TransactionAnswer.Prepared(begun.stamp()) : decided(record);
        }
        if (isClosed(header)) {
            return new TransactionAnswer.Refused(new Refusal.TooLate());
        }
        TokenUse use = use(header.anchor(), prepare.token());
        if (use != null) {
            return new TransactionAnswer.TokenUsed(use);
        }
        TransactionAnswer answer = participant.prepare(prepare, stamp, evaluator);
        if (answer instanceof TransactionAnswer.Prepared prepared) {
            store.putRecord(new Begun(header, prepared.stamp(), prepare.token()));
        }
        return answer;
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
        return other instanceof Committed ? TokenUse.COMMITTED : TokenUse.IN_PROGRESS;
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
            return new TransactionAnswer.Forgotten();
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
        List<Optional<Refusal>> refusals = new ArrayList<>();
        for (EncodedKey key : execute.keys()) {
            refusals.add(evaluate(execute, key, evaluator, changes));
        }
        if (refusals.stream().anyMatch(Optional::isPresent)) {
            return refused(header, stamp, new TransactionAnswer.RefusedTogether(refusals));
        }
        for (Map.Entry<EncodedKey, Change> change : changes.entrySet()) {
            store.change(change.getKey(), change.getValue(), store.takeVersion(stamp));
        }
        commit(header, execute.token(), CountedIntents.NONE, stamp);
        return new TransactionAnswer.Decided(Decision.COMMITTED);
    }

    private Optional<Refusal> evaluate(
            Execute execute, EncodedKey key, ItemEvaluator evaluator, Map<EncodedKey, Change> changes)
            throws IOException {
        if (participant.blocking(key) != null) {
            return Optional.of(new Refusal.Conflict());
        }
        Evaluation evaluation = evaluator.evaluate(key);
        if (evaluation instanceof Evaluation.Rejected rejected) {
            return Optional.of(rejected.refusal());
        }
        if (evaluation instanceof Evaluation.Accepted accepted && changes.put(key, accepted.change()) == null) {
            return Optional.empty();
        }
        throw new IllegalStateException("a key twice in " + execute.header());
    }

    private TransactionAnswer refused(TransactionHeader header, long stamp, TransactionAnswer answer)
            throws IOException {
        putAborted(header, stamp);
        return answer;
    }

    @Override
    public TransactionAnswer decide(Decide decide, long stamp) throws IOException {
        TransactionHeader header = decide.header();
        TransactionRecord record = record(header);
        if (record == null) {
            return new TransactionAnswer.Forgotten();
        }
        if (!(record instanceof Begun begun)) {
            return decided(record);
        }
        if (!decide.counted().has(header.anchor(), begun.stamp())) {
            // No right coordinator sends this: a transaction begins once. Nothing is committed then.
            return new TransactionAnswer.Forgotten();
        }
        participant.commit(new Commit(header.anchor(), header.id(), begun.stamp()));
        commit(header, begun.token(), decide.counted().without(List.of(header.anchor())), stamp);
        return new TransactionAnswer.Decided(Decision.COMMITTED);
    }

    private void commit(TransactionHeader header, @Nullable RequestToken token, CountedIntents unconfirmed, long stamp)
            throws IOException {
        long keepUntil = Math.max(stamp, header.deadline()) + retention.committed();
        store.putRecord(new Committed(header, token, unconfirmed, keepUntil));
    }

    /** Where there is no record yet it writes one, so that what began on its way does not begin after all. */
    @Override
    public TransactionAnswer abort(Abort abort, long stamp) throws IOException {
        TransactionHeader header = abort.header();
        TransactionRecord record = record(header);
        if (record instanceof Begun begun) {
            giveUp(begun, stamp);
        } else if (record != null) {
            return decided(record);
        } else if (!isClosed(header)) {
            putAborted(header, stamp);
        }
        return new TransactionAnswer.Decided(Decision.ABORTED);
    }

    private void giveUp(Begun begun, long stamp) throws IOException {
        TransactionHeader header = begun.header();
        participant.drop(new Drop(header.anchor(), header.id(), begun.stamp()));
        putAborted(header, stamp);
    }

    private void putAborted(TransactionHeader header, long stamp) throws IOException {
        store.putRecord(new Aborted(header, Math.max(stamp, header.deadline()) + retention.aborted()));
    }

    /** The only one who may abort what is not his own, and only when the deadline is over. */
    @Override
    public TransactionAnswer resolve(Resolve resolve, long stamp) throws IOException {
        TransactionHeader header = resolve.header();
        if (stamp > header.deadline()) {
            TransactionRecord record = record(header);
            if (record == null) {
                store.raiseHorizon(header.deadline());
            } else if (record instanceof Begun begun) {
                giveUp(begun, stamp);
            }
        }
        return settled(header, resolve.key(), resolve.stamp());
    }

    @Override
    public TransactionAnswer ask(Ask ask) throws IOException {
        return settled(ask.header(), ask.key(), ask.stamp());
    }

    private TransactionAnswer settled(TransactionHeader header, EncodedKey key, IntentStamp stamp) throws IOException {
        return new TransactionAnswer.Settled(verdict(header, key, stamp));
    }

    private Verdict verdict(TransactionHeader header, EncodedKey key, IntentStamp stamp) throws IOException {
        TransactionRecord record = record(header);
        if (record == null) {
            return isClosed(header) ? Verdict.NOT_COUNTED : Verdict.UNDECIDED;
        }
        if (record instanceof Begun) {
            return Verdict.UNDECIDED;
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
        if (record instanceof Committed) {
            return new TransactionAnswer.Decided(Decision.COMMITTED);
        }
        return record instanceof Aborted
                ? new TransactionAnswer.Decided(Decision.ABORTED)
                : new TransactionAnswer.Forgotten();
    }
}
