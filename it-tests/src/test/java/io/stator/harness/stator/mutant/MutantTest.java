package io.stator.harness.stator.mutant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.stator.consensus.LogPosition;
import io.stator.consensus.StateMachine;
import io.stator.consensus.StrongRead;
import io.stator.consensus.ratis.RatisSettings;
import io.stator.model.AttributeValue;
import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.model.ItemSize;
import io.stator.model.KeyCodec;
import io.stator.model.KeyType;
import io.stator.model.ReturnValues;
import io.stator.model.TableInfo;
import io.stator.model.TableSchema;
import io.stator.model.TableStatus;
import io.stator.model.expression.Condition;
import io.stator.partition.CommandOutcome;
import io.stator.partition.ItemWrite;
import io.stator.partition.Page;
import io.stator.partition.PageRequest;
import io.stator.partition.Partition;
import io.stator.partition.ReadOutcome;
import io.stator.partition.SizedItem;
import io.stator.partition.TableRange;
import io.stator.partition.WriteId;
import io.stator.partition.WriteOutcome;
import io.stator.partition.storage.EntryWriter;
import io.stator.partition.storage.StoreBatch.Change;
import io.stator.server.NodeParts;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each mutant is wrong in the way that it says, and right otherwise. */
class MutantTest {
    private static final TableInfo TABLE =
            new TableInfo(1, 1, TableSchema.of("table", "id", KeyType.STRING), TableStatus.ACTIVE, 1_700_000_000_000L);
    private static final ByteString OLD = encoded("old");
    private static final ByteString NEW = encoded("new");

    private final ScriptedPartition partition = new ScriptedPartition();
    private final ScriptedReplica replica = new ScriptedReplica();
    private final ScriptedState state = new ScriptedState();

    @TempDir
    private Path directory;

    private static ByteString encoded(String value) {
        return ItemCodec.encode(
                Item.builder().set("id", "a").set("value", value).build());
    }

    static CommandOutcome answer(int number) {
        return new CommandOutcome.Written(new WriteOutcome.Done(ByteString.copyFromUtf8("" + number)));
    }

    private Partition mutated(Mutant mutant) {
        return mutant.breaking(NodeParts.production()).layers().partition(partition);
    }

    private static ItemWrite write(@Nullable Condition condition, ReturnValues returnValues) {
        return new ItemWrite(
                TABLE,
                KeyCodec.encodeKey(TABLE, ItemCodec.decode(NEW)),
                1,
                new ItemWrite.Put(NEW),
                condition,
                returnValues,
                false,
                WriteId.NONE);
    }

    private static Optional<SizedItem> get(Partition mutated, boolean strong) {
        ItemWrite any = write(null, ReturnValues.NONE);
        return found(mutated.get(TABLE, any.key(), 1, strong));
    }

    private static <T> T found(CompletableFuture<ReadOutcome<T>> read) {
        if (read.join() instanceof ReadOutcome.Found<T> found) {
            return found.value();
        }
        throw new AssertionError("not served: " + read);
    }

    private static Page page(Partition mutated, int limit) {
        return found(mutated.page(new PageRequest(TABLE, 1, TableRange.ALL, false, limit, 1000), true));
    }

    @Test
    void aStrongReadOfAFollowerIsNotStrong() {
        Partition mutated = mutated(Mutant.STRONG_READ_BY_FOLLOWER);
        get(mutated, true);
        page(mutated, 1);
        assertThat(partition.strongReads).containsExactly(false, false);
    }

