package io.stator.partition.replica;

import static io.stator.partition.replica.TransactionFixture.ANCHOR;
import static io.stator.partition.replica.TransactionFixture.FIRST;
import static io.stator.partition.replica.TransactionFixture.OTHER;
import static io.stator.partition.replica.TransactionFixture.SECOND;
import static io.stator.partition.replica.TransactionFixture.TOKEN;
import static io.stator.partition.replica.TransactionFixture.counted;
import static io.stator.partition.replica.TransactionFixture.execute;
import static io.stator.partition.replica.TransactionFixture.header;
import static io.stator.partition.replica.TransactionFixture.prepare;
import static io.stator.partition.replica.TransactionFixture.put;
import static io.stator.partition.replica.TransactionFixture.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stator.model.ErrorCode;
import io.stator.model.Item;
import io.stator.model.StatorException;
import io.stator.partition.HybridClock;
import io.stator.partition.PartitionMetrics;
import io.stator.partition.PartitionSettings;
import io.stator.partition.StepOutcome;
import io.stator.partition.TransactionStep;
import io.stator.partition.TransactionTimes;
import io.stator.partition.UnfinishedTransactions;
import io.stator.partition.storage.StorageEnvironment;
import io.stator.txn.CanonicalOrder;
import io.stator.txn.CountedIntents;
import io.stator.txn.Decision;
import io.stator.txn.Intent;
import io.stator.txn.IntentStamp;
import io.stator.txn.Refusal;
import io.stator.txn.RequestToken;
import io.stator.txn.TransactionAnswer;
import io.stator.txn.TransactionAnswer.TokenUse;
import io.stator.txn.TransactionHeader;
import io.stator.txn.TransactionMessage;
import io.stator.txn.TransactionRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a partition holds of transactions: for how long, and for whom to see. */
class TransactionStateTest {
    private static final long DEADLINE = 1_000_000;
    private static final TransactionHeader HEADER = header(1, DEADLINE);
    private static final TransactionAnswer COMMITTED = new TransactionAnswer.Decided(Decision.COMMITTED);

    @TempDir
    private Path directory;

    private PartitionFixture fixture;
    private TransactionFixture transactions;

    @BeforeEach
    void open() throws IOException {
        fixture = new PartitionFixture(directory.resolve("replica"));
        transactions = new TransactionFixture(fixture);
    }

    @AfterEach
    void close() throws IOException {
        fixture.close();
    }

    /** What a replica answers to these, one after the other, in entries of their own. */
    private static List<TransactionAnswer> answers(
            PartitionStateMachine replica, long stamp, List<TransactionStep> steps) throws IOException {
        List<TransactionAnswer> answers = new ArrayList<>();
        for (TransactionStep step : steps) {
            answers.add(TransactionFixture.answered(MemoryReplica.apply(
                                    replica,
                                    replica.appliedIndex() + 1,
                                    List.of(TransactionFixture.command(step, stamp)))
                            .get(0))
                    .answer());
        }
        return answers;
    }

    /** Intents, records, tokens and the horizon: each is asked for by something that it decides. */
    @Test
    void itOutlivesARestartAndComesWithACheckpoint() throws IOException {
        IntentStamp second = transactions.prepared(prepare(HEADER, put(with(SECOND, "x"))), 11);
        TransactionHeader done = new TransactionHeader(TransactionFixture.id(2), OTHER, DEADLINE);
        TransactionHeader never = header(3, DEADLINE / 2);
        transactions.answer(new TransactionMessage.Resolve(never, OTHER, second), DEADLINE / 2 + 1);
        Path checkpoint = directory.resolve("checkpoint");
        fixture.stateMachine.checkpoint(checkpoint);
        List<List<byte[]>> log = fixture.replica.log();
        fixture.close();
        try (StorageEnvironment environment = PartitionFixture.environment();
                PartitionStateMachine reopened = PartitionStateMachine.open(
                        directory.resolve("replica"), environment, PartitionSettings.DEFAULT);
                PartitionStateMachine restored = PartitionStateMachine.open(
                        directory.resolve("restored"), environment, PartitionSettings.DEFAULT)) {
            restored.restore(checkpoint);
            for (PartitionStateMachine replica : List.of(reopened, restored)) {
                MemoryReplica.replay(replica, log);
                assertThat(answers(
                                replica,
                                12,
                                List.of(
                                        execute(never, null, put(with(FIRST, "late"))),
                                        prepare(header(4, DEADLINE), put(with(SECOND, "y"))),
                                        execute(HEADER, null, counted(second), put(with(FIRST, "x"))),
                                        TransactionFixture.step(
                                                new TransactionMessage.Commit(OTHER, HEADER.id(), second)),
                                        execute(done, TOKEN, put(with(SECOND, "z"))))))
                        .containsExactly(
                                new TransactionAnswer.Decided(Decision.ABORTED),
                                new TransactionAnswer.Refused(new Refusal.Conflict()),
                                COMMITTED,
                                new TransactionAnswer.Done(),
                                COMMITTED);
            }
        }
        try (StorageEnvironment environment = PartitionFixture.environment();
                PartitionStateMachine again = PartitionStateMachine.open(
                        directory.resolve("replica"), environment, PartitionSettings.DEFAULT)) {
            TransactionHeader other = new TransactionHeader(TransactionFixture.id(5), OTHER, DEADLINE);
            assertThat(answers(again, 13, List.of(execute(other, TOKEN, put(with(SECOND, "again"))))))
                    .containsExactly(new TransactionAnswer.TokenUsed(TokenUse.COMMITTED));
        }
        fixture = new PartitionFixture(directory.resolve("another"));
    }

