package io.stator.server.config;

/**
 * Where a node of the cluster is reached.
 *
 * @param nodeId its configured name
 * @param host name or address; an IPv6 address stands in brackets
 * @param clientPort of its gRPC services
 * @param raftPort of its Raft endpoint
 */
public record MemberAddress(String nodeId, String host, int clientPort, int raftPort) {
    private static final int PORT_MAX = 65_535;

    /** host:port of its gRPC services. */
    public String clientAddress() {
        return host + ":" + clientPort;
    }

    /** host:port of its Raft endpoint. */
    public String raftAddress() {
        return host + ":" + raftPort;
    }

    /**
     * Reads {@code n1=host:clientPort:raftPort}.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    static MemberAddress parse(String text) {
        int equals = text.indexOf('=');
        int beforeRaft = text.lastIndexOf(':');
        int beforeClient = beforeRaft < 0 ? -1 : text.lastIndexOf(':', beforeRaft - 1);
        if (equals < 1 || beforeClient <= equals + 1) {
            throw new IllegalArgumentException("'" + text + "' is not of the form id=host:clientPort:raftPort");
        }
        String nodeId = text.substring(0, equals).strip();
        String host = text.substring(equals + 1, beforeClient).strip();
        if (!Setting.NODE_ID_FORM.matcher(nodeId).matches()) {
            throw new IllegalArgumentException("'" + nodeId + "' is no node id");
        }
        if (!Setting.HOST_FORM.matcher(host).matches()) {
            throw new IllegalArgumentException("'" + host + "' is no host");
        }
        return new MemberAddress(
                nodeId,
                host,
                port(text, text.substring(beforeClient + 1, beforeRaft)),
                port(text, text.substring(beforeRaft + 1)));
    }

    private static int port(String text, String port) {
        try {
            int number = Integer.parseInt(port.strip());
            if (number >= 1 && number <= PORT_MAX) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + port + "' in '" + text + "' is no port", e);
        }
        throw new IllegalArgumentException("'" + port + "' in '" + text + "' is no port from 1 to " + PORT_MAX);
    }

    @Override
    public String toString() {
        return nodeId + "=" + host + ":" + clientPort + ":" + raftPort;
    }
}
