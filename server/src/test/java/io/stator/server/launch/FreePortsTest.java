package io.stator.server.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

class FreePortsTest {
    /** What Linux hands out to outgoing connections begins at 32768. */
    private static final int OUTGOING = 32_768;

    @Test
    void thoseFoundAreDifferentFreeAndNotForOutgoingConnections() {
        List<Integer> ports = FreePorts.find(50);
        assertThat(ports).hasSize(50).doesNotHaveDuplicates().allMatch(port -> port < OUTGOING);
        assertThat(FreePorts.find(0)).isEmpty();
    }

    @Test
    void aPortThatSomebodyListensAtIsNotFree() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(FreePorts.isFree(taken.getLocalPort())).isFalse();
        }
    }

    @Test
    void aClustersPortsAreAllFree() {
        int base = FreePorts.base(List.of(10, 11, 20));
        assertThat(List.of(base + 10, base + 11, base + 20)).allMatch(FreePorts::isFree);
    }
}
