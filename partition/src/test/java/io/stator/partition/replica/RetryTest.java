package io.stator.partition.replica;

import static io.stator.partition.replica.PartitionFixture.EPOCH;
import static io.stator.partition.replica.PartitionFixture.TABLE;
import static io.stator.partition.replica.PartitionFixture.command;
import static io.stator.partition.replica.PartitionFixture.item;
import static io.stator.partition.replica.PartitionFixture.key;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.stator.model.AttributeValue;
import io.stator.model.DecimalNumber;
import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.model.Limits;
import io.stator.model.ReturnValues;
import io.stator.model.expression.Condition;
import io.stator.model.expression.UpdateAction;
import io.stator.partition.CommandOutcome;
import io.stator.partition.ItemWrite;
import io.stator.partition.PartitionSettings;
import io.stator.partition.WriteId;
import io.stator.partition.WriteOutcome;
import io.stator.partition.apply.RetryWindow;
import io.stator.partition.storage.StorageEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A retry is answered and not applied; what may be a forgotten retry is refused. */
class RetryTest {
    private static final Item COUNTER = item("counter", 1).build();
    private static final RetryWindow.Size SMALL = new RetryWindow.Size(4, 1 << 20);

    @TempDir
    private Path directory;

    @Test
    void aRetryIsAnsweredAsTheFirstTime() throws IOException {
        try (PartitionFixture fixture = new PartitionFixture(directory)) {
            WriteOutcome first = fixture.run(increment("a", 0));
            WriteOutcome second = fixture.run(increment("b", 0));
            assertThat(first).isEqualTo(done(1));
            assertThat(second).isEqualTo(done(2));
            assertThat(fixture.run(increment("a", 0))).isEqualTo(first);
            assertThat(fixture.run(increment("b", 0))).isEqualTo(second);
            assertThat(fixture.get(COUNTER)).isEqualTo(counter(2));
            assertThat(fixture.partition.writeCount()).isEqualTo(2);
        }
    }

    @Test
    void alsoInTheSameEntry() throws IOException {
        try (PartitionFixture fixture = new PartitionFixture(directory)) {
            byte[] command = command(increment("a", 0), 1);
            assertThat(fixture.replica.append(List.of(command, command)))
                    .containsExactly(new CommandOutcome.Written(done(1)), new CommandOutcome.Written(done(1)));
            assertThat(fixture.get(COUNTER)).isEqualTo(counter(1));
        }
    }

    @Test
    void refusalsAreAnswersToo() throws IOException {
        try (PartitionFixture fixture = new PartitionFixture(directory)) {
            ItemWrite onlyNew =
                    write("a", 0, new ItemWrite.Put(ItemCodec.encode(counter(9))), Condition.attributeNotExists("p"));
            ItemWrite add = write("b", 0, add("name"), null);
            fixture.run(write("c", 0, new ItemWrite.Put(ItemCodec.encode(named())), null));
            WriteOutcome failed = fixture.run(onlyNew);
            WriteOutcome refused = fixture.run(add);
            assertThat(failed).isEqualTo(new WriteOutcome.ConditionFailed(ItemCodec.encode(named())));
            assertThat(refused).isInstanceOf(WriteOutcome.Refused.class);
            fixture.run(write("d", 0, new ItemWrite.Delete(), null));
            assertThat(fixture.run(onlyNew)).isEqualTo(failed);
            assertThat(fixture.run(add)).isEqualTo(refused);
            assertThat(fixture.get(COUNTER)).isNull();
        }
    }

    @Test
    void aWriteOfADroppedTableIsStillAnswered() throws IOException {
        try (PartitionFixture fixture = new PartitionFixture(directory)) {
            fixture.run(increment("a", 0));
            fixture.partition.dropTable(TABLE.id()).join();
            assertThat(fixture.run(increment("a", 0))).isEqualTo(done(1));
            assertThat(fixture.run(increment("b", 0))).isEqualTo(new WriteOutcome.TableUnknown());
        }
    }

