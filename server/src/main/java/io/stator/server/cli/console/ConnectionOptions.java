package io.stator.server.cli.console;

import io.stator.client.BlockingStatorClient;
import io.stator.client.StatorClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which cluster a command talks to, and how long it tries. */
public final class ConnectionOptions {
    /** Where {@code stator dev} listens. */
    public static final String DEFAULT_ENDPOINT = "127.0.0.1:9010";

    static final String ENDPOINT_VARIABLE = "STATOR_ENDPOINT";

    private static final int PORT_MAX = 65_535;
    private static final int PROBE_MILLIS = 2_000;

    @Option(
            names = "--endpoint",
            paramLabel = "HOST:PORT",
            description = "A node, or several separated by commas; the others are learnt from it."
                    + " Default: $STATOR_ENDPOINT, or " + DEFAULT_ENDPOINT + ".")
    private @Nullable String endpoint;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "How long one request may take, retries included. Default: ${DEFAULT-VALUE}.")
    private double timeoutSeconds;

    /**
     * host:port of each node named.
     *
     * @throws CommandFailure if one is no such thing
     */
    public List<String> addresses(Terminal terminal) {
        String text =
                endpoint != null ? endpoint : terminal.environment().getOrDefault(ENDPOINT_VARIABLE, DEFAULT_ENDPOINT);
        List<String> addresses = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            socketAddress(part.strip());
            addresses.add(part.strip());
        }
        return addresses;
    }

    /** @throws CommandFailure if one is not of the form host:port */
    public static void requireAddresses(List<String> addresses) {
        addresses.forEach(ConnectionOptions::socketAddress);
    }

    private static InetSocketAddress socketAddress(String address) {
        int colon = address.lastIndexOf(':');
        if (colon > 0) {
            try {
                int port = Integer.parseInt(address.substring(colon + 1));
                if (port >= 1 && port <= PORT_MAX) {
                    return new InetSocketAddress(address.substring(0, colon), port);
                }
            } catch (NumberFormatException e) {
                throw noAddress(address);
            }
        }
        throw noAddress(address);
    }

    private static CommandFailure noAddress(String address) {
        return CommandFailure.badInput("'" + address + "' is not of the form HOST:PORT");
    }

    /** Of one request. */
    public Duration timeout() {
        if (!(timeoutSeconds > 0 && timeoutSeconds <= 86_400)) {
            throw CommandFailure.badInput("--timeout: must be more than 0 and at most 86400 seconds");
        }
        return Duration.ofMillis(Math.max(1, Math.round(timeoutSeconds * 1000)));
    }

    /**
     * Opens a client that the caller closes.
     *
     * @throws CommandFailure at once, if nobody listens at any of the addresses
     */
    public StatorClient open(Terminal terminal) {
        List<String> addresses = addresses(terminal);
        requireListener(addresses);
        return StatorClient.builder().addresses(addresses).deadline(timeout()).build();
    }

    /** Runs something with a client. */
    public int with(Terminal terminal, Function<BlockingStatorClient, ExitCode> work) {
        try (StatorClient client = open(terminal)) {
            return work.apply(client.blocking()).code();
        }
    }

    /** @throws CommandFailure at once, if nobody listens at any of the addresses */
    public void requireListener(Terminal terminal) {
        requireListener(addresses(terminal));
    }

    /** So that a server that is not there is told from one that is slow, and told at once. */
    private static void requireListener(List<String> addresses) {
        String problem = "";
        for (String address : addresses) {
            try (Socket socket = new Socket()) {
                InetSocketAddress target = socketAddress(address);
                if (target.isUnresolved()) {
                    problem = "unknown host";
                    continue;
                }
                socket.connect(target, PROBE_MILLIS);
                return;
            } catch (IOException e) {
                problem = e.getMessage() == null ? e.toString() : e.getMessage();
            }
        }
        throw new CommandFailure(
                ExitCode.UNAVAILABLE,
                "cannot reach " + String.join(", ", addresses) + ": " + problem
                        + " (is Stator running? './stator dev' starts it)");
    }
}
