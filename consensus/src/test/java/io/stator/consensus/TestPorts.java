package io.stator.consensus;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports of loopback that nobody listens at. None is of those that a system hands out to outgoing connections (from 32768 on Linux):
 * the others' attempts to reach a host that is down could take its own away.
 */
public final class TestPorts {
    private static final int LOWEST = 12_000;
    private static final int HIGHEST = 32_000;

    private TestPorts() {}

    /** So many different ones. */
    public static List<Integer> find(int count) {
        Set<Integer> found = new LinkedHashSet<>();
        Await.until("free ports", () -> {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            if (isFree(port)) {
                found.add(port);
            }
            return found.size() == count;
        });
        return List.copyOf(found);
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException inUse) {
            return false;
        }
    }
}
