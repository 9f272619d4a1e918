package io.stator.partition.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.stator.model.Bounds;
import io.stator.model.ErrorCode;
import io.stator.model.KeyType;
import io.stator.model.Position;
import io.stator.model.TableInfo;
import io.stator.model.TableProperties;
import io.stator.model.TableSchema;
import io.stator.model.TableStatus;
import io.stator.model.TimeToLive;
import io.stator.model.TimeToLiveStatus;
import io.stator.partition.GoldenBytes;
import io.stator.partition.WriteOutcome;
import io.stator.partition.WrittenSizes;
import io.stator.partition.storage.CorruptStoreException;
import io.stator.partition.storage.KeySpace;
import io.stator.partition.storage.ReplicaStore;
import io.stator.partition.storage.StateKey;
import io.stator.partition.storage.StorageEnvironment;
import io.stator.partition.storage.StorageSettings;
import io.stator.partition.storage.StoreBatch;
import io.stator.proto.v1.RememberedAnswers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bytes that a partition keeps beside its items: every version must read those of all before it. */
class GoldenStateTest {
    private static final String FORMAT_1 = "partition-state-1.txt";
    private static final String FORMAT_2 = "partition-state-2.txt";
    private static final String FORMAT_3 = "partition-state-3.txt";
    private static final String FORMAT_4 = "partition-state-4.txt";
    private static final String ANSWERS = "remembered-answers-1.txt";
    private static final WriteCounts COUNTS = new WriteCounts(300, 200);

    @TempDir
    Path directory = Path.of("");

    @Test
    void todaysStateHasTheBytesOfFormat3() {
        assertThat(GoldenBytes.text(encoded(stateOfFormat3()))).isEqualTo(GoldenBytes.text(FORMAT_3));
    }

    @Test
    void aStateWithAHorizonHasTheBytesOfFormat4AndIsRead() throws IOException {
        PartitionState state = stateOfFormat3().withHorizonFrom(0x0203040506070809L);
        assertThat(GoldenBytes.text(encoded(state))).isEqualTo(GoldenBytes.text(FORMAT_4));
        assertThat(load(GoldenBytes.read(FORMAT_4))).usingRecursiveComparison().isEqualTo(state);
    }

    @Test
    void bytesOfFormat3AreRead() throws IOException {
        assertThat(load(GoldenBytes.read(FORMAT_3))).usingRecursiveComparison().isEqualTo(stateOfFormat3());
    }

    @Test
    void bytesOfFormat2AreRead() throws IOException {
        assertThat(load(GoldenBytes.read(FORMAT_2))).usingRecursiveComparison().isEqualTo(state(COUNTS));
    }

    /** Written by 849a6f1, the last version of format 1: it counted no writes. */
    @Test
    void bytesOfFormat1AreRead() throws IOException {
        assertThat(load(GoldenBytes.read(FORMAT_1))).usingRecursiveComparison().isEqualTo(state(WriteCounts.NONE));
    }

    /** Told from its tables, too, which have no format of their own: they may be of the newer one. */
    @Test
    void aNewerStateIsRefused() {
        Map<String, byte[]> newer = GoldenBytes.read(FORMAT_4);
        byte[] state = newer.getOrDefault("state", new byte[0]);
        assertThat(state).startsWith(0x08, 4);
        state[1] = 5;
        newer.put("table-5", new byte[] {1, 2, 3});
        assertThatThrownBy(() -> load(newer))
                .isInstanceOf(CorruptStoreException.class)
                .hasMessage("the partition state in the store has format 5, written by a newer version of Stator;"
                        + " this one reads up to 4");
    }

    @Test
    void aNewerSetOfDroppedTablesIsRefused() {
        Map<String, byte[]> newer = GoldenBytes.read(FORMAT_2);
        newer.put("dropped", new byte[] {2});
        assertThatThrownBy(() -> load(newer))
                .isInstanceOf(CorruptStoreException.class)
                .hasMessage("the set of dropped tables in the store has format 2, written by a newer version of"
                        + " Stator; this one reads up to 1");
    }

    @Test
    void todaysAnswersHaveTheBytesOfFormat1() {
        List<RememberedAnswers.Answer> answers = new ArrayList<>();
        outcomes()
                .forEach((id, outcome) ->
                        answers.add(AnswerCodec.encode(ByteString.copyFromUtf8(id), outcome, !id.equals("left out"))));
        byte[] bytes = RetryWindow.empty(RetryWindow.Size.DEFAULT)
                .plan(answers)
                .answers()
                .toByteArray();
        assertThat(GoldenBytes.text(Map.of("answers", bytes))).isEqualTo(GoldenBytes.text(ANSWERS));
    }

    @Test
    void answersOfFormat1AreRead() throws IOException {
        Map<String, WriteOutcome> read = new LinkedHashMap<>();
        RememberedAnswers answers = AnswerCodec.decode(GoldenBytes.read(ANSWERS).get("answers"));
        for (RememberedAnswers.Answer answer : answers.getAnswersList()) {
            read.put(answer.getRequestId().toStringUtf8(), AnswerCodec.outcome(answer));
        }
        Map<String, WriteOutcome> expected = outcomes();
        expected.put("left out", new WriteOutcome.DoneBefore());
        assertThat(read).isEqualTo(expected);
    }

