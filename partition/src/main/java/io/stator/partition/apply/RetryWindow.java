package io.stator.partition.apply;

import com.google.protobuf.ByteString;
import io.stator.model.Limits;
import io.stator.partition.WriteOutcome;
import io.stator.partition.storage.CorruptStoreException;
import io.stator.partition.storage.CursorOptions;
import io.stator.partition.storage.KeySpace;
import io.stator.partition.storage.StoreCursor;
import io.stator.partition.storage.StoreReads;
import io.stator.proto.v1.RememberedAnswers;
import io.stator.proto.v1.RememberedAnswers.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The newest writes of a partition with what they were answered, so that a retry is answered and not applied. The
 * answers lie in the store, one key for each log entry; here is where to find them. What is forgotten is decided by
 * the log alone. Of the apply thread.
 *
 * <p>Exactly once in the manner of RIFL (Lee et al., SOSP 2015), with a horizon that is counted in writes instead of
 * leases: it needs no clock, and no session that a client would have to keep alive.
 */
public final class RetryWindow {
    /** How much is kept: whole log entries, the newest one always. */
    public record Size(long writesMax, long bytesMax) {
        public static final Size DEFAULT = new Size(Limits.REMEMBERED_WRITES_MAX, Limits.REMEMBERED_BYTES_MAX);
    }

    /** What one log entry adds and what must go for it. */
    record Change(RememberedAnswers answers, long firstNumber, List<Long> forgottenEntries, long forgotten) {}

    private final Size size;
    private final AnswerIndex index;

    private RetryWindow(Size size, long forgotten) {
        this.size = size;
        this.index = new AnswerIndex(forgotten);
    }

    /** Of a partition that has answered no write. */
    static RetryWindow empty(Size size) {
        return new RetryWindow(size, 0);
    }

    /** What the store remembers. */
    public static RetryWindow load(StoreReads store, WriteCounts counts, Size size) throws IOException {
        RetryWindow window = new RetryWindow(size, counts.forgotten());
        long next = counts.forgotten() + 1;
        try (StoreCursor cursor = store.cursor(KeySpace.ANSWER.range(), CursorOptions.SWEEP)) {
            while (cursor.next()) {
                RememberedAnswers answers = AnswerCodec.decode(cursor.value());
                if (KeySpace.ANSWER.id(cursor.key()) != next || answers.getAnswersCount() == 0) {
                    throw new CorruptStoreException("the answer of write " + next + " is missing");
                }
                window.add(answers);
                next += answers.getAnswersCount();
            }
        }
        if (next != counts.count() + 1) {
            throw new CorruptStoreException("answers end before write " + next + " of " + counts.count());
        }
        return window;
    }

    /** How the write with this id was answered; null: it is not known. */
    @Nullable
    WriteOutcome find(StoreReads store, ByteString id) throws IOException {
        Answer[] found = new Answer[1];
        try {
            index.find(id, number -> {
                Answer answer = read(store, number);
                found[0] = answer.getRequestId().equals(id) ? answer : null;
                return found[0] != null;
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return found[0] == null ? null : AnswerCodec.outcome(found[0]);
    }

    private Answer read(StoreReads store, long number) {
        long start = index.entryStart(number);
        try {
            RememberedAnswers answers = AnswerCodec.decode(store.get(KeySpace.ANSWER.key(start)));
            return answers.getAnswers((int) (number - start));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it means to remember these answers of one entry; changes nothing yet. */
    Change plan(List<Answer> answers) {
        RememberedAnswers added = AnswerCodec.together(answers);
        long writes = index.writes() + answers.size();
        long bytes = index.bytes();
        for (Answer answer : answers) {
            bytes += answer.getSerializedSize();
        }
        List<Long> forgotten = new ArrayList<>();
        long first = index.first();
        long end = first + index.writes();
        while (first < end && (writes > size.writesMax() || bytes > size.bytesMax())) {
            long next = index.entryEnd(first);
            forgotten.add(first);
            writes -= next - first;
            bytes -= index.bytes(first, next);
            first = next;
        }
        return new Change(added, end, forgotten, first - 1);
    }

    /** To be called when the change is in the store. */
    void apply(Change change) {
        index.forgetBefore(change.forgotten() + 1);
        add(change.answers());
    }

    private void add(RememberedAnswers answers) {
        boolean startsEntry = true;
        for (Answer answer : answers.getAnswersList()) {
            index.add(answer.getRequestId(), answer.getSerializedSize(), startsEntry);
            startsEntry = false;
        }
    }
}