    /** Of two replicas of which one has been through a bug, which nobody could see in their items. */
    @Test
    void whatDiffersInTransactionsDiffersInTheDigest() throws IOException {
        TransactionStep base = prepare(HEADER, put(with(SECOND, "x")), TOKEN);
        String same = digestAfter("same", there -> there.answer(base, 10));
        assertThat(digestAfter("same-again", there -> there.answer(base, 10))).isEqualTo(same);
        List<Consumer<TransactionFixture>> others = List.of(
                there -> there.answer(prepare(HEADER, put(with(SECOND, "y")), TOKEN), 10),
                there -> there.answer(prepare(header(2, DEADLINE), put(with(SECOND, "x")), TOKEN), 10),
                there -> there.answer(
                        prepare(HEADER, put(with(SECOND, "x")), TransactionFixture.token("other", "request")), 10),
                there -> {
                    there.answer(base, 10);
                    there.answer(new TransactionMessage.Abort(header(9, DEADLINE)), 11);
                },
                there -> {
                    there.answer(base, 10);
                    there.answer(new TransactionMessage.Resolve(header(9, 5), OTHER, new IntentStamp(1)), 11);
                });
        for (int i = 0; i < others.size(); i++) {
            assertThat(digestAfter("other-" + i, others.get(i)))
                    .as("other " + i)
                    .isNotEqualTo(same);
        }
    }

    private String digestAfter(String name, Consumer<TransactionFixture> steps) throws IOException {
        try (PartitionFixture partition = new PartitionFixture(directory.resolve(name))) {
            steps.accept(new TransactionFixture(partition));
            return partition.digest().hash();
        }
    }

    @Test
    void whatIsUnfinishedIsFound() throws IOException {
        IntentStamp first = transactions.prepared(prepare(HEADER, put(with(FIRST, "x"))), 10);
        IntentStamp second = transactions.prepared(prepare(header(2, DEADLINE * 2), put(with(SECOND, "x"))), 11);
        Intent atFirst = Objects.requireNonNull(transactions.intent(ANCHOR));
        Intent atSecond = Objects.requireNonNull(transactions.intent(OTHER));
        assertThat(unfinished(DEADLINE, 9)).isEqualTo(UnfinishedTransactions.NONE);
        assertThat(unfinished(DEADLINE + 1, 9)).isEqualTo(new UnfinishedTransactions(List.of(atFirst), List.of()));
        UnfinishedTransactions later = unfinished(DEADLINE * 2 + 1, 9);
        assertThat(later.overdue()).containsExactlyInAnyOrder(atFirst, atSecond);
        assertThat(fixture.partition.underWay(9).join()).containsExactly(HEADER, header(2, DEADLINE * 2));
        assertThat(fixture.partition.underWay(1).join()).containsExactly(HEADER);

        transactions.answer(new TransactionMessage.Drop(ANCHOR, HEADER.id(), first), 12);
        assertThat(fixture.partition.underWay(9).join()).containsExactly(header(2, DEADLINE * 2));
        IntentStamp counted = new IntentStamp(second.version() + 1);
        transactions.answer(execute(HEADER, null, counted(counted), put(with(FIRST, "x"))), 13);
        TransactionRecord committed = new TransactionRecord.Committed(
                HEADER, null, counted(counted), DEADLINE + TransactionTimes.RETENTION.committed());
        assertThat(unfinished(DEADLINE + 1, 9)).isEqualTo(new UnfinishedTransactions(List.of(), List.of(committed)));
    }

    private UnfinishedTransactions unfinished(long now, int max) {
        return fixture.partition.unfinished(now, max).join();
    }

    /** However few are told at once, and whatever becomes of them. */
    @Test
    void allThatIsUnfinishedIsFoundInTheEnd() {
        int count = 50;
        for (int number = 1; number <= count; number++) {
            Item item = PartitionFixture.item("k" + number, 1).build();
            TransactionHeader header =
                    new TransactionHeader(TransactionFixture.id(number), PartitionFixture.key(item), DEADLINE);
            transactions.prepared(prepare(header, put(item)), 10);
            decide(count + number);
        }
        List<Intent> overdue = new ArrayList<>();
        List<TransactionRecord> due = new ArrayList<>();
        for (int call = 0; call < count / 7 + 1; call++) {
            UnfinishedTransactions some = unfinished(DEADLINE + 1, 7);
            assertThat(some.overdue()).hasSizeLessThanOrEqualTo(7);
            assertThat(some.due()).hasSizeLessThanOrEqualTo(7);
            overdue.addAll(some.overdue());
            due.addAll(some.due());
        }
        assertThat(overdue).doesNotHaveDuplicates().hasSize(count);
        assertThat(due).doesNotHaveDuplicates().hasSize(count);
        assertThat(unfinished(DEADLINE + 1, count).overdue()).as("and again").hasSize(count);
    }

