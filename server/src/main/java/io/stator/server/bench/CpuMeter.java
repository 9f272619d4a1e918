package io.stator.server.bench;

import com.sun.management.OperatingSystemMXBean;
import io.grpc.StatusRuntimeException;
import io.stator.proto.v1.NodeInfo;
import io.stator.proto.v1.PartitionMap;
import io.stator.server.launch.ClusterCalls;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** CPU time, from the nodes' own word, and of this process. */
final class CpuMeter {
    private final ClusterCalls calls;
    private final List<NodeInfo> nodes;

    CpuMeter(ClusterCalls calls, PartitionMap map) {
        this.calls = calls;
        this.nodes = List.copyOf(map.getNodesList());
    }

    /** Nanoseconds since each process started; nodes that do not answer are left out. */
    record Reading(Map<String, Long> nodes, long thisProcess) {

        /** What was spent since; only of nodes in both. */
        Reading since(Reading earlier) {
            Map<String, Long> spent = new TreeMap<>();
            nodes.forEach((node, nanos) -> Optional.ofNullable(earlier.nodes.get(node))
                    .ifPresent(before -> spent.put(node, Math.max(0, nanos - before))));
            return new Reading(spent, thisProcess - earlier.thisProcess);
        }

        long allNodes() {
            return nodes.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    Reading read() {
        Map<String, Long> cpu = new TreeMap<>();
        for (NodeInfo node : nodes) {
            try {
                cpu.put(node.getId(), calls.nodeStatus(node.getClientAddress()).getProcessCpuNanos());
            } catch (StatusRuntimeException down) {
                cpu.remove(node.getId());
            }
        }
        return new Reading(cpu, ownNanos());
    }

    private static long ownNanos() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : 0;
    }
}
