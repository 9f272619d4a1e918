package io.stator.simulation;

import io.stator.model.EncodedKey;
import io.stator.txn.Change;
import io.stator.txn.Decision;
import io.stator.txn.TransactionAnswer;
import io.stator.txn.TransactionHeader;
import io.stator.txn.TransactionMessage.Abort;
import io.stator.txn.TransactionMessage.Ask;
import io.stator.txn.TransactionMessage.AskRefusals;
import io.stator.txn.TransactionMessage.Execute;
import io.stator.txn.TransactionMessage.Remove;
import io.stator.txn.TransactionMessage.Resolve;
import io.stator.txn.TransactionRecord;
import io.stator.txn.Verdict;
import io.stator.txn.participant.Anchor;
import io.stator.txn.participant.Evaluation;
import io.stator.txn.participant.ItemEvaluator;
import io.stator.txn.participant.ParticipantStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Anchors that are wrong in one way. */
final class WrongAnchors {
    private WrongAnchors() {}

    private abstract static class OfStore extends OtherAnchor {
        final ParticipantStore store;

        OfStore(Anchor right, ParticipantStore store) {
            super(right);
            this.store = store;
        }

        @Nullable
        TransactionRecord record(TransactionHeader header) throws IOException {
            return store.record(header.anchor(), header.id());
        }
    }

    /** Takes a transaction without a record for aborted, and lets it begin later. */
    static final class WithoutHorizon extends OfStore {
        WithoutHorizon(Anchor right, ParticipantStore store) {
            super(right, store);
        }

        @Override
        public TransactionAnswer resolve(Resolve resolve, long stamp) throws IOException {
            boolean absent = record(resolve.header()) == null;
            return absent && stamp > resolve.header().deadline()
                    ? new TransactionAnswer.Settled(Verdict.NOT_COUNTED)
                    : right.resolve(resolve, stamp);
        }
    }

    /** Counts every intent of a committed transaction, also what a late copy of a prepare made. */
    static final class CountingAll extends OfStore {
        CountingAll(Anchor right, ParticipantStore store) {
            super(right, store);
        }

        private TransactionAnswer counted(TransactionHeader header, TransactionAnswer answer) throws IOException {
            return record(header) instanceof TransactionRecord.Committed
                    ? new TransactionAnswer.Settled(Verdict.COUNTED)
                    : answer;
        }

        @Override
        public TransactionAnswer ask(Ask ask) throws IOException {
            return counted(ask.header(), right.ask(ask));
        }

        @Override
        public TransactionAnswer resolve(Resolve resolve, long stamp) throws IOException {
            return counted(resolve.header(), right.resolve(resolve, stamp));
        }
    }

    /** Removes what is decided, confirmed or not. */
    static final class RemovingEarly extends OfStore {
        RemovingEarly(Anchor right, ParticipantStore store) {
            super(right, store);
        }

        @Override
        public TransactionAnswer remove(Remove remove, long stamp) throws IOException {
            store.removeRecord(remove.header());
            store.raiseHorizon(remove.header().deadline());
            return new TransactionAnswer.Done();
        }
    }

    /** Aborts what a reader asks for. */
    static final class AbortingForReaders extends OtherAnchor {
        AbortingForReaders(Anchor right) {
            super(right);
        }

        @Override
        public TransactionAnswer ask(Ask ask) throws IOException {
            return right.resolve(
                    new Resolve(ask.header(), ask.key(), ask.stamp()),
                    ask.header().deadline() + 1);
        }
    }

    /** Does not look at tokens. */
    static final class WithoutTokens extends OtherAnchor {
        WithoutTokens(Anchor right) {
            super(right);
        }

        @Override
        public TransactionAnswer execute(Execute execute, long stamp, ItemEvaluator evaluator) throws IOException {
            return right.execute(
                    new Execute(execute.header(), execute.keys(), null, execute.counted()), stamp, evaluator);
        }

        @Override
        public TransactionAnswer askRefusals(AskRefusals ask, ItemEvaluator evaluator) throws IOException {
            return right.askRefusals(new AskRefusals(ask.header(), ask.keys(), null), evaluator);
        }
    }

    /** Tells of each of its items what another one of them is refused for. */
    static final class MixingUpRefusals extends OtherAnchor {
        MixingUpRefusals(Anchor right) {
            super(right);
        }

        @Override
        public TransactionAnswer askRefusals(AskRefusals ask, ItemEvaluator evaluator) throws IOException {
            List<EncodedKey> reversed = new ArrayList<>(ask.keys());
            Collections.reverse(reversed);
            return right.askRefusals(new AskRefusals(ask.header(), reversed, ask.token()), evaluator);
        }
    }

    /** Takes for aborted what it knows nothing of, be it that the record is gone. */
    static final class TakingForgottenForAborted extends OtherAnchor {
        TakingForgottenForAborted(Anchor right) {
            super(right);
        }

        private static TransactionAnswer known(TransactionAnswer answer) {
            return answer instanceof TransactionAnswer.Forgotten
                    ? new TransactionAnswer.Decided(Decision.ABORTED)
                    : answer;
        }

        @Override
        public TransactionAnswer execute(Execute execute, long stamp, ItemEvaluator evaluator) throws IOException {
            return known(right.execute(execute, stamp, evaluator));
        }

        @Override
        public TransactionAnswer abort(Abort abort, long stamp) throws IOException {
            return known(right.abort(abort, stamp));
        }
    }

    /** Forgets that it refused, and does what a later copy asks for. */
    static final class ForgettingRefusals extends OfStore {
        ForgettingRefusals(Anchor right, ParticipantStore store) {
            super(right, store);
        }

        @Override
        public TransactionAnswer execute(Execute execute, long stamp, ItemEvaluator evaluator) throws IOException {
            boolean isNew = record(execute.header()) == null;
            TransactionAnswer answer = right.execute(execute, stamp, evaluator);
            if (isNew && !(answer instanceof TransactionAnswer.Decided)) {
                store.removeRecord(execute.header());
            }
            return answer;
        }
    }

    /** Commits what was aborted, if it is asked to. */
    static final class ChangingItsMind extends OfStore {
        ChangingItsMind(Anchor right, ParticipantStore store) {
            super(right, store);
        }

        @Override
        public TransactionAnswer execute(Execute execute, long stamp, ItemEvaluator evaluator) throws IOException {
            if (record(execute.header()) instanceof TransactionRecord.Aborted) {
                store.removeRecord(execute.header());
            }
            return right.execute(execute, stamp, evaluator);
        }
    }

    /** Takes the conditions of its own items to hold, as those do that are prepared. */
    static final class WithoutEvaluation extends OtherAnchor {
        WithoutEvaluation(Anchor right) {
            super(right);
        }

        @Override
        public TransactionAnswer execute(Execute execute, long stamp, ItemEvaluator evaluator) throws IOException {
            ItemEvaluator lenient = key -> {
                Evaluation evaluation = evaluator.evaluate(key);
                return evaluation instanceof Evaluation.Rejected
                        ? new Evaluation.Accepted(new Change.Nothing())
                        : evaluation;
            };
            return right.execute(execute, stamp, lenient);
        }
    }
}
