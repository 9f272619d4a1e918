package io.stator.partition.command;

import io.stator.model.ErrorCode;
import io.stator.partition.StepOutcome;
import io.stator.partition.WrittenSizes;
import io.stator.proto.v1.TransactionStepAnswer;
import io.stator.proto.v1.TransactionStepAnswer.RefusedItem;
import io.stator.txn.Decision;
import io.stator.txn.IntentStamp;
import io.stator.txn.Refusal;
import io.stator.txn.StoredValue;
import io.stator.txn.TransactionAnswer;
import io.stator.txn.TransactionAnswer.TokenUse;
import io.stator.txn.Verdict;
import java.util.List;
import java.util.Optional;

/** Answers to messages of transactions, to and from stator.v1.TransactionStepAnswer. On the wire only: nobody keeps them. */
public final class TransactionAnswerCodec {
    private TransactionAnswerCodec() {}

    /** @throws IllegalArgumentException if it is an answer to a write */
    public static TransactionStepAnswer toProto(StepOutcome.Answered answered) {
        TransactionStepAnswer.Builder proto = TransactionStepAnswer.newBuilder();
        TransactionAnswer answer = answered.answer();
        if (answer instanceof TransactionAnswer.Prepared prepared) {
            proto.setPrepared(prepared.stamp().version());
        } else if (answer instanceof TransactionAnswer.Refused refused) {
            proto.setRefused(toProto(refused.refusal()));
        } else if (answer instanceof TransactionAnswer.RefusedTogether together) {
            proto.setRefusedTogether(TransactionStepAnswer.RefusedTogether.newBuilder()
                    .addAllItems(together.refusals().stream()
                            .map(refusal -> refusal.map(TransactionAnswerCodec::toProto)
                                    .orElse(RefusedItem.getDefaultInstance()))
                            .toList()));
        } else if (answer instanceof TransactionAnswer.Apart) {
            proto.setApart(true);
        } else if (answer instanceof TransactionAnswer.TokenUsed used) {
            proto.setTokenUsed(toProto(used.use()));
        } else if (answer instanceof TransactionAnswer.Decided decided) {
            proto.setCommitted(decided.decision() == Decision.COMMITTED);
        } else if (answer instanceof TransactionAnswer.Forgotten) {
            proto.setForgotten(true);
        } else if (answer instanceof TransactionAnswer.Settled settled) {
            proto.setSettled(toProto(settled.verdict()));
        } else if (answer instanceof TransactionAnswer.Done) {
            proto.setDone(true);
        } else if (answer instanceof TransactionAnswer.Seen seen) {
            proto.setSeen(toProto(seen));
        } else {
            throw new IllegalArgumentException("no answer to a step of a transaction: " + answer);
        }
        answered.sizes()
                .forEach(sizes -> proto.addSizes(io.stator.proto.v1.WrittenSizes.newBuilder()
                        .setOldItemBytes(sizes.oldBytes())
                        .setNewItemBytes(sizes.newBytes())));
        return proto.build();
    }

    private static RefusedItem toProto(Refusal refusal) {
        RefusedItem.Builder proto = RefusedItem.newBuilder();
        if (refusal instanceof Refusal.Conflict) {
            proto.setConflict(true);
        } else if (refusal instanceof Refusal.Repeated repeated) {
            proto.setRepeated(toProto(repeated.use()));
        } else if (refusal instanceof Refusal.ConditionFailed failed) {
            TransactionStepAnswer.ConditionFailed.Builder reason = TransactionStepAnswer.ConditionFailed.newBuilder();
            if (failed.item() != null) {
                reason.setItem(failed.item());
            }
            proto.setConditionFailed(reason);
        } else if (refusal instanceof Refusal.Invalid invalid) {
            proto.setInvalid(TransactionStepAnswer.Invalid.newBuilder()
                    .setCode(invalid.code().name())
                    .setMessage(invalid.message()));
        } else if (refusal instanceof Refusal.TooLate) {
            proto.setTooLate(true);
        }
        return proto.build();
    }

    private static TransactionStepAnswer.TokenUse toProto(TokenUse use) {
        return switch (use) {
            case COMMITTED -> TransactionStepAnswer.TokenUse.TOKEN_USE_COMMITTED;
            case IN_PROGRESS -> TransactionStepAnswer.TokenUse.TOKEN_USE_IN_PROGRESS;
            case OTHER_PARAMETERS -> TransactionStepAnswer.TokenUse.TOKEN_USE_OTHER_PARAMETERS;
        };
    }

    private static TransactionStepAnswer.Verdict toProto(Verdict verdict) {
        return switch (verdict) {
            case COUNTED -> TransactionStepAnswer.Verdict.VERDICT_COUNTED;
            case NOT_COUNTED -> TransactionStepAnswer.Verdict.VERDICT_NOT_COUNTED;
            case UNDECIDED -> TransactionStepAnswer.Verdict.VERDICT_UNDECIDED;
        };
    }

