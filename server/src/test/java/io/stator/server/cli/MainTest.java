package io.stator.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.stator.server.cli.console.ExitCode;
import io.stator.server.cli.console.Terminal;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {
    @TempDir
    Path directory = Path.of("");

    @Test
    void theHelpListsEveryCommandAndTheExitCodes() {
        CommandRun run = CommandRun.of("--help");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains(
                        "dev", "server", "settings", "cluster", "table", "item", "import", "export", "bench", "trial");
        assertThat(run.out()).contains("Exit codes:", "4   a write may or may not have been applied");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void theHelpSaysWhatTheExitCodesAre() {
        String[] documented =
                Main.commandLine(Terminal.ofProcess())
                        .getCommandSpec()
                        .usageMessage()
                        .exitCodeList()
                        .entrySet()
                        .stream()
                        .map(code -> code.getKey() + ":" + code.getValue())
                        .toArray(String[]::new);
        assertThat(documented).isEqualTo(StatorCommand.exitCodes());
    }

    @Test
    void everySubcommandHasAHelpOfItsOwn() {
        assertThat(CommandRun.of("table", "create", "--help").out()).contains("--partition-key", "--endpoint");
        assertThat(CommandRun.of("item", "query", "--help").out()).contains("--begins-with", "--desc");
        assertThat(CommandRun.of("cluster", "status", "--help").out()).contains("--digest");
    }

    @Test
    void aSoakIsRefusedBeforeAnythingStarts() throws IOException {
        Path soak = directory.resolve("soak");
        String[] start = {"trial", "soak", "--dir", soak.toString()};
        for (String[] wrong : new String[][] {
            {"--minutes", "0"}, {"--minutes", "1", "--window-seconds", "8"}, {"--rate", "0"}, {"--set", "no.such=1"}
        }) {
            CommandRun run = CommandRun.of(
                    Stream.concat(Stream.of(start), Stream.of(wrong)).toArray(String[]::new));
            assertThat(run.exitCode()).as(String.join(" ", wrong)).isEqualTo(ExitCode.BAD_INPUT.code());
            assertThat(soak).doesNotExist();
        }
        Files.createDirectories(soak);
        Files.writeString(soak.resolve("cluster.properties"), "format=1\n");
        assertThat(CommandRun.of(start).err()).contains("there is a cluster in");
    }

    @Test
    void theVersionIsPrinted() {
        CommandRun run = CommandRun.of("--version");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("stator ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    | Missing required subcommand
                    tabel | Unmatched argument at index 0: 'tabel'
                    table | Missing required subcommand
                    table create | Missing required
                    table create T --partition-key pk | --partition-key: 'pk' is not of the form NAME:TYPE
                    table create T --partition-key pk:X | --partition-key: 'pk:X' is not of the form NAME:TYPE
                    table create T --partition-key :S | --partition-key: ':S' is not of the form NAME:TYPE
                    table list --endpoint nowhere | 'nowhere' is not of the form HOST:PORT
                    table list --endpoint host:99999 | 'host:99999' is not of the form HOST:PORT
                    table list --timeout 0 --endpoint 127.0.0.1:1 | cannot reach
                    item put T nonsense | ITEM: Malformed JSON
                    item put T {"pk":"x"} | ITEM:
                    item get T | Missing required parameter: 'KEY'
                    item update T {"pk":{"S":"x"}} --set year | --set: 'year' is not of the form NAME=JSON
                    item update T {"pk":{"S":"x"}} --set year=yes | --set: 'yes' is no value
                    item update T {"pk":{"S":"x"}} --append list=1 | --append: 'list=1' has no list
                    item put T {"pk":{"S":"x"}} --if-equals pk | --if-equals: 'pk' is not of the form NAME=JSON
                    item query T x --equals 1 --from 2 | --equals, --begins-with and --from
                    item query T x --from 1 --after 2 | give --from or --after
                    item scan T --segments 0 | --segments: must be 1 to
                    export T --segments 257 | --segments: must be 1 to
                    import T nofile.json | nofile.json: no such file
                    import T - --format xml | Invalid value for option '--format'
                    generate --items -1 | --items must not be negative
                    bench --workload sleep | --workload: 'sleep' is not one of write, read, eventual-read, mixed, txn2, txn-get2, txn10, txn-hot
                    bench --workload read --clients 0 | --clients: must be 1 to
                    bench --workload read --rate 0 | --rate: must be 1 to
                    bench --workload read --series | --series: only with --rate
                    bench --workload read --deadline-millis 0 | --deadline-millis: must be 1 to
                    bench --workload read --api soap | --api: 'soap' is not grpc or dynamodb
                    bench --workload read --http lean | --http: only with --api dynamodb
                    bench --workload read --gateway 127.0.0.1:8000 | --gateway: only with --api dynamodb
                    bench --workload read --api dynamodb --http curl | --http: 'curl' is not lean or sdk
                    bench --workload read --api dynamodb --http sdk | --http: the AWS SDK is not on the class path
                    bench --workload read --api dynamodb --gateway here | 'here' is not of the form HOST:PORT
                    bench --workload read --api dynamodb --etcd | --etcd: not with --api dynamodb
                    server | Missing required option: '--config=FILE'
                    server --config nofile.properties | cannot read the settings file nofile.properties
                    dev --set no.such=1 | unknown setting 'no.such'
                    dev --port 0 | client.port
                    cluster status --dir nowhere | there is no cluster in
                    cluster start --dir nowhere --nodes 10 | a local cluster has 1 to 9 nodes, not 10
                    cluster start --dir nowhere --base-port 65530 | base port 65530
                    cluster start --dir nowhere --set raft.port=1 | --set: raft.port is set by the cluster itself
                    cluster start --dir nowhere --set log.level | --set: 'log.level' is not of the form NAME=VALUE
                    trial durability --rounds 0 | --rounds: must be at least 1
                    """)
    void badUsageIsOneClearLine(String line, String expected) {
        CommandRun run = CommandRun.of(line == null ? new String[0] : line.split(" "));
        assertThat(run.err()).contains(expected);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.out()).isEmpty();
        boolean unreachable = expected.equals("cannot reach");
        assertThat(run.exitCode()).isEqualTo((unreachable ? ExitCode.UNAVAILABLE : ExitCode.BAD_INPUT).code());
    }

    @Test
    void aClusterThatIsNotThereIsSaidAtOnce() throws IOException {
        CommandRun run = CommandRun.with(Map.of("STATOR_ENDPOINT", "127.0.0.1:" + closedPort()), "", "table", "list");
        assertThat(run.exitCode()).isEqualTo(ExitCode.UNAVAILABLE.code());
        assertThat(run.err()).contains("cannot reach 127.0.0.1:", "is Stator running?");
        assertThat(run.err().lines()).hasSize(1);
    }

    @Test
    void theOptionWinsOverTheEnvironment() {
        CommandRun run =
                CommandRun.with(Map.of("STATOR_ENDPOINT", "ignored"), "", "table", "list", "--endpoint", "wrong");
        assertThat(run.err()).contains("'wrong' is not of the form HOST:PORT");
    }

    @Test
    void verboseShowsWhereAnErrorComesFrom() {
        CommandRun run = CommandRun.of("table", "list", "--endpoint", "wrong", "--verbose");
        assertThat(run.err()).contains("ConnectionOptions.socketAddress");
        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT.code());
    }

    @Test
    void anUnreachableOutputFileIsNoBug() throws IOException {
        Path file = directory.resolve("there");
        Files.createDirectory(file);
        CommandRun run = CommandRun.of("import", "T", file.toString(), "--endpoint", "127.0.0.1:" + closedPort());
        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT.code());
        assertThat(run.err().lines()).hasSize(1);
    }

    @Test
    void theSettingsAreATable() {
        CommandRun run = CommandRun.of("settings");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("| `client.port` | `9010` |");
    }

    @Test
    void everythingGoesToTheStreamsItIsGiven() {
        PrintStream before = System.out;
        assertThat(CommandRun.of("generate", "--items", "2").out().lines()).hasSize(2);
        assertThat(System.out).isSameAs(before);
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
