package io.stator.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stator.consensus.LogPosition;
import io.stator.model.Billing;
import io.stator.model.BillingMode;
import io.stator.model.TableInfo;
import io.stator.model.Throughput;
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
import java.util.Objects;
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

    /** And those of format 3; they leave tables with every property, one of them with something to tell, and a user. */
    static final List<String> COMMANDS_3 = Stream.concat(
                    COMMANDS_2.stream(),
                    Stream.of(
                            "create shop id:S mode=PROVISIONED units=10/20 class=STANDARD_INFREQUENT_ACCESS"
                                    + " protected=true tag=b:2 tag=a:1 uuid=2f6c1b9e-5d3a-4c47-8b21-0f9e8d7c6b5a",
                            "activate 5",
                            "update shop units=9/30 at=2000",
                            "update shop mode=PAY_PER_REQUEST at=3000",
                            "update shop mode=PROVISIONED units=1/2 at=4000",
                            "update shop class=STANDARD at=5000",
                            "update shop protected=false at=6000",
                            "tag shop c:3",
                            "untag shop b",
                            "ttl shop on expires at=7000",
                            "told 5 1",
                            "create cart id:S at=8000",
                            "activate 6",
                            "update cart protected=true at=9000",
                            "ttl cart on until at=10000",
                            "add-user ada AKIAADA",
                            "add-user bob AKIABOB",
                            "remove-user ada"))
            .toList();

    /** And those of format 4; they leave a table that is UPDATING. */
    static final List<String> COMMANDS_4 = Stream.concat(
                    COMMANDS_3.stream(),
                    Stream.of(
                            "update shop protected=true at=11000 later",
                            "activate 5",
                            "update shop units=3/4 at=12000 later"))
            .toList();

    /** And those of format 5; they leave tables on demand with maxima. */
    static final List<String> COMMANDS_5 = Stream.concat(
                    COMMANDS_4.stream(),
                    Stream.of(
                            "activate 5",
                            "create desk id:S max=5/- at=13000",
                            "activate 7",
                            "update desk max=-1/7 at=14000",
                            "update shop mode=PAY_PER_REQUEST max=8/9 at=15000 later"))
            .toList();

    private static final String LOG = "catalog-command-1.txt";
    private static final String STATE = "catalog-state-1.txt";
    private static final String LOG_2 = "catalog-command-2.txt";
    private static final String STATE_2 = "catalog-state-2.txt";
    private static final String LOG_3 = "catalog-command-3.txt";
    private static final String STATE_3 = "catalog-state-3.txt";
    private static final String LOG_4 = "catalog-command-4.txt";
    private static final String STATE_4 = "catalog-state-4.txt";
    private static final String LOG_5 = "catalog-command-5.txt";
    private static final String STATE_5 = "catalog-state-5.txt";

    @TempDir
    Path directory = Path.of("");

    private Path file = Path.of("");

    @BeforeEach
    void place() throws IOException {
        file = Files.createDirectory(directory.resolve("own")).resolve("catalog.state");
    }

    @Test
    void todaysCommandsHaveTheBytesOfTheLowestFormatThatCanSayThem() {
        assertThat(written(COMMANDS_3)).isEqualTo(golden(LOG_3));
        assertThat(written(COMMANDS_4)).isEqualTo(golden(LOG_4));
        assertThat(written(COMMANDS_5)).isEqualTo(golden(LOG_5));
    }

    private static String written(List<String> commands) {
        StringBuilder log = new StringBuilder();
        for (String command : commands) {
            log.append(hex(CatalogScript.command(command).toByteArray())).append('\n');
        }
        return log.toString();
    }

    @Test
    void todaysStateHasTheBytesOfTheLowestFormatThatCanSayIt() throws IOException {
        assertThat(hex(StateFile.encode(scripted(COMMANDS_3).state().snapshot(10))) + "\n")
                .isEqualTo(golden(STATE_3));
        assertThat(hex(StateFile.encode(scripted(COMMANDS_4).state().snapshot(10))) + "\n")
                .isEqualTo(golden(STATE_4));
        assertThat(hex(StateFile.encode(scripted(COMMANDS_5).state().snapshot(10))) + "\n")
                .isEqualTo(golden(STATE_5));
    }

    @Test
    void logsOfAllFormatsAreApplied() throws IOException {
        isApplied(LOG, COMMANDS);
        isApplied(LOG_2, COMMANDS_2);
        isApplied(LOG_3, COMMANDS_3);
        isApplied(LOG_4, COMMANDS_4);
        isApplied(LOG_5, COMMANDS_5);
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
        isOpened(STATE_3, COMMANDS_3);
        isOpened(STATE_4, COMMANDS_4);
        isOpened(STATE_5, COMMANDS_5);
    }

    private void isOpened(String golden, List<String> commands) throws IOException {
        Files.write(file, state(golden));
        CatalogStateMachine opened = CatalogStateMachine.open(directory.resolve("own"));
        assertThat(opened.appliedIndex()).isEqualTo(10);
        assertThat(opened.state()).isEqualTo(scripted(commands).state());
    }

    @Test
    void aNewerFileIsRefused() throws IOException {
        byte[] newer = state(STATE_3);
        newer[11] = 2;
        Files.write(file, newer);
        assertThatThrownBy(() -> CatalogStateMachine.open(directory.resolve("own")))
                .isInstanceOf(IOException.class)
                .hasMessage("the catalog state " + file
                        + " has format 2, written by a newer version of Stator; this one reads up to 1");
    }

    @Test
    void aFileOfNewerRecordsIsRefused() throws IOException {
        CatalogSnapshot newer = scripted(COMMANDS_3).state().snapshot(10).toBuilder()
                .setFormat(6)
                .clearRecords()
                .build();
        StateFile.write(file, newer);
        assertThatThrownBy(() -> CatalogStateMachine.open(directory.resolve("own")))
                .isInstanceOf(IOException.class)
                .hasMessage("the catalog state " + file
                        + " holds records of format 6, written by a newer version of Stator; this one reads up to 5");
    }

    @Test
    void aNewerCommandStopsTheReplica() throws IOException {
        CatalogStateMachine machine = CatalogStateMachine.open(directory.resolve("other"));
        for (byte[] command : log(LOG_3)) {
            assertThat(command).startsWith(0x08, 3);
            command[1] = 6;
            assertThatThrownBy(() -> machine.apply(new LogPosition(1, 0), List.of(ByteBuffer.wrap(command))))
                    .isInstanceOf(IOException.class)
                    .hasMessage("a command in the catalog's log has format 6, written by a newer version of Stator;"
                            + " this one reads up to 5");
        }
        assertThat(machine.appliedIndex()).isEqualTo(-1);
    }

    /** By all nodes alike, whether they applied the log or got a checkpoint. */
    @Test
    void tablesThatAreOlderThanTheirIdsGetThem() throws IOException {
        Files.write(file, state(STATE));
        TableInfo opened = Objects.requireNonNull(
                CatalogStateMachine.open(directory.resolve("own")).state().table(1));
        assertThat(opened.properties().uuid()).isEqualTo("ac26f0d2-3564-32a7-bca3-5bcf18e7918a");
        assertThat(opened.properties().billing())
                .isEqualTo(Billing.of(BillingMode.PAY_PER_REQUEST, Throughput.NONE, opened.createdAtMillis()));
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