    private static TransactionStepAnswer.Seen toProto(TransactionAnswer.Seen seen) {
        TransactionStepAnswer.Seen.Builder proto =
                TransactionStepAnswer.Seen.newBuilder().setVersion(seen.value().version());
        if (seen.value().item() != null) {
            proto.setItem(seen.value().item());
        }
        if (seen.intent() != null) {
            proto.setIntent(IntentCodec.toProto(seen.intent()));
        }
        return proto.build();
    }

    /** @throws io.stator.model.StatorException ValidationException if it is malformed */
    public static StepOutcome.Answered fromProto(TransactionStepAnswer proto) {
        List<WrittenSizes> sizes = proto.getSizesList().stream()
                .map(each -> new WrittenSizes(each.getOldItemBytes(), each.getNewItemBytes()))
                .toList();
        return new StepOutcome.Answered(answer(proto), sizes);
    }

    private static TransactionAnswer answer(TransactionStepAnswer proto) {
        return switch (proto.getAnswerCase()) {
            case PREPARED -> new TransactionAnswer.Prepared(new IntentStamp(proto.getPrepared()));
            case REFUSED ->
                new TransactionAnswer.Refused(
                        refusal(proto.getRefused()).orElseThrow(() -> TransactionParts.malformed("no reason")));
            case REFUSED_TOGETHER ->
                new TransactionAnswer.RefusedTogether(proto.getRefusedTogether().getItemsList().stream()
                        .map(TransactionAnswerCodec::refusal)
                        .toList());
            case APART -> new TransactionAnswer.Apart();
            case TOKEN_USED -> new TransactionAnswer.TokenUsed(use(proto.getTokenUsed()));
            case COMMITTED ->
                new TransactionAnswer.Decided(proto.getCommitted() ? Decision.COMMITTED : Decision.ABORTED);
            case FORGOTTEN -> new TransactionAnswer.Forgotten();
            case SETTLED -> new TransactionAnswer.Settled(verdict(proto.getSettled()));
            case DONE -> new TransactionAnswer.Done();
            case SEEN -> seen(proto.getSeen());
            case ANSWER_NOT_SET -> throw TransactionParts.malformed("an answer of no known kind");
        };
    }

    private static Optional<Refusal> refusal(RefusedItem proto) {
        return switch (proto.getReasonCase()) {
            case CONFLICT -> Optional.of(new Refusal.Conflict());
            case REPEATED -> Optional.of(new Refusal.Repeated(use(proto.getRepeated())));
            case CONDITION_FAILED ->
                Optional.of(new Refusal.ConditionFailed(
                        proto.getConditionFailed().hasItem()
                                ? proto.getConditionFailed().getItem()
                                : null));
            case INVALID ->
                Optional.of(new Refusal.Invalid(
                        code(proto.getInvalid().getCode()), proto.getInvalid().getMessage()));
            case TOO_LATE -> Optional.of(new Refusal.TooLate());
            case REASON_NOT_SET -> Optional.empty();
        };
    }

    /** A newer version's code is no reason to not understand that it was refused. */
    private static ErrorCode code(String name) {
        try {
            return ErrorCode.valueOf(name);
        } catch (IllegalArgumentException e) {
            return ErrorCode.INTERNAL_SERVER_ERROR;
        }
    }

    private static TokenUse use(TransactionStepAnswer.TokenUse proto) {
        return switch (proto) {
            case TOKEN_USE_COMMITTED -> TokenUse.COMMITTED;
            case TOKEN_USE_IN_PROGRESS -> TokenUse.IN_PROGRESS;
            case TOKEN_USE_OTHER_PARAMETERS -> TokenUse.OTHER_PARAMETERS;
            case TOKEN_USE_UNSPECIFIED, UNRECOGNIZED -> throw TransactionParts.malformed("a use of no known kind");
        };
    }

    private static Verdict verdict(TransactionStepAnswer.Verdict proto) {
        return switch (proto) {
            case VERDICT_COUNTED -> Verdict.COUNTED;
            case VERDICT_NOT_COUNTED -> Verdict.NOT_COUNTED;
            case VERDICT_UNDECIDED -> Verdict.UNDECIDED;
            case VERDICT_UNSPECIFIED, UNRECOGNIZED -> throw TransactionParts.malformed("a verdict of no known kind");
        };
    }

    private static TransactionAnswer.Seen seen(TransactionStepAnswer.Seen proto) {
        return new TransactionAnswer.Seen(
                new StoredValue(proto.getVersion(), proto.hasItem() ? proto.getItem() : null),
                proto.hasIntent() ? IntentCodec.fromProto(proto.getIntent()) : null);
    }
}