    @Test
    void answersOutliveARestartAndComeWithACheckpoint() throws IOException {
        Path checkpoint = directory.resolve("checkpoint");
        List<List<byte[]>> log;
        try (PartitionFixture fixture = new PartitionFixture(directory.resolve("replica"))) {
            fixture.run(increment("a", 0));
            fixture.run(increment("b", 0));
            fixture.stateMachine.checkpoint(checkpoint);
            fixture.run(increment("c", 0));
            log = new ArrayList<>(fixture.replica.log());
        }
        log.add(List.of(command(increment("a", 0), 1), command(increment("b", 0), 1), command(increment("c", 0), 1)));
        try (StorageEnvironment environment = PartitionFixture.environment();
                PartitionStateMachine reopened = open(directory.resolve("replica"), environment);
                PartitionStateMachine restored = open(directory.resolve("other"), environment)) {
            restored.restore(checkpoint);
            for (PartitionStateMachine each : List.of(reopened, restored)) {
                MemoryReplica.replay(each, log.subList(0, log.size() - 1));
                assertThat(MemoryReplica.apply(each, log.size() - 1, log.get(log.size() - 1)))
                        .containsExactly(
                                new CommandOutcome.Written(done(1)),
                                new CommandOutcome.Written(done(2)),
                                new CommandOutcome.Written(done(3)));
                assertThat(each.writes().count()).isEqualTo(3);
            }
        }
    }

    private static PartitionStateMachine open(Path place, StorageEnvironment environment) throws IOException {
        return PartitionStateMachine.open(place, environment, PartitionSettings.DEFAULT);
    }

    @Test
    void whatMayBeAForgottenRetryIsRefused() throws IOException {
        try (PartitionFixture fixture = new PartitionFixture(directory, SMALL)) {
            for (int i = 0; i < 6; i++) {
                assertThat(fixture.run(increment("w" + i, i))).isEqualTo(done(i + 1));
            }
            // Kept are the answers 3 to 6, of writes that were sent after 2 to 5.
            assertThat(fixture.run(increment("w0", 0))).isEqualTo(new WriteOutcome.Expired());
            assertThat(fixture.run(increment("w1", 1))).isEqualTo(new WriteOutcome.Expired());
            assertThat(fixture.run(increment("new", 1))).isEqualTo(new WriteOutcome.Expired());
            for (int i = 2; i < 6; i++) {
                assertThat(fixture.run(increment("w" + i, i))).isEqualTo(done(i + 1));
            }
            assertThat(fixture.partition.remembers(new WriteId(ByteString.EMPTY, 1)))
                    .isFalse();
            assertThat(fixture.partition.remembers(new WriteId(ByteString.EMPTY, 2)))
                    .isTrue();
            assertThat(fixture.get(COUNTER)).isEqualTo(counter(6));
            assertThat(fixture.run(increment("new", 2))).isEqualTo(done(7));
        }
    }

    @Test
    void aWriteCannotHaveBeenSentAfterWritesThatNeverWere() throws IOException {
        try (PartitionFixture fixture = new PartitionFixture(directory)) {
            fixture.run(increment("a", 0));
            assertThat(fixture.run(increment("b", 2))).isEqualTo(new WriteOutcome.Expired());
            assertThat(fixture.run(increment("b", WriteId.SENT_NOW))).isEqualTo(done(2));
            assertThat(fixture.run(increment("b", WriteId.SENT_NOW))).isEqualTo(done(2));
        }
    }

    @Test
    void answersAreKeptUpToSoManyBytes() throws IOException {
        RetryWindow.Size size = new RetryWindow.Size(1_000, 3_000);
        try (PartitionFixture fixture = new PartitionFixture(directory, size)) {
            Item large = item("large", 1).set("filling", "x".repeat(1_000)).build();
            ItemWrite.Put put = new ItemWrite.Put(ItemCodec.encode(large));
            for (int i = 0; i < 6; i++) {
                fixture.run(new ItemWrite(
                        TABLE, key(large), EPOCH, put, null, ReturnValues.ALL_OLD, false, id("w" + i, i)));
            }
            assertThat(fixture.stateMachine.writes().forgotten()).isEqualTo(4);
        }
    }

