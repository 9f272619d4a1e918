package io.stator.simulation;

import io.stator.model.EncodedKey;
import io.stator.txn.Conversation;
import io.stator.txn.Intent;
import io.stator.txn.StoredValue;
import io.stator.txn.TransactionRecord;
import io.stator.txn.coordinator.Coordinator;
import io.stator.txn.coordinator.CoordinatorTiming;
import io.stator.txn.coordinator.TransactionOutcome;
import io.stator.txn.coordinator.TransactionPlan;
import io.stator.txn.participant.Anchor;
import io.stator.txn.participant.Participant;
import io.stator.txn.participant.ParticipantStore;
import io.stator.txn.participant.Retention;
import io.stator.txn.participant.StoreAnchor;
import io.stator.txn.participant.StoreParticipant;
import io.stator.txn.read.ItemRead;
import io.stator.txn.read.TransactionalRead;
import io.stator.txn.recovery.BlockedWrite;
import io.stator.txn.recovery.IntentResolver;
import io.stator.txn.recovery.RecordRecovery;
import io.stator.txn.recovery.RecoveryTiming;
import java.util.List;

/** What the protocol is made of: all of it right. A mutant puts something else in the place of one part. */
class Parts {
    /** From the request to the deadline. */
    static final long TIMEOUT = 300;

    static final long RESEND_AFTER = 45;
    static final RecoveryTiming RECOVERY = new RecoveryTiming(RESEND_AFTER, 30, 250);
    private static final CoordinatorTiming COORDINATOR = new CoordinatorTiming(RESEND_AFTER, 250);
    private static final long BLOCKED_WRITE_WAITS = 120;
    private static final int READ_ROUNDS_MAX = 6;

    Participant participant(ParticipantStore store) {
        return new StoreParticipant(store);
    }

    Anchor anchor(ParticipantStore store, Participant participant, Retention retention) {
        return new StoreAnchor(store, participant, retention);
    }

    Conversation<TransactionOutcome> coordinator(TransactionPlan plan) {
        return new Coordinator(plan, COORDINATOR);
    }

    Conversation<StoredValue> itemRead(EncodedKey key) {
        return new ItemRead(key, 0, RESEND_AFTER);
    }

    Conversation<TransactionalRead.Result> transactionalRead(List<EncodedKey> keys) {
        return new TransactionalRead(keys, READ_ROUNDS_MAX, RESEND_AFTER);
    }

    Conversation<Boolean> resolver(Intent intent) {
        return new IntentResolver(intent, RECOVERY);
    }

    boolean isDue(TransactionRecord record, long now) {
        return RecordRecovery.isDue(record, now);
    }

    Conversation<Boolean> recordRecovery(TransactionRecord record) {
        return new RecordRecovery(record, RECOVERY);
    }

    Conversation<BlockedWrite.Result> write(EncodedKey key) {
        return new BlockedWrite(key, BLOCKED_WRITE_WAITS, RECOVERY);
    }

    SimulatedPartition split(SimulatedPartition lower, EncodedKey at) {
        return lower.split(at);
    }
}
