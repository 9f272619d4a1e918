package io.stator.simulation;

import io.stator.model.EncodedKey;
import io.stator.txn.Conversation;
import io.stator.txn.Intent;
import io.stator.txn.StoredValue;
import io.stator.txn.TransactionRecord;
import io.stator.txn.coordinator.TransactionOutcome;
import io.stator.txn.coordinator.TransactionPlan;
import io.stator.txn.participant.Anchor;
import io.stator.txn.participant.Participant;
import io.stator.txn.participant.ParticipantStore;
import io.stator.txn.participant.Retention;
import io.stator.txn.read.TransactionalRead;
import io.stator.txn.recovery.BlockedWrite;
import java.util.List;

/** The protocol with one part that is wrong. */
enum Mutant {
    /** Commits go out with the decision, before it is in the record. */
    DECISION_NOT_DURABLE(new Parts() {
        @Override
        Conversation<TransactionOutcome> coordinator(TransactionPlan plan) {
            return new WrongConversations.CommittingEarly(super.coordinator(plan));
        }
    }),
    /** An intent without a record is dropped, and the record may come later. */
    ABSENT_RECORD_NOT_CLOSED(new Parts() {
        @Override
        Anchor anchor(ParticipantStore store, Participant participant, Retention retention) {
            return new WrongAnchors.WithoutHorizon(super.anchor(store, participant, retention), store);
        }
    }),
    /** What a late copy of a prepare made counts. */
    LATE_PREPARE_COUNTED(new Parts() {
        @Override
        Anchor anchor(ParticipantStore store, Participant participant, Retention retention) {
            return new WrongAnchors.CountingAll(super.anchor(store, participant, retention), store);
        }
    }),
    /** A decided record goes at its deadline, before all is confirmed. */
    RECORD_REMOVED_TOO_EARLY(new Parts() {
        @Override
        Anchor anchor(ParticipantStore store, Participant participant, Retention retention) {
            return new WrongAnchors.RemovingEarly(super.anchor(store, participant, retention), store);
        }

        @Override
        boolean isDue(TransactionRecord record, long now) {
            return now > record.header().deadline();
        }

        @Override
        Conversation<Boolean> recordRecovery(TransactionRecord record) {
            return new RemovingAtOnce(record);
        }
    }),
    /** A read takes what is stored, whatever intent stands there. */
    READ_IGNORES_INTENT(new Parts() {
        @Override
        Conversation<StoredValue> itemRead(EncodedKey key) {
            return new WrongReads.OfStoredValues<>(super.itemRead(key));
        }
    }),
    /** A transactional read takes what is stored. */
    TRANSACTIONAL_READ_IGNORES_INTENTS(new Parts() {
        @Override
        Conversation<TransactionalRead.Result> transactionalRead(List<EncodedKey> keys) {
            return new WrongReads.OfStoredValues<>(super.transactionalRead(keys));
        }
    }),
    /** A read does not look whether the intent still stands after the record's answer. */
    READ_LOOKS_ONCE(new Parts() {
        @Override
        Conversation<StoredValue> itemRead(EncodedKey key) {
            return new WrongReads.WithoutSecondLook(super.itemRead(key));
        }
    }),
    /** A read that meets an undecided transaction aborts it. */
    READER_ABORTS(new Parts() {
        @Override
        Anchor anchor(ParticipantStore store, Participant participant, Retention retention) {
            return new WrongAnchors.AbortingForReaders(super.anchor(store, participant, retention));
        }
    }),
    /** A token that was used is not looked for. */
    TOKEN_NOT_CHECKED(new Parts() {
        @Override
        Anchor anchor(ParticipantStore store, Participant participant, Retention retention) {
            return new WrongAnchors.WithoutTokens(super.anchor(store, participant, retention));
        }
    }),
    /** A commit takes whichever intent of the transaction stands there. */
    COMMIT_WITHOUT_STAMP(new Parts() {
        @Override
        Participant participant(ParticipantStore store) {
            return new WrongParticipants.WithoutStamps(super.participant(store), store);
        }
    }),
    /** A write walks over an intent. */
    WRITE_OVER_INTENT(new Parts() {
        @Override
        Participant participant(ParticipantStore store) {
            return new WrongParticipants.WithoutBlocking(super.participant(store));
        }

        @Override
        Anchor anchor(ParticipantStore store, Participant participant, Retention retention) {
            return super.anchor(store, super.participant(store), retention);
        }
    }),
    /** A transactional read has one round. */
    TRANSACTIONAL_READ_READS_ONCE(new Parts() {
        @Override
        Conversation<TransactionalRead.Result> transactionalRead(List<EncodedKey> keys) {
            return new WrongReads.Once(keys);
        }
    }),
    /** A resolver drops the intent of an undecided transaction. */
    UNDECIDED_DROPPED(new Parts() {
        @Override
        Conversation<Boolean> resolver(Intent intent) {
            return new WrongConversations.DroppingUndecided<>(super.resolver(intent));
        }

        @Override
        Conversation<BlockedWrite.Result> write(EncodedKey key) {
            return new WrongConversations.DroppingUndecided<>(super.write(key));
        }
    }),
    /** The record is told of commits that are still on their way. */
    CONFIRMED_UNSEEN(new Parts() {
        @Override
        Conversation<TransactionOutcome> coordinator(TransactionPlan plan) {
            return new WrongConversations.ConfirmingEarly(super.coordinator(plan));
        }
    }),
    /** A condition check leaves no intent. */
    CHECK_WITHOUT_INTENT(new Parts() {
        @Override
        Participant participant(ParticipantStore store) {
            return new WrongParticipants.WithoutIntentsForChecks(super.participant(store), store);
        }
    }),
    /** A refused transaction in one entry leaves no record. */
    REFUSAL_FORGOTTEN(new Parts() {
        @Override
        Anchor anchor(ParticipantStore store, Participant participant, Retention retention) {
            return new WrongAnchors.ForgettingRefusals(super.anchor(store, participant, retention), store);
        }
    }),
    /** An aborted transaction is committed by a late decision. */
    DECISION_CHANGES(new Parts() {
        @Override
        Anchor anchor(ParticipantStore store, Participant participant, Retention retention) {
            return new WrongAnchors.ChangingItsMind(super.anchor(store, participant, retention), store);
        }
    }),
    /** What is to be done to the anchor's own items is done whatever their conditions say. */
    ANCHOR_NOT_EVALUATED(new Parts() {
        @Override
        Anchor anchor(ParticipantStore store, Participant participant, Retention retention) {
            return new WrongAnchors.WithoutEvaluation(super.anchor(store, participant, retention));
        }
    }),
    /** A coordinator tells that it was refused, though an attempt before it did it all. */
    TOKEN_NOT_ASKED(new Parts() {
        @Override
        Conversation<TransactionOutcome> coordinator(TransactionPlan plan) {
            return new WrongConversations.NotAskingForTokens(super.coordinator(plan));
        }
    }),
    /** A transaction that was refused elsewhere does not look at the anchor's own items. */
    NEAR_REFUSALS_FORGOTTEN(new Parts() {
        @Override
        Conversation<TransactionOutcome> coordinator(TransactionPlan plan) {
            return new WrongConversations.ForgettingNearRefusals(super.coordinator(plan));
        }
    }),
    /** The anchor's items get each other's refusals. */
    NEAR_REFUSALS_MIXED_UP(new Parts() {
        @Override
        Anchor anchor(ParticipantStore store, Participant participant, Retention retention) {
            return new WrongAnchors.MixingUpRefusals(super.anchor(store, participant, retention));
        }
    }),
    /** What may have been committed, and its record be gone, is told to be not done. */
    FORGOTTEN_TAKEN_FOR_ABORTED(new Parts() {
        @Override
        Anchor anchor(ParticipantStore store, Participant participant, Retention retention) {
            return new WrongAnchors.TakingForgottenForAborted(super.anchor(store, participant, retention));
        }
    }),
    /** A coordinator drops intents while its decision may be on its way. */
    GIVEN_UP_UNDECIDED(new Parts() {
        @Override
        Conversation<TransactionOutcome> coordinator(TransactionPlan plan) {
            return new WrongConversations.GivingUpUndecided(super.coordinator(plan));
        }
    }),
    /** A write is told of a conflict, and the partition does not remember it. */
    CONFLICT_FORGOTTEN(new Parts() {
        @Override
        Conversation<BlockedWrite.Result> write(EncodedKey key) {
            return new WrongConversations.GivingUpSilently(super.write(key));
        }
    }),
    /** A split gives the upper half its items and intents, but no records. */
    SPLIT_LEAVES_RECORDS(new Parts() {
        @Override
        SimulatedPartition split(SimulatedPartition lower, EncodedKey at) {
            SimulatedPartition upper = super.split(lower, at);
            List.copyOf(upper.records()).forEach(record -> upper.removeRecord(record.header()));
            return upper;
        }
    });

    private final Parts parts;

    Mutant(Parts parts) {
        this.parts = parts;
    }

    Parts parts() {
        return parts;
    }
}