    @Test
    void leasesThatShouldHaveEndedHold() {
        NodeParts endless = Mutant.LEASE_WITHOUT_END.breaking(NodeParts.production());
        assertThat(endless.leasePolicy().holds(Long.MAX_VALUE, 1)).isTrue();

        AtomicReference<Instant> wall = new AtomicReference<>(Instant.ofEpochSecond(100));
        NodeParts byWall =
                Mutant.LEASE_BY_WALL_CLOCK.breaking(NodeParts.production().withWallClock(wall::get));
        long before = byWall.clock().nanos();
        wall.set(Instant.ofEpochSecond(90));
        assertThat(byWall.clock().nanos() - before).isEqualTo(-10_000_000_000L);

        NodeParts running = Mutant.LEASE_IGNORES_PAUSE.breaking(NodeParts.production());
        long started = running.clock().nanos();
        await().until(() -> running.clock().nanos() > started);
        assertThat(running.leasePolicy().holds(1, 2)).isTrue();
        assertThat(running.leasePolicy().holds(2, 1)).isFalse();
    }

    @Test
    void aBarrierIsPassedWithoutAnyone() {
        assertThat(StrongRead.of(replica, () -> "state")).isCompleted();
        var mutated = Mutant.BARRIER_WITHOUT_LOG
                .breaking(NodeParts.production())
                .layers()
                .replica(replica);
        assertThat(mutated.leaseValid()).isFalse();
        assertThat(StrongRead.of(mutated, () -> "state")).isCompletedWithValue("state");
        assertThat(replica.barrier()).isNotDone();
    }

    @Test
    void aRetryHasNoName() {
        ItemWrite plain = write(null, ReturnValues.NONE);
        ItemWrite named = new ItemWrite(
                TABLE,
                plain.key(),
                plain.epoch(),
                plain.action(),
                null,
                ReturnValues.NONE,
                false,
                new WriteId(ByteString.copyFromUtf8("0123456789abcdef"), 3));
        mutated(Mutant.RETRY_APPLIED_AGAIN).write(named);
        assertThat(partition.writes).containsExactly(plain);
    }

    @Test
    void logsAreKeptByOtherProperties() {
        assertThat(logProperties(Mutant.LOG_FSYNC_LEFT_OUT)).contains("raft.server.log.unsafe-flush.enabled");
        assertThat(logProperties(Mutant.LOG_IN_MEMORY)).contains("raft.server.log.use.memory");
    }

    private static String logProperties(Mutant mutant) {
        RatisSettings usual = RatisSettings.of(Path.of("raft"), "n1", "127.0.0.1", 1);
        return mutant.breaking(NodeParts.production())
                .log()
                .apply(usual)
                .engineProperties()
                .toString();
    }

    @Test
    void anEntryIsWrittenInParts() throws IOException {
        List<Change> entry = new ArrayList<>();
        for (byte key = 0; key < 5; key++) {
            entry.add(new Change(new byte[] {key}, new byte[] {1}));
        }
        EntryWriter beside =
                Mutant.INDEX_BESIDE_ENTRY.breaking(NodeParts.production()).entryWriter();
        assertThat(parts(beside, entry)).containsExactly(List.of(1, 2, 3, 4));
        assertThat(parts(beside, entry.subList(0, 2))).containsExactly(List.of(0), List.of(1));
        EntryWriter halves =
                Mutant.ENTRY_IN_HALVES.breaking(NodeParts.production()).entryWriter();
        assertThat(parts(halves, entry)).containsExactly(List.of(1, 2), List.of(3, 4, 0));
        assertThat(parts(halves, entry.subList(0, 1))).containsExactly(List.of(0));
    }

    private static List<List<Integer>> parts(EntryWriter writer, List<Change> entry) throws IOException {
        List<List<Integer>> written = new ArrayList<>();
        writer.write(
                entry,
                changes -> written.add(
                        changes.stream().map(change -> (int) change.key()[0]).toList()));
        return written;
    }

    @Test
    void aCheckpointIsSaidToHoldMoreThanItDoes() throws IOException {
        state.appliedIndex = 7;
        state.entriesMeanwhile = 3;
        assertThat(new ShortSnapshots(state).checkpoint(directory.resolve("short")))
                .isEqualTo(10);
        StateMachine<CommandOutcome> purging = new PurgedTooEarly(state);
        assertThat(purging.checkpoint(directory.resolve("none"))).isEqualTo(10);
        assertThat(Files.size(directory.resolve("none").resolve("empty"))).isZero();
        purging.restore(directory.resolve("none"));
        assertThat(state.restored).isEmpty();
    }

