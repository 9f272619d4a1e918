package io.stator.server.launch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Which ports of this machine nobody listens at. What is free now may be taken a moment later. */
final class FreePorts {
    /** Below what systems hand out to outgoing connections (32768 on Linux), which would take them away. */
    private static final int LOWEST = 12_000;

    private static final int HIGHEST = 32_000;
    private static final int ATTEMPTS = 200;

    private FreePorts() {}

    /** A base port for a cluster, see {@link LocalClusterSpec}. */
    static int base(int nodes) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int base = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST - NodePlace.PORT_STRIDE * (nodes + 1));
            if (allFree(base, nodes)) {
                return base;
            }
        }
        throw LaunchException.failed("no free ports between " + LOWEST + " and " + HIGHEST);
    }

    private static boolean allFree(int base, int nodes) {
        for (int number = 1; number <= nodes; number++) {
            for (int offset = 0; offset < NodePlace.PORTS_USED; offset++) {
                if (!isFree(base + NodePlace.PORT_STRIDE * number + offset)) {
                    return false;
                }
            }
        }
        return true;
    }

    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(NodePlace.HOST), port));
            return true;
        } catch (IOException inUse) {
            return false;
        }
    }
}
