package io.stator.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stator.consensus.ratis.RatisSettings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MemoryPlanTest {
    private static NodeSettings settings(String... namesAndValues) {
        Map<String, String> given = new java.util.HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            given.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return NodeSettings.of(given);
    }

    /** What the four have no share in is left for the rest. */
    private static long rest(NodeSettings settings) {
        MemoryPlan plan = MemoryPlan.of(settings);
        return settings.number(Setting.MEMORY_BYTES)
                - settings.number(Setting.STORAGE_CACHE_BYTES)
                - settings.number(Setting.STORAGE_WRITEBUFFER_BYTES)
                - plan.heapBytes()
                - plan.directBytes();
    }

    @Test
    void whateverIsSetTheSumIsTheSame() {
        for (String memory : new String[] {"768MB", "2GB", "64GB"}) {
            long left = rest(settings("memory.bytes", memory));
            assertThat(left).isGreaterThanOrEqualTo(224L << 20);
            assertThat(rest(settings("memory.bytes", memory, "storage.cache.bytes", "100MB")))
                    .isEqualTo(left);
            assertThat(rest(settings("memory.bytes", memory, "storage.writebuffer.bytes", "4MB")))
                    .isEqualTo(left);
        }
    }

    @Test
    void eachHasItsShareByDefault() {
        NodeSettings settings = settings("memory.bytes", "2GB");
        MemoryPlan plan = MemoryPlan.of(settings);
        assertThat(plan.heapBytes() >> 20).isBetween(700L, 1000L);
        assertThat(plan.directBytes() >> 20).isBetween(200L, 300L);
        assertThat(settings.number(Setting.STORAGE_CACHE_BYTES) >> 20).isBetween(300L, 400L);
        assertThat(settings.number(Setting.STORAGE_WRITEBUFFER_BYTES) >> 20).isBetween(150L, 200L);
        assertThat(plan.jvmOptions()).contains("-Xmx" + (plan.heapBytes() >> 20) + "m");
    }

    /** Found by ten minutes of overload: five logs of three segments of 16 MB each were more than the heap. */
    @Test
    void theNewestSegmentsOfAllLogsFitIntoTheHeap() {
        for (String memory : new String[] {"768MB", "2GB", "64GB"}) {
            for (int partitions : new int[] {1, 3, 4, 16}) {
                NodeSettings settings =
                        settings("memory.bytes", memory, "cluster.partitions", Integer.toString(partitions));
                long segment = settings.number(Setting.RAFT_SEGMENT_BYTES);
                assertThat(segment).isBetween(1L << 20, 16L << 20);
                // The smallest may take half of it, or the node does not start.
                assertThat(3 * segment * (partitions + 1))
                        .isLessThanOrEqualTo(MemoryPlan.of(settings).heapBytes() / (segment == 1L << 20 ? 2 : 3));
            }
        }
        assertThat(settings("raft.segment.bytes", "8MB").number(Setting.RAFT_SEGMENT_BYTES))
                .isEqualTo(8L << 20);
    }

    /** Found by ten minutes of overload with large values: of 64 MB four logs' buffers took 24, and connections broke for want of the rest. */
    @Test
    void theBuffersOfAllLogsFitBesideWhatIsSentAndReceived() {
        for (String memory : new String[] {"768MB", "2GB", "64GB"}) {
            for (int partitions : new int[] {1, 3, 4, 16}) {
                MemoryPlan plan = MemoryPlan.of(
                        settings("memory.bytes", memory, "cluster.partitions", Integer.toString(partitions)));
                assertThat(plan.directBytes() - (partitions + 1L) * RatisSettings.LOG_BUFFER_BYTES)
                        .isGreaterThanOrEqualTo(64L << 20);
            }
        }
    }

    /** Half of what logs leave of direct buffers, so that the rest is Raft's and what is sent; at the edge to the megabyte. */
    @Test
    void aMessageLargerThanWhatAllMayHoldIsRefused() {
        assertThat(MemoryPlan.of(settings("memory.bytes", "768MB")).receivedBytes() >> 20)
                .isEqualTo(32);
        settings("memory.bytes", "768MB", "request.bytes.max", "32MB");
        assertThatThrownBy(() -> settings("memory.bytes", "768MB", "request.bytes.max", "33MB"))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("request.bytes.max: must be at most 32MB");
    }

    /** The smallest segments, of 1 MB, are still too large for so many logs; at the edge to the megabyte. */
    @Test
    void moreLogsThanTheHeapHasRoomForAreRefused() {
        assertThatThrownBy(() -> settings("memory.bytes", "2GB", "cluster.partitions", "100"))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining(
                        "memory.bytes: the newest segments of the logs of 100 partitions and the catalog take"
                                + " 303MB of the heap's 392MB, more than half of it; set more memory.bytes, or less"
                                + " cluster.partitions or raft.segment.bytes");
        settings("memory.bytes", "2GB", "cluster.partitions", "82");
        assertThatThrownBy(() -> settings("memory.bytes", "2GB", "cluster.partitions", "83"))
                .isInstanceOf(StartupException.class);
        assertThatThrownBy(
                        () -> settings("memory.bytes", "2GB", "cluster.partitions", "16", "raft.segment.bytes", "16MB"))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("816MB");
    }

    /** A partition has no replica on most of them. */
    @Test
    void manyMembersShareTheLogs() {
        StringBuilder members = new StringBuilder("n1=127.0.0.1:9010:9011");
        for (int node = 2; node <= 9; node++) {
            members.append(",n").append(node).append("=127.0.0.").append(node).append(":9010:9011");
        }
        settings("memory.bytes", "2GB", "cluster.partitions", "192", "cluster.members", members.toString());
        assertThatThrownBy(() -> settings(
                        "memory.bytes",
                        "2GB",
                        "cluster.partitions",
                        "192",
                        "cluster.replication",
                        "5",
                        "cluster.members",
                        members.toString()))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("the logs of 107 partitions");
    }

    @Test
    void whatLeavesTheHeapTooLittleIsRefused() {
        assertThatThrownBy(() -> settings("memory.bytes", "1GB", "storage.cache.bytes", "600MB"))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining(
                        "memory.bytes: storage.cache.bytes, storage.writebuffer.bytes, and the buffers of the logs of 1"
                                + " partitions and the catalog leave the heap ");
        assertThatThrownBy(() -> settings("memory.bytes", "2GB", "cluster.partitions", "256"))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("of 256 partitions and the catalog leave the heap 0 of it");
        assertThatThrownBy(() -> settings("memory.bytes", "700MB")).isInstanceOf(StartupException.class);
    }

    @Test
    void aJvmThatMayTakeMoreIsRefused() {
        MemoryPlan plan = MemoryPlan.of(settings("memory.bytes", "1GB"));
        plan.check(plan.heapBytes(), plan.directBytes());
        plan.check(plan.directBytes(), plan.heapBytes());
        assertThatThrownBy(() -> plan.check(plan.heapBytes(), plan.directBytes() + (33 << 20)))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("-Xmx, -XX:MaxDirectMemorySize");
    }
}