    @Test
    void whatOneEntryReturnsIsKeptUpToALimit() throws IOException {
        try (PartitionFixture fixture = new PartitionFixture(directory)) {
            Item large = item("large", 1).set("filling", "x".repeat(390_000)).build();
            fixture.run(PartitionFixture.put(large));
            List<byte[]> commands = new ArrayList<>();
            int fitting =
                    Limits.REMEMBERED_ENTRY_BYTES_MAX / ItemCodec.encode(large).size();
            for (int i = 0; i <= fitting; i++) {
                commands.add(command(
                        new ItemWrite(
                                TABLE,
                                key(large),
                                EPOCH,
                                new ItemWrite.Put(ItemCodec.encode(large)),
                                null,
                                ReturnValues.ALL_OLD,
                                false,
                                id("w" + i, 0)),
                        1));
            }
            CommandOutcome old = new CommandOutcome.Written(new WriteOutcome.Done(ItemCodec.encode(large)));
            assertThat(fixture.replica.append(commands)).containsOnly(old);
            List<CommandOutcome> again = fixture.replica.append(commands);
            assertThat(again.subList(0, fitting)).containsOnly(old);
            assertThat(again.get(fitting)).isEqualTo(new CommandOutcome.Written(new WriteOutcome.DoneBefore()));
        }
    }

    /** Some of all clients' retries come while the answers are being forgotten: never is one applied twice. */
    @Test
    void howeverOftenWritesComeEachIsAppliedAtMostOnce() throws IOException {
        long seed = System.nanoTime();
        System.out.println("RetryTest seed " + seed);
        Random random = new Random(seed);
        try (PartitionFixture fixture = new PartitionFixture(directory, new RetryWindow.Size(16, 1 << 20))) {
            List<ItemWrite> sent = new ArrayList<>();
            long answered = 0;
            for (int i = 0; i < 400; i++) {
                if (sent.isEmpty() || random.nextInt(3) == 0) {
                    sent.add(increment("w" + sent.size(), fixture.partition.writeCount()));
                }
                List<byte[]> entry = new ArrayList<>();
                for (int j = random.nextInt(4); j >= 0; j--) {
                    int newest = sent.size() - 1 - random.nextInt(Math.min(sent.size(), 40));
                    entry.add(command(sent.get(newest), 1));
                }
                fixture.replica.append(entry);
            }
            Item item = fixture.get(COUNTER);
            if (item != null && item.get("x") instanceof AttributeValue.N number) {
                answered = Long.parseLong(number.value().toString());
            }
            assertThat(answered).isPositive().isLessThanOrEqualTo(sent.size());
            assertThat(answered).isEqualTo(fixture.partition.writeCount());
        }
    }

    private static Item named() {
        return item("counter", 1).set("name", "text").build();
    }

    private static Item counter(int x) {
        return item("counter", 1).set("x", x).build();
    }

    private static WriteOutcome done(int x) {
        return new WriteOutcome.Done(ItemCodec.encode(Item.builder().set("x", x).build()));
    }

    private static ItemWrite increment(String id, long sentAfter) {
        return new ItemWrite(
                TABLE, key(COUNTER), EPOCH, add("x"), null, ReturnValues.UPDATED_NEW, false, id(id, sentAfter));
    }

    private static ItemWrite.Action add(String attribute) {
        return new ItemWrite.Update(
                ItemCodec.encode(COUNTER),
                List.of(UpdateAction.add(attribute, new AttributeValue.N(DecimalNumber.of(1)))));
    }

    private static ItemWrite write(String id, long sentAfter, ItemWrite.Action action, @Nullable Condition condition) {
        return new ItemWrite(TABLE, key(COUNTER), EPOCH, action, condition, ReturnValues.NONE, true, id(id, sentAfter));
    }

    private static WriteId id(String id, long sentAfter) {
        return new WriteId(ByteString.copyFromUtf8(id), sentAfter);
    }
}
