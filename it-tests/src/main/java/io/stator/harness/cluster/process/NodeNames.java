package io.stator.harness.cluster.process;

import io.stator.harness.cluster.ClusterException;
import io.stator.harness.cluster.Link;
import io.stator.server.launch.LocalClusterSpec;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * How nodes find each other: by names, which each node's JVM looks up in a hosts file of its own. Node A
 * finds node B at 127.77.A.B, an address of the loopback interface that only A uses: whoever listens there stands for the link
 * from A to B. Itself it finds where it really listens.
 */
final class NodeNames {
    /** For {@link LocalClusterSpec#withHostNames}. */
    static final String PATTERN = "n" + LocalClusterSpec.NODE + ".stator";

    private static final String LISTENING = "127.0.0.1";
    private static final String PROXIES = "127.77.";

    private NodeNames() {}

    /** A JVM's only source of names from then on; kept over restarts. */
    static String jvmOption(String hostsFile) {
        return "-Djdk.net.hosts.file=" + hostsFile;
    }

    static void writeHostsFile(Path file, int node, Set<Integer> nodes) {
        StringBuilder text = new StringBuilder(LISTENING + " localhost\n");
        for (int other : nodes) {
            String address = other == node ? LISTENING : proxyHost(new Link(node, other));
            text.append(address)
                    .append(' ')
                    .append(PATTERN.replace(LocalClusterSpec.NODE, Integer.toString(other)))
                    .append('\n');
        }
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new ClusterException("cannot write " + file, e);
        }
    }

    /** Where the sending node of a link finds a port of the receiving one. */
    static InetSocketAddress proxy(Link link, int port) {
        return new InetSocketAddress(proxyHost(link), port);
    }

    /** Where a node listens at a port. */
    static InetSocketAddress listening(int port) {
        return new InetSocketAddress(LISTENING, port);
    }

    private static String proxyHost(Link link) {
        return PROXIES + link.from() + "." + link.to();
    }
}
