package io.stator.server.launch;

import java.util.List;

/**
 * The host that a node of a {@link LocalCluster} runs on: this machine, or a network namespace of it.
 *
 * @param address that the node listens at and is reached by
 * @param launcher command in front of the node's own, which runs it there; it replaces itself by the node, so that
 *     the process ids are one. Empty: none
 */
public record NodeHost(String address, List<String> launcher) {
    /** This machine, reached by nobody else. */
    public static final NodeHost LOOPBACK = new NodeHost("127.0.0.1", List.of());

    public NodeHost {
        launcher = List.copyOf(launcher);
    }
}
