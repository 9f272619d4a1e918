package io.stator.server.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * CPU time in nanoseconds since each process started.
 *
 * @param nodes by name, as they say themselves; those that do not answer are left out
 */
public record CpuReading(Map<String, Long> nodes, long thisProcess) {

    static CpuReading of(Map<String, Long> nodes) {
        long own = ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : 0;
        return new CpuReading(nodes, own);
    }

    /** What was spent since; only of nodes in both. */
    CpuReading since(CpuReading earlier) {
        Map<String, Long> spent = new TreeMap<>();
        nodes.forEach((node, nanos) -> Optional.ofNullable(earlier.nodes.get(node))
                .ifPresent(before -> spent.put(node, Math.max(0, nanos - before))));
        return new CpuReading(spent, thisProcess - earlier.thisProcess);
    }
}
