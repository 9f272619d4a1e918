package io.stator.harness.cluster.namespace;

import io.stator.harness.cluster.ClusterException;
import io.stator.harness.cluster.Link;
import io.stator.harness.cluster.LinkQuality;
import io.stator.harness.cluster.linux.Command;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Links that delay and throttle. Where the kernel has no way to do that, frames take one through a small program:
 * rules at the bridge's ports send those of slow links to a tap device, the program reads them from
 * there, holds them, and writes them back to it, which is a port of the bridge, too. All others pass as they did. Not
 * thread-safe.
 */
final class SlowLinks {
    private static final String DEVICE = "slow";
    private static final String TABLE = "slow";
    private static final String READY = "ready";

    private final HostNetwork network;
    private final Map<Link, LinkQuality> qualities = new HashMap<>();
    private @Nullable Process program;

    /** Makes the device. */
    SlowLinks(HostNetwork network) {
        this.network = network;
        ip("tuntap", "add", "dev", DEVICE, "mode", "tap").run();
        ip("link", "set", "dev", DEVICE, "master", HostNetwork.BRIDGE, "up").run();
        // What comes out of it must not look as if senders had moved there, and nothing else may go in.
        ip("link", "set", "dev", DEVICE)
                .with("type", "bridge_slave", "learning", "off", "flood", "off", "mcast_flood", "off")
                .with("bcast_flood", "off")
                .run();
    }

    private Command ip(String... words) {
        return network.onBridge("ip").with(words);
    }

    /** These links delay and throttle as it says, losses apart; others stay as they are. */
    void slow(Set<Link> links, LinkQuality quality) {
        Map<Link, LinkQuality> before = Map.copyOf(qualities);
        for (Link link : links) {
            if (quality.isOnlyLossy()) {
                qualities.remove(link);
            } else {
                qualities.put(link, quality);
            }
        }
        if (!qualities.equals(before)) {
            apply();
        }
    }

    /** All are as fast as they are; what is held is lost. */
    void heal() {
        if (!qualities.isEmpty()) {
            qualities.clear();
            apply();
        }
    }

    private void apply() {
        network.onBridge("nft").with("delete", "table", "netdev", TABLE).succeeds();
        end();
        if (!qualities.isEmpty()) {
            startProgram();
            network.onBridge("nft").with("-f", "-").reading(rules()).run();
        }
    }

    private void end() {
        if (program != null) {
            program.destroyForcibly();
            program = null;
        }
    }

    private void startProgram() {
        Command command = network.onBridge("perl").with("-e", Script.named("slow-links.pl"), DEVICE);
        List<String> links = new ArrayList<>();
        qualities.forEach((link, quality) -> links.add(String.join(
                ",",
                network.address(link.from()),
                network.address(link.to()),
                Long.toString(quality.delayMillis()),
                Long.toString(quality.jitterMillis()),
                Long.toString(quality.bytesPerSecondMax()))));
        Process started = command.with(links.toArray(String[]::new)).start();
        program = started;
        BufferedReader said = started.inputReader(StandardCharsets.UTF_8);
        try {
            String line = said.readLine();
            if (!READY.equals(line)) {
                throw new ClusterException("links cannot be slow: " + line);
            }
        } catch (IOException e) {
            throw new ClusterException("links cannot be slow", e);
        }
    }

    private String rules() {
        String ports = IntStream.rangeClosed(1, network.nodes())
                .mapToObj(node -> '"' + network.port(node) + '"')
                .collect(Collectors.joining(", "));
        String pairs = qualities.keySet().stream()
                .map(link -> network.address(link.from()) + " . " + network.address(link.to()))
                .collect(Collectors.joining(", "));
        return "table netdev " + TABLE + " {\n  chain arriving {\n    type filter hook ingress devices = { " + ports
                + " } priority 0;\n    ip saddr . ip daddr { " + pairs + " } fwd to \"" + DEVICE + "\"\n  }\n}\n";
    }
}