    @Test
    void aWriteIsForgotten() throws IOException {
        StateMachine<CommandOutcome> forgetful = new ForgetfulReplica(state);
        for (int entry = 0; entry < 100; entry++) {
            forgetful.apply(new LogPosition(1, entry), commands(1, 2, 3));
        }
        assertThat(state.applied).hasSize(300);
        assertThat(state.applied.stream().filter(number -> number == 3)).hasSize(95);
    }

    @Test
    void neighboursGetEachOthersAnswers() throws IOException {
        assertThat(new SwappedAnswers(state).apply(new LogPosition(1, 0), commands(1, 2, 3)))
                .containsExactly(answer(3), answer(1), answer(2));
        assertThat(state.applied).containsExactly(1, 2, 3);
    }

    private static SizedItem sized(ByteString item) {
        return new SizedItem(item, ItemSize.of(ItemCodec.decode(item)));
    }

    private static List<ByteBuffer> commands(int... numbers) {
        List<ByteBuffer> commands = new ArrayList<>();
        for (int number : numbers) {
            commands.add(ByteBuffer.wrap(new byte[] {(byte) number}));
        }
        return commands;
    }

    @Test
    void aWriteIsAnsweredBeforeItIsCommitted() {
        Partition mutated = mutated(Mutant.ANSWER_BEFORE_COMMIT);
        assertThat(mutated.write(write(null, ReturnValues.NONE)).join()).isEqualTo(new WriteOutcome.Done(null));
        assertThat(partition.written).isNotDone();
        assertThat(mutated.write(write(null, ReturnValues.ALL_OLD))).isNotDone();
        partition.written.completeExceptionally(new CompletionException("refused at once", null));
        assertThat(mutated.write(write(null, ReturnValues.NONE))).isCompletedExceptionally();
    }

    @Test
    void aConditionIsEvaluatedBeforeTheLog() {
        Partition mutated = mutated(Mutant.CONDITION_ON_STALE_COPY);
        partition.item = Optional.of(sized(OLD));
        Condition isOld = Condition.equalTo("value", new AttributeValue.S("old"));
        Condition isNew = Condition.equalTo("value", new AttributeValue.S("new"));
        assertThat(mutated.write(write(isOld, ReturnValues.NONE))).isNotDone();
        assertThat(partition.writes)
                .singleElement()
                .satisfies(write -> assertThat(write.condition()).isNull());
        assertThat(mutated.write(write(isNew, ReturnValues.NONE)))
                .isCompletedWithValue(new WriteOutcome.ConditionFailed(null));
        assertThat(partition.writes).hasSize(1);
    }

    @Test
    void anEventualReadSeesWhatIsNotCommitted() {
        Partition mutated = mutated(Mutant.UNCOMMITTED_READ);
        partition.item = Optional.of(sized(OLD));
        assertThat(get(mutated, false)).contains(sized(OLD));
        CompletableFuture<WriteOutcome> answer = mutated.write(write(null, ReturnValues.NONE));
        assertThat(get(mutated, false)).contains(sized(NEW));
        assertThat(get(mutated, true)).contains(sized(OLD));
        partition.written.complete(new WriteOutcome.ConditionFailed(null));
        assertThat(answer).isCompleted();
        assertThat(get(mutated, false)).contains(sized(OLD));
    }

    @Test
    void pagesLoseItems() {
        partition.page = new Page(List.of(OLD, NEW), true, 2);
        assertThat(page(mutated(Mutant.PAGE_SKIPS_FIRST), 2)).isEqualTo(new Page(List.of(NEW), true, 2, 2, 2, NEW));
        assertThat(page(mutated(Mutant.PAGE_ENDS_EARLY), 2)).isEqualTo(new Page(List.of(OLD, NEW), false, 2));
        assertThat(page(mutated(Mutant.PAGE_ENDS_EARLY), 3)).isEqualTo(partition.page);
    }
}
