package io.stator.simulation;

import io.stator.model.EncodedKey;
import io.stator.txn.Change;
import io.stator.txn.Intent;
import io.stator.txn.TransactionAnswer;
import io.stator.txn.TransactionMessage.Commit;
import io.stator.txn.TransactionMessage.Prepare;
import io.stator.txn.participant.ItemEvaluator;
import io.stator.txn.participant.Participant;
import io.stator.txn.participant.ParticipantStore;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Participants that are wrong in one way. */
final class WrongParticipants {
    private WrongParticipants() {}

    /** Commits whatever intent the transaction has there. */
    static final class WithoutStamps extends OtherParticipant {
        private final ParticipantStore store;

        WithoutStamps(Participant right, ParticipantStore store) {
            super(right);
            this.store = store;
        }

        @Override
        public TransactionAnswer commit(Commit commit) throws IOException {
            Intent standing = store.intent(commit.to());
            return right.commit(standing == null ? commit : new Commit(commit.to(), commit.id(), standing.stamp()));
        }
    }

    /** Lets writes walk over intents. */
    static final class WithoutBlocking extends OtherParticipant {
        WithoutBlocking(Participant right) {
            super(right);
        }

        @Override
        public @Nullable Intent blocking(EncodedKey key) {
            return null;
        }
    }

    /** Checks a condition, and holds nobody off until the decision. */
    static final class WithoutIntentsForChecks extends OtherParticipant {
        private final ParticipantStore store;

        WithoutIntentsForChecks(Participant right, ParticipantStore store) {
            super(right);
            this.store = store;
        }

        @Override
        public TransactionAnswer prepare(Prepare prepare, long stamp, ItemEvaluator evaluator) throws IOException {
            TransactionAnswer answer = right.prepare(prepare, stamp, evaluator);
            Intent standing = store.intent(prepare.to());
            if (standing != null && standing.change() instanceof Change.Nothing) {
                store.removeIntent(prepare.to());
            }
            return answer;
        }
    }
}
