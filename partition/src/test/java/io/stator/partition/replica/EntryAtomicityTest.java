package io.stator.partition.replica;

import static io.stator.partition.replica.PartitionFixture.command;
import static io.stator.partition.replica.PartitionFixture.item;
import static io.stator.partition.replica.PartitionFixture.key;
import static io.stator.partition.replica.PartitionFixture.put;
import static io.stator.partition.replica.PartitionFixture.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.stator.model.AttributeValue;
import io.stator.model.DecimalNumber;
import io.stator.model.ErrorCode;
import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.model.ReturnValues;
import io.stator.model.expression.Condition;
import io.stator.model.expression.UpdateAction;
import io.stator.partition.CommandOutcome;
import io.stator.partition.Digest;
import io.stator.partition.ItemWrite;
import io.stator.partition.PartitionSettings;
import io.stator.partition.Waiting;
import io.stator.partition.WriteOutcome;
import io.stator.partition.command.Command;
import io.stator.partition.command.CommandCodec;
import io.stator.partition.storage.EntryWriter;
import io.stator.partition.storage.StorageEnvironment;
import io.stator.proto.v1.PartitionCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An entry is applied as a whole, once, and the same on every replica. */
class EntryAtomicityTest {
    private static final int ENTRIES = 240;
    private static final int COPIES = 4;

    @TempDir
    private Path directory;

    @Test
    void aLaterCommandOfAnEntrySeesTheEarlierOnes() throws IOException {
        try (PartitionFixture fixture = new PartitionFixture(directory.resolve("replica"))) {
            Item first = item("a", 1).set("x", 1).build();
            ItemWrite insert = write(
                    first,
                    new ItemWrite.Put(ItemCodec.encode(first)),
                    Condition.attributeNotExists("p"),
                    ReturnValues.NONE);
            ItemWrite delete = write(first, new ItemWrite.Delete(), null, ReturnValues.ALL_OLD);
            List<CommandOutcome> outcomes = fixture.replica.append(List.of(
                    command(insert, 1),
                    command(insert, 2),
                    command(add(first, 4), 3),
                    command(delete, 4),
                    command(add(first, 9), 5)));
            assertThat(outcomes)
                    .containsExactly(
                            new CommandOutcome.Written(new WriteOutcome.Done(null)),
                            new CommandOutcome.Written(new WriteOutcome.ConditionFailed(ItemCodec.encode(first))),
                            new CommandOutcome.Written(new WriteOutcome.Done(null)),
                            new CommandOutcome.Written(new WriteOutcome.Done(
                                    ItemCodec.encode(item("a", 1).set("x", 5).build()))),
                            new CommandOutcome.Written(new WriteOutcome.Done(null)));
            assertThat(fixture.get(first)).isEqualTo(item("a", 1).set("x", 9).build());
        }
    }

    @Test
    void aTableInstalledByAnEntryIsServedToTheRestOfIt() throws IOException {
        try (PartitionFixture fixture = new PartitionFixture(directory.resolve("replica"))) {
            byte[] put = command(put(item("a", 1).build()), 1);
            List<CommandOutcome> outcomes = fixture.replica.append(List.of(
                    put,
                    CommandCodec.encode(new Command.InstallTable(PartitionFixture.table(1, 2))),
                    put,
                    CommandCodec.encode(new Command.DropTable(1)),
                    put));
            assertThat(outcomes.get(0)).isEqualTo(new CommandOutcome.Written(new WriteOutcome.Done(null)));
            assertThat(outcomes.get(2)).isEqualTo(new CommandOutcome.Written(new WriteOutcome.TableUnknown()));
            assertThat(outcomes.get(4)).isEqualTo(new CommandOutcome.Written(new WriteOutcome.TableUnknown()));
        }
    }

    @Test
    void aCrashLosesWholeEntriesFromTheEndAndReplayGivesTheSame() throws IOException {
        assertThat(copiesThatDiffer(EntryWriter.atOnce())).isZero();
    }

    /** The counter-proof: what the index is written beside, and not with, is there without it after some crashes. */
    @Test
    void anIndexBesideTheEntryIsFound() throws IOException {
        assertThat(copiesThatDiffer((changes, database) -> {
                    database.write(changes.subList(1, changes.size()));
                    database.write(changes.subList(0, 1));
                }))
                .isPositive();
    }

    /** How many copies that crashes left are, after the replay of the log, not what the replica is. */
    private int copiesThatDiffer(EntryWriter writer) throws IOException {
        long seed = System.nanoTime();
        System.out.println("EntryAtomicityTest seed " + seed);
        Random random = new Random(seed);
        Path live = directory.resolve("live");
        List<Path> copies = new ArrayList<>();
        Digest expected;
        List<List<byte[]>> log;
        try (PartitionFixture fixture = new PartitionFixture(live, writer)) {
            for (int entry = 1; entry <= ENTRIES; entry++) {
                fixture.replica.append(randomEntry(random));
                if (entry % (ENTRIES / COPIES) == 0) {
                    Path copy = directory.resolve("copy-" + entry);
                    CrashCopy.copy(live, copy);
                    copies.add(copy);
                }
            }
            expected = fixture.digest();
            log = fixture.replica.log();
        }
        int differing = 0;
        long furthest = -1;
        try (StorageEnvironment environment = PartitionFixture.environment(EntryWriter.atOnce())) {
            for (Path copy : copies) {
                try (PartitionStateMachine survivor =
                        PartitionStateMachine.open(copy, environment, PartitionSettings.DEFAULT)) {
                    // Not under 0 for each: what is written before its index can reach the disk before the first index
                    // does.
                    furthest = Math.max(furthest, survivor.appliedIndex());
                    assertThat(furthest).isLessThanOrEqualTo(log.size() - 2L);
                    MemoryReplica.replay(survivor, log);
                    Waiting.until(
                            "the survivor's digest",
                            () -> survivor.digest(expected.logIndex()).isPresent());
                    differing +=
                            survivor.digest(expected.logIndex()).orElseThrow().equals(expected) ? 0 : 1;
                }
            }
        }
        assertThat(furthest).as("the copies hold what was flushed").isNotNegative();
        return differing;
    }

