package io.stator.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stator.consensus.LogPosition;
import io.stator.proto.v1.CatalogSnapshot;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The bytes of the catalog's log and of its file: every version must read those of all before it. They lie below {@code
 * golden/}, in hexadecimal; a text there is never changed once a version that writes these bytes was released.
 */
class GoldenCatalogTest {
    /** All kinds of commands; they leave tables in every status. */
    private static final List<String> COMMANDS = List.of(
            "found c n1,n2 2 2",
            "create orders id:S at:N",
            "activate 1",
            "create blobs key:B",
            "create old k:N",
            "activate 3",
            "delete old",
            "create gone k:S",
            "activate 4",
            "delete gone",
            "forget 4");

    /** And those that came with format 2; they leave a node that is to go, and a partition that is not settled. */
    private static final List<String> COMMANDS_2 = Stream.concat(
                    COMMANDS.stream(),
                    Stream.of(
                            "admit n2:new replace",
                            "settle 1 1",
                            "settle 2 1",
                            "admit n3",
                            "drain n1",
                            "place 1 1 n2,n3",
                            "settle 1 2",
                            "place 2 1 n3,n2",
                            "settle 2 2",
                            "remove n1",
                            "admit n4",
                            "drain n2",
                            "place 1 2 n4,n3"))
            .toList();

    private static final String LOG = "catalog-command-1.txt";
    private static final String STATE = "catalog-state-1.txt";
    private static final String LOG_2 = "catalog-command-2.txt";
    private static final String STATE_2 = "catalog-state-2.txt";

    @TempDir
    Path directory = Path.of("");

    private Path file = Path.of("");

    @BeforeEach
    void place() throws IOException {
        file = Files.createDirectory(directory.resolve("own")).resolve("catalog.state");
    }

    @Test
    void todaysCommandsHaveTheBytesOfFormat2() {
        StringBuilder log = new StringBuilder();
        for (String command : COMMANDS_2) {
            log.append(hex(CatalogScript.command(command).toByteArray())).append('\n');
        }
        assertThat(log).hasToString(golden(LOG_2));
    }

    @Test
    void todaysStateHasTheBytesOfFormat2() throws IOException {
        assertThat(hex(StateFile.encode(scripted(COMMANDS_2).state().snapshot(10))) + "\n")
                .isEqualTo(golden(STATE_2));
    }

    @Test
    void logsOfAllFormatsAreApplied() throws IOException {
        isApplied(LOG, COMMANDS);
        isApplied(LOG_2, COMMANDS_2);
    }

    private void isApplied(String golden, List<String> commands) throws IOException {
        CatalogStateMachine machine = CatalogStateMachine.open(directory.resolve(golden));
        List<CatalogOutcome> outcomes = new ArrayList<>();
        for (byte[] command : log(golden)) {
            outcomes.addAll(
                    machine.apply(new LogPosition(1, machine.appliedIndex() + 1), List.of(ByteBuffer.wrap(command))));
        }
        assertThat(outcomes).hasSameSizeAs(commands).noneMatch(CatalogOutcome.Refused.class::isInstance);
        assertThat(machine.state()).isEqualTo(scripted(commands).state());
    }

    @Test
    void filesOfAllFormatsAreOpened() throws IOException {
        isOpened(STATE, COMMANDS);
        isOpened(STATE_2, COMMANDS_2);
    }

    private void isOpened(String golden, List<String> commands) throws IOException {
        Files.write(file, state(golden));
        CatalogStateMachine opened = CatalogStateMachine.open(directory.resolve("own"));
        assertThat(opened.appliedIndex()).isEqualTo(10);
        assertThat(opened.state()).isEqualTo(scripted(commands).state());
    }

    @Test
    void aNewerFileIsRefused() throws IOException {
        byte[] newer = state(STATE_2);
        newer[11] = 2;
        Files.write(file, newer);
        assertThatThrownBy(() -> CatalogStateMachine.open(directory.resolve("own")))
                .isInstanceOf(IOException.class)
                .hasMessage("the catalog state " + file
                        + " has format 2, written by a newer version of Stator; this one reads up to 1");
    }

    @Test
    void aFileOfNewerRecordsIsRefused() throws IOException {
        CatalogSnapshot newer = scripted(COMMANDS_2).state().snapshot(10).toBuilder()
                .setFormat(3)
                .clearRecords()
                .build();
        StateFile.write(file, newer);
        assertThatThrownBy(() -> CatalogStateMachine.open(directory.resolve("own")))
                .isInstanceOf(IOException.class)
                .hasMessage("the catalog state " + file
                        + " holds records of format 3, written by a newer version of Stator; this one reads up to 2");
    }

    @Test
    void aNewerCommandStopsTheReplica() throws IOException {
        CatalogStateMachine machine = CatalogStateMachine.open(directory.resolve("other"));
        for (byte[] command : log(LOG_2)) {
            assertThat(command).startsWith(0x08, 2);
            command[1] = 3;
            assertThatThrownBy(() -> machine.apply(new LogPosition(1, 0), List.of(ByteBuffer.wrap(command))))
                    .isInstanceOf(IOException.class)
                    .hasMessage("a command in the catalog's log has format 3, written by a newer version of Stator;"
                            + " this one reads up to 2");
        }
        assertThat(machine.appliedIndex()).isEqualTo(-1);
    }

    private CatalogStateMachine scripted(List<String> commands) throws IOException {
        CatalogStateMachine machine = CatalogStateMachine.open(directory.resolve("scripted" + commands.size()));
        CatalogScript.apply(machine, 0, commands.toArray(String[]::new));
        return machine;
    }

    private static List<byte[]> log(String name) {
        return golden(name).lines().map(HexFormat.of()::parseHex).toList();
    }

    private static byte[] state(String name) {
        return HexFormat.of().parseHex(golden(name).strip());
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static String golden(String name) {
        try (InputStream in = GoldenCatalogTest.class.getResourceAsStream("/golden/" + name)) {
            if (in == null) {
                throw new IllegalArgumentException("no golden bytes: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
