package io.stator.server.launch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ThreadLocalRandom;

/** Which ports of this machine nobody listens at. What is free now may be taken a moment later. */
final class FreePorts {
    /** Below what systems hand out to outgoing connections (32768 on Linux), which would take them away. */
    private static final int LOWEST = 12_000;

    private static final int HIGHEST = 32_000;
    private static final int ATTEMPTS = 200;
    private static final int CONNECT_MILLIS = 1_000;

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
                if (!isFree(NodeHost.LOOPBACK, base + NodePlace.PORT_STRIDE * number + offset)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** On another host it is free if nobody answers. */
    static boolean isFree(NodeHost host, int port) {
        return host.launcher().isEmpty() ? canBeBound(host.address(), port) : !isServed(host.address(), port);
    }

    private static boolean isServed(String address, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), CONNECT_MILLIS);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    private static boolean canBeBound(String address, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(address), port));
            return true;
        } catch (IOException inUse) {
            return false;
        }
    }
}
