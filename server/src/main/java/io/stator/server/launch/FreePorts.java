package io.stator.server.launch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** Ports of 127.0.0.1 that nobody listens at. What is free now may be taken a moment later. */
public final class FreePorts {
    /** Below what systems hand out to outgoing connections (32768 on Linux), which would take them away. */
    private static final int LOWEST = 12_000;

    private static final int HIGHEST = 32_000;
    private static final int ATTEMPTS = 200;
    private static final int CONNECT_MILLIS = 1_000;

    private FreePorts() {}

    /**
     * So many different ones.
     *
     * @throws LaunchException if they are not found
     */
    public static List<Integer> find(int count) {
        Set<Integer> found = new LinkedHashSet<>();
        while (found.size() < count) {
            found.add(base(List.of(0)));
        }
        return List.copyOf(found);
    }

    /**
     * A port such that all those are free that lie these offsets, ascending from 0, above it.
     *
     * @throws LaunchException if none is found
     */
    static int base(List<Integer> offsets) {
        int span = offsets.get(offsets.size() - 1);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int base = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST - span);
            if (offsets.stream().allMatch(offset -> isFree(base + offset))) {
                return base;
            }
        }
        throw LaunchException.failed("no free ports between " + LOWEST + " and " + HIGHEST);
    }

    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(NodeHost.LOOPBACK.address()), port));
            return true;
        } catch (IOException inUse) {
            return false;
        }
    }

    /** Elsewhere than on loopback it is free if nobody answers. */
    static boolean isFree(NodeHost host, int port) {
        return host.equals(NodeHost.LOOPBACK) ? isFree(port) : !isServed(host.address(), port);
    }

    private static boolean isServed(String address, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), CONNECT_MILLIS);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }
}
