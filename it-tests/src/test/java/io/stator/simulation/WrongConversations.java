package io.stator.simulation;

import io.stator.txn.Conversation;
import io.stator.txn.Decision;
import io.stator.txn.TransactionAnswer;
import io.stator.txn.TransactionMessage;
import io.stator.txn.Verdict;
import io.stator.txn.coordinator.TransactionOutcome;
import io.stator.txn.recovery.BlockedWrite;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Coordinators, resolvers and writes that are wrong in one way. */
final class WrongConversations {
    private WrongConversations() {}

    /** Commits while the decision is on its way. */
    static final class CommittingEarly extends OtherConversation<TransactionOutcome> {
        CommittingEarly(Conversation<TransactionOutcome> right) {
            super(right);
        }

        @Override
        List<TransactionMessage> sent(TransactionMessage message, long now) {
            List<TransactionMessage> sent = new ArrayList<>(List.of(message));
            if (message instanceof TransactionMessage.Execute execute) {
                execute.counted()
                        .stamps()
                        .forEach((key, stamp) -> sent.add(new TransactionMessage.Commit(
                                key, execute.header().id(), stamp)));
            }
            return sent;
        }
    }

    /** Confirms what it has only asked for. */
    static final class ConfirmingEarly extends OtherConversation<TransactionOutcome> {
        private TransactionMessage.Execute decided;

        ConfirmingEarly(Conversation<TransactionOutcome> right) {
            super(right);
        }

        @Override
        List<TransactionMessage> sent(TransactionMessage message, long now) {
            if (message instanceof TransactionMessage.Execute execute) {
                decided = execute;
            }
            return message instanceof TransactionMessage.Commit
                    ? List.of(
                            message,
                            new TransactionMessage.Confirm(
                                    decided.header(),
                                    List.copyOf(decided.counted().stamps().keySet())))
                    : List.of(message);
        }
    }

    /** Takes what was refused for undone, whatever an earlier attempt with the token did. */
    static final class NotAskingForTokens extends OtherConversation<TransactionOutcome> {
        private TransactionMessage asked;

        NotAskingForTokens(Conversation<TransactionOutcome> right) {
            super(right);
        }

        @Override
        List<TransactionMessage> sent(TransactionMessage message, long now) {
            if (message instanceof TransactionMessage.AskRefusals ask) {
                asked = ask;
                return List.of(new TransactionMessage.AskRefusals(ask.header(), ask.keys(), null));
            }
            return List.of(message);
        }

        @Override
        TransactionMessage meant(TransactionMessage message) {
            return message instanceof TransactionMessage.AskRefusals ? asked : message;
        }
    }

    /** Tells what was refused elsewhere as if nothing was in the way of the anchor's items. */
    static final class ForgettingNearRefusals extends OtherConversation<TransactionOutcome> {
        ForgettingNearRefusals(Conversation<TransactionOutcome> right) {
            super(right);
        }

        @Override
        TransactionAnswer heard(TransactionMessage message, TransactionAnswer answer) {
            return message instanceof TransactionMessage.AskRefusals ask
                            && answer instanceof TransactionAnswer.RefusedTogether
                    ? new TransactionAnswer.RefusedTogether(
                            Collections.nCopies(ask.keys().size(), Optional.empty()))
                    : answer;
        }
    }

    /** Gives up after its deadline although the decision is on its way. */
    static final class GivingUpUndecided extends OtherConversation<TransactionOutcome> {
        GivingUpUndecided(Conversation<TransactionOutcome> right) {
            super(right);
        }

        @Override
        List<TransactionMessage> sent(TransactionMessage message, long now) {
            return message instanceof TransactionMessage.Abort
                    ? allSent(right.answered(message, new TransactionAnswer.Decided(Decision.ABORTED), now), now)
                    : List.of(message);
        }
    }

    /** Takes undecided for aborted. */
    static final class DroppingUndecided<R> extends OtherConversation<R> {
        DroppingUndecided(Conversation<R> right) {
            super(right);
        }

        @Override
        TransactionAnswer heard(TransactionMessage message, TransactionAnswer answer) {
            return answer instanceof TransactionAnswer.Settled settled && settled.verdict() == Verdict.UNDECIDED
                    ? new TransactionAnswer.Settled(Verdict.NOT_COUNTED)
                    : answer;
        }
    }

    /** Tells of a conflict without having it remembered. */
    static final class GivingUpSilently extends OtherConversation<BlockedWrite.Result> {
        private TransactionMessage last;

        GivingUpSilently(Conversation<BlockedWrite.Result> right) {
            super(right);
        }

        @Override
        List<TransactionMessage> sent(TransactionMessage message, long now) {
            if (message instanceof TransactionMessage.Write write && write.last()) {
                last = write;
                return List.of(new TransactionMessage.Write(write.to(), write.attempt(), false));
            }
            return List.of(message);
        }

        @Override
        TransactionMessage meant(TransactionMessage message) {
            return isLast(message) ? last : message;
        }

        @Override
        TransactionAnswer heard(TransactionMessage message, TransactionAnswer answer) {
            return isLast(message) && answer instanceof TransactionAnswer.Blocked
                    ? new TransactionAnswer.Conflicted()
                    : answer;
        }

        private boolean isLast(TransactionMessage message) {
            return last instanceof TransactionMessage.Write write
                    && message instanceof TransactionMessage.Write other
                    && other.attempt() == write.attempt();
        }
    }
}
