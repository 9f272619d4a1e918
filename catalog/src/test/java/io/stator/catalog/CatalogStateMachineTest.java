package io.stator.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stator.consensus.LogPosition;
import io.stator.model.TableInfo;
import io.stator.model.TableStatus;
import io.stator.proto.v1.CatalogCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogStateMachineTest {
    private static final String FOUND = "found c1 n1,n2,n3 2 3";

    @TempDir
    Path directory = Path.of("");

    private Path own = Path.of("");

    @BeforeEach
    void names() {
        own = directory.resolve("own");
    }

    @Test
    void commandsOfOneEntrySeeEachOther() throws IOException {
        CatalogStateMachine machine = CatalogStateMachine.open(own);
        List<CatalogOutcome> outcomes = machine.apply(
                new LogPosition(1, 4), List.of(bytes(FOUND), bytes("create a id:S"), bytes("create a id:S")));

        assertThat(outcomes.get(1)).isInstanceOf(CatalogOutcome.TableStands.class);
        assertThat(outcomes.get(2)).isInstanceOf(CatalogOutcome.Refused.class);
        assertThat(machine.appliedIndex()).isEqualTo(4);
        assertThat(machine.view().appliedIndex()).isEqualTo(4);
        assertThat(machine.view().tables()).containsOnlyKeys("a");
    }

    @Test
    void anEmptyEntryMovesTheIndexAlone() throws IOException {
        CatalogStateMachine machine = CatalogStateMachine.open(own);
        List<CatalogView> seen = new ArrayList<>();
        machine.onChange(seen::add);

        assertThat(machine.apply(new LogPosition(1, 0), List.of())).isEmpty();

        assertThat(machine.appliedIndex()).isZero();
        assertThat(seen).hasSize(1);
    }

    @Test
    void anEntryIsNotAppliedTwice() throws IOException {
        CatalogStateMachine machine = CatalogStateMachine.open(own);
        CatalogScript.apply(machine, 0, FOUND);

        assertThatThrownBy(() -> CatalogScript.apply(machine, 0, "create a id:S"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("applied already");
    }

    @Test
    void sameLogSameBytes() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<String> commands = new ArrayList<>(List.of(FOUND));
        for (int i = 0; i < 2_000; i++) {
            String name = "t" + random.nextInt(30);
            int id = random.nextInt(1 + i / 4);
            commands.add(List.of("create " + name + " id:S", "activate " + id, "delete " + name, "forget " + id)
                    .get(random.nextInt(4)));
        }
        CatalogStateMachine one = CatalogStateMachine.open(directory.resolve("one"));
        CatalogStateMachine two = CatalogStateMachine.open(directory.resolve("two"));

        List<CatalogOutcome> outcomes = CatalogScript.apply(one, 0, commands.toArray(String[]::new));
        int half = commands.size() / 2;
        List<CatalogOutcome> others = new ArrayList<>(
                CatalogScript.apply(two, 0, commands.subList(0, half).toArray(String[]::new)));
        // The second one restarts in the middle, from its file alone.
        two.checkpoint(directory.resolve("two-checkpoint"));
        two = CatalogStateMachine.open(directory.resolve("two"));
        others.addAll(CatalogScript.apply(
                two, half, commands.subList(half, commands.size()).toArray(String[]::new)));

        assertThat(others).as("seed " + seed).isEqualTo(outcomes);
        assertThat(two.state()).as("seed " + seed).isEqualTo(one.state());
        one.checkpoint(directory.resolve("a"));
        two.checkpoint(directory.resolve("b"));
        assertThat(directory.resolve("a/catalog.snapshot"))
                .as("seed " + seed)
                .hasSameBinaryContentAs(directory.resolve("b/catalog.snapshot"));
    }

    @Test
    void aRestartHoldsTheLastCheckpointAndTheLogTheRest() throws IOException {
        CatalogStateMachine before = CatalogStateMachine.open(own);
        CatalogScript.apply(before, 0, FOUND, "create a id:S", "activate 1");
        assertThat(before.checkpoint(directory.resolve("checkpoint"))).isEqualTo(2);
        CatalogScript.apply(before, 3, "create b id:S");

        CatalogStateMachine after = CatalogStateMachine.open(own);

        assertThat(after.appliedIndex()).isEqualTo(2);
        assertThat(after.view().tables()).containsOnlyKeys("a");
        CatalogScript.apply(after, 3, "create b id:S");
        assertThat(after.state()).isEqualTo(before.state());
    }

    @Test
    void anIdOfAForgottenTableIsNotGivenAgainAfterARestart() throws IOException {
        CatalogStateMachine before = CatalogStateMachine.open(own);
        CatalogScript.apply(before, 0, FOUND, "create a id:S", "activate 1", "delete a", "forget 1");
        before.checkpoint(directory.resolve("checkpoint"));

        CatalogStateMachine after = CatalogStateMachine.open(own);
        CatalogScript.apply(after, 5, "create a id:S");

        assertThat(after.view().tables().values())
                .extracting(table -> table.id())
                .containsExactly(2L);
    }

    @Test
    void aCheckpointRestoresAnotherReplicaDurably() throws IOException {
        CatalogStateMachine leader = CatalogStateMachine.open(own);
        CatalogScript.apply(leader, 0, FOUND, "create a id:S");
        Path checkpoint = directory.resolve("checkpoint");
        leader.checkpoint(checkpoint);
        CatalogStateMachine lagging = CatalogStateMachine.open(directory.resolve("lagging"));
        List<Long> seen = new ArrayList<>();
        lagging.onChange(view -> seen.add(view.appliedIndex()));

        lagging.restore(checkpoint);

        assertThat(lagging.appliedIndex()).isEqualTo(1);
        assertThat(lagging.state()).isEqualTo(leader.state());
        assertThat(seen).containsExactly(-1L, 1L);
        assertThat(checkpoint.resolve("catalog.snapshot")).exists();
        assertThat(CatalogStateMachine.open(directory.resolve("lagging")).state())
                .isEqualTo(leader.state());
    }

    @Test
    void everyDamagedByteIsNoticed() throws IOException {
        CatalogStateMachine machine = CatalogStateMachine.open(own);
        CatalogScript.apply(machine, 0, FOUND, "create a id:S");
        machine.checkpoint(directory.resolve("checkpoint"));
        Path file = own.resolve("catalog.state");
        byte[] whole = Files.readAllBytes(file);
        for (int i = 0; i < whole.length; i++) {
            byte[] damaged = whole.clone();
            damaged[i] ^= 0x10;
            Files.write(file, damaged);
            assertThatThrownBy(() -> CatalogStateMachine.open(own))
                    .as("byte " + i)
                    .isInstanceOf(IOException.class);
            Files.write(file, java.util.Arrays.copyOf(whole, i));
            assertThatThrownBy(() -> CatalogStateMachine.open(own))
                    .as("cut at " + i)
                    .isInstanceOf(IOException.class);
        }
        Files.write(file, whole);
        assertThat(CatalogStateMachine.open(own).appliedIndex()).isEqualTo(1);
    }

    @Test
    void whatACrashLeftHalfWrittenIsIgnored() throws IOException {
        CatalogStateMachine machine = CatalogStateMachine.open(own);
        CatalogScript.apply(machine, 0, FOUND);
        machine.checkpoint(directory.resolve("checkpoint"));
        Files.write(own.resolve("catalog.state.tmp"), new byte[] {1, 2, 3});

        CatalogStateMachine after = CatalogStateMachine.open(own);
        assertThat(after.appliedIndex()).isZero();
        CatalogScript.apply(after, 1, "create a id:S");
        after.checkpoint(directory.resolve("checkpoint2"));
        assertThat(CatalogStateMachine.open(own).appliedIndex()).isEqualTo(1);
    }

    @Test
    void aNewerFileIsRefusedByName() throws IOException {
        CatalogStateMachine machine = CatalogStateMachine.open(own);
        machine.checkpoint(directory.resolve("checkpoint"));
        Path file = own.resolve("catalog.state");
        byte[] bytes = Files.readAllBytes(file);
        bytes[11] = 2;
        Files.write(file, bytes);

        assertThatThrownBy(() -> CatalogStateMachine.open(own))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("has format 2, written by a newer version of Stator; this one reads up to 1");
        Path foreign = directory.resolve("foreign");
        Files.createDirectories(foreign);
        Files.write(foreign.resolve("catalog.snapshot"), bytes);
        assertThatThrownBy(() -> machine.restore(foreign)).hasMessageContaining("newer version");
    }

    @Test
    void aBrokenCommandIsAnAnswerAndANewerOneStopsTheReplica() throws IOException {
        CatalogStateMachine machine = CatalogStateMachine.open(own);
        CatalogScript.apply(machine, 0, FOUND);
        CatalogState before = machine.state();

        List<CatalogOutcome> outcomes = machine.apply(
                new LogPosition(1, 1),
                List.of(
                        ByteBuffer.wrap(new byte[] {(byte) 0xff}),
                        // A schema without key types.
                        ByteBuffer.wrap(CatalogCommand.newBuilder()
                                .setFormat(1)
                                .setCreateTable(io.stator.proto.v1.CreateTableCommand.getDefaultInstance())
                                .build()
                                .toByteArray())));
        assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome).isInstanceOf(CatalogOutcome.Refused.class));

        ByteBuffer newer = ByteBuffer.wrap(CatalogScript.command("create a id:S").toBuilder()
                .setFormat(CatalogState.FORMAT + 1)
                .build()
                .toByteArray());
        assertThatThrownBy(() -> machine.apply(new LogPosition(1, 2), List.of(bytes("create b id:S"), newer)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("format 6");
        assertThat(machine.state()).isSameAs(before);
        assertThat(machine.appliedIndex()).isEqualTo(1);
    }

    @Test
    void aListenersBugHidesNothingFromTheOthers() throws IOException {
        CatalogStateMachine machine = CatalogStateMachine.open(own);
        List<Integer> sizes = new ArrayList<>();
        machine.onChange(view -> {
            if (!view.tables().isEmpty()) {
                throw new IllegalStateException("a listener's bug");
            }
        });
        machine.onChange(view -> sizes.add(view.tables().size()));

        CatalogScript.apply(machine, 0, FOUND, "create a id:S", "create a id:S", "create b id:S");

        assertThat(sizes).containsExactly(0, 0, 1, 2);
    }

    @Test
    void checkpointsTakenWhileApplyGoesOnAreEachOfOneIndex()
            throws IOException, InterruptedException, ExecutionException {
        CatalogStateMachine machine = CatalogStateMachine.open(own);
        CatalogScript.apply(machine, 0, FOUND);
        AtomicBoolean enough = new AtomicBoolean();
        CompletableFuture<Void> applying = CompletableFuture.runAsync(() -> {
            try {
                for (int table = 1; !enough.get(); table++) {
                    String[] life = {"create t id:S", "activate " + table, "delete t", "forget " + table};
                    CatalogScript.apply(machine, 4L * table - 3, life);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        try {
            for (int i = 0; i < 60; i++) {
                Path checkpoint = directory.resolve("checkpoint" + i);
                long index = machine.checkpoint(checkpoint);
                CatalogStateMachine copy = CatalogStateMachine.open(directory.resolve("copy" + i));
                copy.restore(checkpoint);
                assertThat(copy.appliedIndex()).isEqualTo(index);
                // The index says which table there is, and in which part of its life.
                TableInfo table = copy.view().tables().get("t");
                long stage = index == 0 ? 4 : (index - 1) % 4;
                List<TableStatus> life = List.of(TableStatus.CREATING, TableStatus.ACTIVE, TableStatus.DELETING);
                assertThat(table == null ? -1L : life.indexOf(table.status()))
                        .as("at index " + index)
                        .isEqualTo(stage > 2 ? -1L : stage);
            }
        } finally {
            enough.set(true);
        }
        applying.get();
    }

    private static ByteBuffer bytes(String command) {
        return ByteBuffer.wrap(CatalogScript.command(command).toByteArray());
    }
}
