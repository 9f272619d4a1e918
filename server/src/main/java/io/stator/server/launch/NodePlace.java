package io.stator.server.launch;

import java.nio.file.Path;

/**
 * Where one node of a {@link LocalCluster} lives: its directory and its ports, four for each node.
 *
 * @param number from 1
 * @param host where it runs
 * @param directory its own: settings file, data, log, pid file
 * @param clientPort gRPC; the next ones are for Raft, for metrics and health, and for the DynamoDB API
 */
public record NodePlace(int number, NodeHost host, Path directory, int clientPort) {
    /** Apart in port between one node and the next. */
    static final int PORT_STRIDE = 10;

    static final int PORTS_USED = 4;

    public String nodeId() {
        return "n" + number;
    }

    public int raftPort() {
        return clientPort + 1;
    }

    public int metricsPort() {
        return clientPort + 2;
    }

    /** HTTP, of the DynamoDB API. */
    public int gatewayPort() {
        return clientPort + 3;
    }

    /** host:port for clients. */
    public String clientAddress() {
        return host.address() + ":" + clientPort;
    }

    public String raftAddress() {
        return host.address() + ":" + raftPort();
    }

    public String metricsUrl() {
        return "http://" + host.address() + ":" + metricsPort() + "/metrics";
    }

    public Path settingsFile() {
        return directory.resolve("stator.properties");
    }

    public Path dataDirectory() {
        return directory.resolve("data");
    }

    /** Standard output and error of its process, one run after the other. */
    public Path logFile() {
        return directory.resolve("stator.log");
    }

    Path pidFile() {
        return directory.resolve("pid");
    }

    /**
     * As the setting cluster.members has it.
     *
     * @param host by which nodes call it
     */
    String member(String host) {
        return nodeId() + "=" + host + ":" + clientPort + ":" + raftPort();
    }
}