    /** Additions, which a replay of half an entry would repeat, and enough bytes to make RocksDB flush by itself. */
    private static List<byte[]> randomEntry(Random random) {
        List<byte[]> commands = new ArrayList<>();
        for (int i = random.nextInt(8); i >= 0; i--) {
            Item key = item("k" + random.nextInt(20), random.nextInt(5)).build();
            byte[] filling = new byte[random.nextInt(12_000)];
            random.nextBytes(filling);
            commands.add(
                    switch (random.nextInt(8)) {
                        case 0 -> command(write(key, new ItemWrite.Delete(), null, ReturnValues.NONE), 1);
                        case 1 ->
                            command(
                                    put(item("f" + random.nextInt(50), 1)
                                            .set("filling", filling)
                                            .build()),
                                    1);
                        default ->
                            command(
                                    write(
                                            key,
                                            new ItemWrite.Update(
                                                    ItemCodec.encode(key),
                                                    List.of(
                                                            UpdateAction.add("x", number(1)),
                                                            UpdateAction.set(
                                                                    "filling",
                                                                    new AttributeValue.B(
                                                                            ByteString.copyFrom(filling))))),
                                            null,
                                            ReturnValues.NONE),
                                    1);
                    });
        }
        return commands;
    }

    @Test
    void anEntryWithoutCommandsMovesTheIndex() throws IOException {
        try (PartitionFixture fixture = new PartitionFixture(directory.resolve("replica"))) {
            long before = fixture.stateMachine.appliedIndex();
            fixture.replica.append(List.of());
            assertThat(fixture.stateMachine.appliedIndex()).isEqualTo(before + 1);
        }
        try (StorageEnvironment environment = PartitionFixture.environment();
                PartitionStateMachine reopened = PartitionStateMachine.open(
                        directory.resolve("replica"), environment, PartitionSettings.DEFAULT)) {
            assertThat(reopened.appliedIndex()).isEqualTo(2);
        }
    }

    @Test
    void anEntryIsNotAppliedTwice() throws IOException {
        try (PartitionFixture fixture = new PartitionFixture(directory.resolve("replica"))) {
            assertThatThrownBy(() ->
                            MemoryReplica.apply(fixture.stateMachine, fixture.stateMachine.appliedIndex(), List.of()))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void aPoisonedCommandIsVoidAndItsNeighboursStand() throws IOException {
        try (PartitionFixture fixture = new PartitionFixture(directory.resolve("replica"))) {
            Item one = item("a", 1).build();
            Item two = item("a", 2).build();
            List<CommandOutcome> outcomes = fixture.replica.append(List.of(
                    command(put(one), 1),
                    new byte[] {1, 2, 3},
                    PartitionCommand.newBuilder().setFormat(1).build().toByteArray(),
                    command(put(two), 1)));
            for (int poisoned : List.of(1, 2)) {
                assertThat(outcomes.get(poisoned))
                        .isInstanceOfSatisfying(
                                CommandOutcome.Refused.class,
                                refused -> assertThat(refused.code()).isEqualTo(ErrorCode.INTERNAL_SERVER_ERROR));
            }
            assertThat(fixture.get(one)).isEqualTo(one);
            assertThat(fixture.get(two)).isEqualTo(two);
        }
    }

    @Test
    void aCommandOfANewerVersionStopsTheReplica() throws IOException {
        try (PartitionFixture fixture = new PartitionFixture(directory.resolve("replica"))) {
            long before = fixture.stateMachine.appliedIndex();
            byte[] newer = PartitionCommand.newBuilder().setFormat(7).build().toByteArray();
            assertThatThrownBy(() -> fixture.replica.append(List.of(
                            command(put(item("a", 1).build()), 1), newer)))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("format 7");
            assertThat(fixture.stateMachine.appliedIndex()).isEqualTo(before);
            assertThat(fixture.get(item("a", 1).build())).isNull();
        }
    }

    private static ItemWrite add(Item item, long amount) {
        Item key = Item.builder()
                .set("p", Objects.requireNonNull(item.get("p")))
                .set("s", Objects.requireNonNull(item.get("s")))
                .build();
        assertThat(key(key)).isEqualTo(key(item));
        return write(
                item,
                new ItemWrite.Update(ItemCodec.encode(key), List.of(UpdateAction.add("x", number(amount)))),
                null,
                ReturnValues.NONE);
    }

    private static AttributeValue number(long value) {
        return new AttributeValue.N(DecimalNumber.of(value));
    }
}