    @Test
    void answersWithSizesHaveTheBytesOfFormat2AndAreRead() throws IOException {
        WriteOutcome sized = new WriteOutcome.Done(ByteString.copyFromUtf8("item"), new WrittenSizes(0, 300));
        List<RememberedAnswers.Answer> answers = List.of(
                AnswerCodec.encode(ByteString.copyFromUtf8("sized"), sized, true),
                AnswerCodec.encode(ByteString.copyFromUtf8("done"), new WriteOutcome.Done(null), true));
        RememberedAnswers planned =
                RetryWindow.empty(RetryWindow.Size.DEFAULT).plan(answers).answers();
        assertThat(GoldenBytes.text(Map.of("answers", planned.toByteArray())))
                .isEqualTo(GoldenBytes.text("remembered-answers-2.txt"));
        RememberedAnswers read = AnswerCodec.decode(planned.toByteArray());
        assertThat(read.getFormat()).isEqualTo(2);
        assertThat(AnswerCodec.outcome(read.getAnswers(0)))
                .isEqualTo(new WriteOutcome.Done(ByteString.copyFromUtf8("item"), new WrittenSizes(0, 300, true)));
        assertThat(AnswerCodec.outcome(read.getAnswers(1))).isEqualTo(new WriteOutcome.Done(null));
    }

    @Test
    void answersWithAConflictHaveTheBytesOfFormat3AndAreRead() throws IOException {
        List<RememberedAnswers.Answer> answers = List.of(
                AnswerCodec.encode(ByteString.copyFromUtf8("conflicted"), new WriteOutcome.Conflicted(), true),
                AnswerCodec.encode(ByteString.copyFromUtf8("done"), new WriteOutcome.Done(null), true));
        RememberedAnswers planned =
                RetryWindow.empty(RetryWindow.Size.DEFAULT).plan(answers).answers();
        assertThat(GoldenBytes.text(Map.of("answers", planned.toByteArray())))
                .isEqualTo(GoldenBytes.text("remembered-answers-3.txt"));
        RememberedAnswers read = AnswerCodec.decode(planned.toByteArray());
        assertThat(read.getFormat()).isEqualTo(3);
        assertThat(AnswerCodec.outcome(read.getAnswers(0))).isEqualTo(new WriteOutcome.Conflicted());
        assertThat(AnswerCodec.outcome(read.getAnswers(1))).isEqualTo(new WriteOutcome.Done(null));
    }

    @Test
    void newerAnswersAreRefused() {
        byte[] newer = GoldenBytes.read(ANSWERS).getOrDefault("answers", new byte[0]);
        assertThat(newer).startsWith(0x08, 1);
        newer[1] = 4;
        assertThatThrownBy(() -> AnswerCodec.decode(newer))
                .isInstanceOf(CorruptStoreException.class)
                .hasMessage("the remembered answers in the store have format 4, written by a newer version of Stator;"
                        + " this one reads up to 3");
    }

    private static Map<String, WriteOutcome> outcomes() {
        ByteString item = ByteString.copyFromUtf8("item");
        Map<String, WriteOutcome> outcomes = new LinkedHashMap<>();
        outcomes.put("done", new WriteOutcome.Done(null));
        outcomes.put("returned", new WriteOutcome.Done(item));
        outcomes.put("left out", new WriteOutcome.Done(item));
        outcomes.put("failed", new WriteOutcome.ConditionFailed(null));
        outcomes.put("failed with item", new WriteOutcome.ConditionFailed(item));
        outcomes.put("refused", new WriteOutcome.Refused(ErrorCode.VALIDATION, "no"));
        return outcomes;
    }

    private static PartitionState state(WriteCounts counts) {
        PartitionView view = PartitionView.NONE
                .establish(
                        1,
                        2,
                        new Bounds(
                                new Position(-9, 1, ByteString.copyFromUtf8("p"), ByteString.copyFromUtf8("s")),
                                Position.atToken(-5)))
                .with(new TableInfo(5, 6, TableSchema.of("t", "p", KeyType.STRING), TableStatus.ACTIVE, 7))
                .with(new TableInfo(
                        8,
                        1,
                        TableSchema.of("u", "p", KeyType.BINARY, "s", KeyType.NUMBER),
                        TableStatus.DELETING,
                        1_700_000_000_000L));
        IdRanges dropped = IdRanges.EMPTY.with(1).with(2).with(3).with(7);
        return new PartitionState(view, 0x0102030405060708L, 0x0102030405060700L, counts, dropped);
    }

    /** As before, and a table with a time to live. */
    private static PartitionState stateOfFormat3() {
        PartitionState before = state(COUNTS);
        TableInfo expiring = new TableInfo(9, 1, TableSchema.of("v", "p", KeyType.STRING), TableStatus.ACTIVE, 7)
                .with(TableProperties.NONE.with(new TimeToLive("expires", TimeToLiveStatus.ENABLED, 11, 3)));
        return before.with(before.view().with(expiring), before.dropped());
    }

    private static Map<String, byte[]> encoded(PartitionState state) {
        Map<String, byte[]> bytes = new LinkedHashMap<>();
        bytes.put("state", state.encode());
        state.view().tables().forEach((id, table) -> bytes.put("table-" + id, PartitionState.encodeTable(table)));
        bytes.put("dropped", state.dropped().encode());
        return bytes;
    }

    private PartitionState load(Map<String, byte[]> values) throws IOException {
        StorageSettings small = new StorageSettings(1 << 20, 1 << 20, 2, 0, 16, null);
        try (StorageEnvironment environment = new StorageEnvironment(small);
                ReplicaStore store = ReplicaStore.open(directory.resolve("store"), environment)) {
            StoreBatch batch = new StoreBatch(1, 1);
            values.forEach((name, value) -> batch.put(key(name), value));
            store.write(batch);
            return PartitionState.load(store);
        }
    }

    private static byte[] key(String name) {
        if (name.equals("state")) {
            return StateKey.PARTITION.key();
        }
        return name.equals("dropped")
                ? PartitionState.droppedKey()
                : KeySpace.TABLE.key(Long.parseLong(name.substring("table-".length())));
    }
}
