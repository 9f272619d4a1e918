package io.stator.server.cli;

import io.stator.server.bench.Load;
import io.stator.server.bench.StatorTarget;
import io.stator.server.bench.http.AccessKey;
import io.stator.server.bench.http.GatewayAccess;
import io.stator.server.bench.http.ItemCallsProvider;
import io.stator.server.cli.console.CommandFailure;
import io.stator.server.cli.console.ConnectionOptions;
import io.stator.server.cli.console.Terminal;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code stator bench} that say through which API it goes. */
final class ApiOptions {
    private static final String GRPC = "grpc";
    private static final String DYNAMODB = "dynamodb";
    private static final String LEAN = "lean";
    private static final String SDK = "sdk";

    /** Connections to each gateway of an open loop, which has no number of clients. */
    private static final int OPEN_LOOP_CONNECTIONS = 256;

    @Option(
            names = "--api",
            paramLabel = "API",
            defaultValue = GRPC,
            description =
                    "grpc: the Java client's; dynamodb: HTTP, through the nodes' gateways. Default: ${DEFAULT-VALUE}.")
    private String api = GRPC;

    @Option(
            names = "--http",
            paramLabel = "CLIENT",
            description = "Of --api dynamodb. lean: one that costs little CPU; sdk: the AWS SDK for Java, which only a"
                    + " source tree has. Default: lean.")
    private @Nullable String http;

    @Option(
            names = "--gateway",
            paramLabel = "HOST:PORT",
            description = "Of --api dynamodb: one, or several separated by commas. Default: those of all nodes.")
    private @Nullable String gateway;

    boolean isDynamoDb() {
        return api.equals(DYNAMODB);
    }

    /** @throws CommandFailure if they do not go together, or one is of no use here */
    void check(boolean etcd) {
        if (!Set.of(GRPC, DYNAMODB).contains(api)) {
            throw CommandFailure.badInput("--api: '" + api + "' is not grpc or dynamodb");
        }
        if (isDynamoDb() && etcd) {
            throw CommandFailure.badInput("--etcd: not with --api dynamodb");
        }
        if (!isDynamoDb() && (http != null || gateway != null)) {
            throw CommandFailure.badInput((http == null ? "--gateway" : "--http") + ": only with --api dynamodb");
        }
        if (isDynamoDb()) {
            ConnectionOptions.requireAddresses(gateways());
            provider();
        }
    }

    ItemCallsProvider provider() {
        String label = http == null ? LEAN : http;
        return ItemCallsProvider.named(label)
                .orElseThrow(() -> CommandFailure.badInput(
                        label.equals(SDK)
                                ? "--http: the AWS SDK is not on the class path; ./stator of a source tree puts it there"
                                : "--http: '" + label + "' is not lean or sdk"));
    }

    private List<String> gateways() {
        return gateway == null ? List.of() : List.of(gateway.split(",", -1));
    }

    /** @param target says where gateways are, if no option does */
    GatewayAccess access(StatorTarget target, Terminal terminal, Load load, Duration timeout) {
        List<String> addresses = gateway == null ? target.gateways() : gateways();
        if (addresses.isEmpty()) {
            throw CommandFailure.badInput("--api: no node of the cluster has a gateway (setting gateway.port)");
        }
        int connections = load instanceof Load.Clients clients ? clients.count() : OPEN_LOOP_CONNECTIONS;
        return new GatewayAccess(addresses, AccessKey.of(terminal.environment()), connections, timeout);
    }
}
