package io.stator.partition.apply;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.stator.model.ErrorCode;
import io.stator.partition.WriteOutcome;
import io.stator.partition.WrittenSizes;
import io.stator.partition.storage.CorruptStoreException;
import io.stator.proto.v1.RememberedAnswers;
import io.stator.proto.v1.RememberedAnswers.Answer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers of writes as they are kept: stator.v1.RememberedAnswers. */
final class AnswerCodec {
    /** The newest that is read. */
    private static final int FORMAT = 3;

    /** Of answers of which some have sizes, and none is a conflict. */
    private static final int SIZES_FORMAT = 2;

    /** Of others: versions that know no others keep the same bytes. */
    private static final int BASIC_FORMAT = 1;

    private AnswerCodec() {}

    /** @param keepAttributes whether what it returns is kept, too */
    static Answer encode(ByteString id, WriteOutcome outcome, boolean keepAttributes) {
        Answer.Builder answer = Answer.newBuilder().setRequestId(id);
        if (outcome instanceof WriteOutcome.Done done) {
            return keepAttributes || done.attributes() == null
                    ? answer.setDone(done(done)).build()
                    : answer.setLeftOut(true).build();
        }
        if (outcome instanceof WriteOutcome.ConditionFailed failed) {
            RememberedAnswers.ConditionFailed.Builder kept = RememberedAnswers.ConditionFailed.newBuilder();
            ByteString item = failed.item();
            if (item != null && keepAttributes) {
                kept.setItem(item);
            }
            return answer.setConditionFailed(kept).build();
        }
        if (outcome instanceof WriteOutcome.Refused refused) {
            return answer.setRefused(RememberedAnswers.Refused.newBuilder()
                            .setCode(refused.code().name())
                            .setMessage(refused.message()))
                    .build();
        }
        if (outcome instanceof WriteOutcome.Conflicted) {
            return answer.setConflicted(true).build();
        }
        throw new IllegalArgumentException("nothing is decided by " + outcome);
    }

    private static RememberedAnswers.Done done(WriteOutcome.Done done) {
        ByteString attributes = done.attributes();
        WrittenSizes sizes = done.sizes();
        if (attributes == null && sizes == null) {
            return RememberedAnswers.Done.getDefaultInstance();
        }
        RememberedAnswers.Done.Builder kept = RememberedAnswers.Done.newBuilder();
        if (attributes != null) {
            kept.setAttributes(attributes);
        }
        if (sizes != null) {
            kept.setSizes(RememberedAnswers.WrittenSizes.newBuilder()
                    .setOldItemBytes(sizes.oldBytes())
                    .setNewItemBytes(sizes.newBytes()));
        }
        return kept.build();
    }

    /** Of one log entry. */
    static RememberedAnswers together(List<Answer> answers) {
        return RememberedAnswers.newBuilder()
                .setFormat(format(answers))
                .addAllAnswers(answers)
                .build();
    }

    /** The lowest that can say them. */
    private static int format(List<Answer> answers) {
        if (answers.stream().anyMatch(Answer::hasConflicted)) {
            return FORMAT;
        }
        return answers.stream()
                        .anyMatch(answer -> answer.hasDone() && answer.getDone().hasSizes())
                ? SIZES_FORMAT
                : BASIC_FORMAT;
    }

    /** Bytes of what a write returns. */
    static int attributeBytes(WriteOutcome outcome) {
        ByteString attributes = null;
        if (outcome instanceof WriteOutcome.Done done) {
            attributes = done.attributes();
        } else if (outcome instanceof WriteOutcome.ConditionFailed failed) {
            attributes = failed.item();
        }
        return attributes == null ? 0 : attributes.size();
    }

    static RememberedAnswers decode(byte @Nullable [] value) throws CorruptStoreException {
        if (value == null) {
            throw new CorruptStoreException("answers are missing");
        }
        RememberedAnswers answers;
        try {
            answers = RememberedAnswers.parseFrom(value);
        } catch (InvalidProtocolBufferException e) {
            throw new CorruptStoreException("malformed answers", e);
        }
        if (Integer.compareUnsigned(answers.getFormat(), FORMAT) > 0) {
            throw CorruptStoreException.newer("the remembered answers in the store have", answers.getFormat(), FORMAT);
        }
        if (answers.getFormat() == 0) {
            throw new CorruptStoreException("answers without a format");
        }
        return answers;
    }

    static WriteOutcome outcome(Answer answer) throws CorruptStoreException {
        return switch (answer.getOutcomeCase()) {
            case DONE -> done(answer.getDone());
            case CONDITION_FAILED ->
                new WriteOutcome.ConditionFailed(
                        answer.getConditionFailed().hasItem()
                                ? answer.getConditionFailed().getItem()
                                : null);
            case REFUSED ->
                new WriteOutcome.Refused(
                        code(answer.getRefused().getCode()), answer.getRefused().getMessage());
            case LEFT_OUT -> new WriteOutcome.DoneBefore();
            case CONFLICTED -> new WriteOutcome.Conflicted();
            case OUTCOME_NOT_SET -> throw new CorruptStoreException("an answer of no known kind");
        };
    }

    private static WriteOutcome done(RememberedAnswers.Done done) {
        return new WriteOutcome.Done(
                done.hasAttributes() ? done.getAttributes() : null,
                done.hasSizes()
                        ? new WrittenSizes(
                                done.getSizes().getOldItemBytes(),
                                done.getSizes().getNewItemBytes(),
                                true)
                        : null);
    }

    private static ErrorCode code(String name) throws CorruptStoreException {
        try {
            return ErrorCode.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw new CorruptStoreException("an answer with an error code of no known kind", e);
        }
    }
}