    /** A transaction with a token, of which one intent is not confirmed. */
    private void decide(int number) {
        List<Item> items = Stream.of("d", "e")
                .map(name -> PartitionFixture.item(name + number, 1).build())
                .sorted(Comparator.comparing(PartitionFixture::key, CanonicalOrder.KEYS))
                .toList();
        TransactionHeader header =
                new TransactionHeader(TransactionFixture.id(number), PartitionFixture.key(items.get(0)), DEADLINE);
        CountedIntents counted = new CountedIntents(Map.of(PartitionFixture.key(items.get(1)), new IntentStamp(1)));
        RequestToken token = TransactionFixture.token("token " + number, "request");
        assertThat(transactions.answer(execute(header, token, counted, put(items.get(0))), 10))
                .isEqualTo(COMMITTED);
    }

    private ReplicatedPartition partition(long nowMillis, int intentsMax) {
        return new ReplicatedPartition(
                fixture.stateMachine,
                fixture.replica,
                new HybridClock(() -> Instant.ofEpochMilli(nowMillis)),
                Runnable::run,
                PartitionMetrics.NONE,
                intentsMax);
    }

    @Test
    void aDeadlineThatIsTooFarAheadIsRefused() {
        long now = 1_700_000_000_000L;
        int before = fixture.replica.log().size();
        ReplicatedPartition partition = partition(now, 9);
        long latest =
                HybridClock.stamps(now + TransactionTimes.DEADLINE_AHEAD_MILLIS_MAX + HybridClock.AHEAD_MILLIS_MAX);
        for (TransactionStep step : List.of(
                // Each look at the clock gives one stamp more.
                prepare(header(1, latest + 9), put(FIRST)), execute(header(2, latest + 9), null, put(FIRST)))) {
            assertThatThrownBy(() -> partition.step(step).join())
                    .cause()
                    .isInstanceOfSatisfying(
                            StatorException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SERVICE_UNAVAILABLE));
        }
        assertThat(fixture.replica.log()).hasSize(before);
        assertThat(partition.step(prepare(header(1, latest), put(FIRST))).join())
                .isInstanceOfSatisfying(
                        StepOutcome.Answered.class,
                        answered -> assertThat(answered.answer()).isInstanceOf(TransactionAnswer.Prepared.class));
        assertThat(partition
                        .step(TransactionFixture.step(new TransactionMessage.Abort(header(1, latest * 2))))
                        .join())
                .as("what ends transactions is never refused")
                .isInstanceOf(StepOutcome.Answered.class);
    }

    @Test
    void whatComesAfterTheDecisionIsProposedLate() {
        IntentStamp stamp = new IntentStamp(1);
        List<TransactionMessage> late = List.of(
                new TransactionMessage.Commit(OTHER, HEADER.id(), stamp),
                new TransactionMessage.Drop(OTHER, HEADER.id(), stamp),
                new TransactionMessage.Confirm(HEADER, List.of(OTHER)),
                new TransactionMessage.Remove(HEADER));
        for (TransactionMessage message : late) {
            int before = fixture.replica.late().size();
            fixture.partition.step(TransactionFixture.step(message)).join();
            assertThat(fixture.replica.late()).as("%s", message).hasSize(before + 1);
        }
        int before = fixture.replica.late().size();
        long deadline = HybridClock.stamps(System.currentTimeMillis() + 1_000);
        for (TransactionStep step : List.of(
                prepare(header(2, deadline), put(SECOND)),
                execute(header(2, deadline), null, put(FIRST)),
                TransactionFixture.step(new TransactionMessage.Abort(header(2, deadline))),
                TransactionFixture.step(new TransactionMessage.Resolve(header(2, deadline), OTHER, stamp)))) {
            fixture.partition.step(step).join();
        }
        assertThat(fixture.replica.late()).hasSize(before);
    }

    @Test
    void tooManyIntentsAreRefused() {
        long now = 1_700_000_000_000L;
        ReplicatedPartition partition = partition(now, 1);
        long deadline = HybridClock.stamps(now + 1);
        TransactionStep first = prepare(header(1, deadline), put(FIRST));
        TransactionStep second = prepare(header(1, deadline), put(SECOND));
        partition.step(first).join();
        int before = fixture.replica.log().size();
        assertThatThrownBy(() -> partition.step(second).join())
                .cause()
                .isInstanceOfSatisfying(
                        StatorException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.THROTTLING));
        assertThat(fixture.replica.log()).hasSize(before);
        partition
                .step(TransactionFixture.step(new TransactionMessage.Drop(ANCHOR, TransactionFixture.id(1), null)))
                .join();
        assertThat(((StepOutcome.Answered) partition.step(second).join()).answer())
                .isInstanceOf(TransactionAnswer.Prepared.class);
    }
}
