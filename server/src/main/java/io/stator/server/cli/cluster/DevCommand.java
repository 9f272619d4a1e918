package io.stator.server.cli.cluster;

import io.stator.server.NodeParts;
import io.stator.server.StatorNode;
import io.stator.server.cli.console.ConnectionOptions;
import io.stator.server.cli.console.ExitCode;
import io.stator.server.cli.console.Terminal;
import io.stator.server.config.NodeSettings;
import io.stator.server.config.Setting;
import io.stator.server.config.StartupException;
import io.stator.server.launch.ForegroundNode;
import io.stator.server.users.SecretKeyFile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stator dev}. */
@Command(name = "dev", description = "Run one node in the foreground, to develop against; Ctrl-C stops it.")
public final class DevCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "stator-data",
            description = "Where it keeps its data. Default: ./${DEFAULT-VALUE}.")
    private Path data = Path.of("stator-data");

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "9010",
            description = "For clients; Raft and metrics are at the next two. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--gateway-port",
            paramLabel = "PORT",
            defaultValue = "8000",
            description = "For the DynamoDB API; 0: none. Default: ${DEFAULT-VALUE}.")
    private int gatewayPort;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            description = "Partitions that new data is born with. Default: 1.")
    private @Nullable Integer partitions;

    @Mixin
    private SettingOptions settings = new SettingOptions();

    public DevCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Map<String, String> given = new TreeMap<>();
        given.put("data.dir", data.toAbsolutePath().normalize().toString());
        given.put("client.port", Integer.toString(port));
        if (partitions != null) {
            given.put("cluster.partitions", Integer.toString(partitions));
        }
        given.put("gateway.port", Integer.toString(gatewayPort));
        given.put("gateway.auth", "open");
        given.put("throughput.limits", "ignored");
        given.put("sizes.pass.millis", "1000");
        given.putAll(settings.values());
        Path secretsKey = Path.of(given.get("data.dir")).resolve("secrets.key");
        boolean keyIsOurs = given.putIfAbsent("secrets.key.file", secretsKey.toString()) == null;
        NodeSettings checked = NodeSettings.of(given);
        if (keyIsOurs) {
            makeIfAbsent(secretsKey);
        }
        ForegroundNode.run(checked, NodeParts.production(), new Announcement(terminal.out()));
        return ExitCode.OK.code();
    }

    /** Only for settings that are right, beside the data that it is for. */
    private static void makeIfAbsent(Path secretsKey) {
        try {
            SecretKeyFile.createIfAbsent(secretsKey);
        } catch (IOException e) {
            throw new StartupException("cannot make the key of secrets " + secretsKey + ": " + e, e);
        }
    }

    /** Says where it listens and how to try it. */
    private record Announcement(PrintStream out) implements ForegroundNode.Listener {
        @Override
        public void ready(StatorNode node) {
            String address = node.self().clientAddress();
            String endpoint = address.equals(ConnectionOptions.DEFAULT_ENDPOINT) ? "" : " --endpoint " + address;
            String metrics = node.settings().text(Setting.LISTEN_HOST) + ":"
                    + node.settings().text(Setting.METRICS_PORT);
            out.println("Stator is ready.");
            out.println();
            out.println("  clients  " + address + "  (gRPC)");
            node.settings()
                    .gatewayPort()
                    .ifPresent(gateway -> out.println("  DynamoDB http://"
                            + node.settings().text(Setting.LISTEN_HOST) + ":" + gateway
                            + (node.settings().gatewayIsOpen()
                                    ? "  (open: any credentials will do)"
                                    : "  (credentials: ./stator user add NAME)")));
            out.println("  metrics  http://" + metrics + "/metrics  (health: /healthz, /readyz)");
            out.println("  data     " + node.settings().dataDirectory());
            out.println();
            out.println("Try, in another terminal:");
            out.println();
            out.println("  ./stator table create Music --partition-key Artist:S --sort-key Song:S" + endpoint);
            out.println(
                    "  ./stator item put Music '{\"Artist\":{\"S\":\"Nina Simone\"},\"Song\":{\"S\":\"Sinnerman\"}}'"
                            + endpoint);
            out.println("  ./stator item query Music 'Nina Simone'" + endpoint);
            out.println();
            out.println("Ctrl-C stops it.");
        }

        @Override
        public void stopping() {
            out.println();
            out.println("stopping ...");
        }

        @Override
        public void stopped() {
            out.println("stopped; everything acknowledged is on disk");
        }
    }
}
