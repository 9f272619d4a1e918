package io.stator.harness.stator.cluster;

import io.stator.partition.Partition;
import io.stator.server.NodeParts;
import io.stator.server.config.NodeSettings;
import io.stator.server.launch.ForegroundNode;
import io.stator.server.replica.ReplicaLayers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A node of a cluster under test, as {@code stator server --config FILE} runs one, whose wall clock a driver can
 * set: by the {@link ClockOffset} in the file that the system property {@value #CLOCK} names; and which ends at the next
 * decision of a transaction if it is to: by the {@link DecisionTrap} in the file that {@value #DECISIONS} names.
 */
public final class HarnessNodeMain {
    /** System property: path of the file with the clock's offset. Without it the clock is the system's. */
    public static final String CLOCK = "stator.harness.clock";

    /** System property: path of the file with the trap. Without it there is none. */
    public static final String DECISIONS = "stator.harness.decisions";

    private static final int AS_IF_KILLED = 128 + 9;

    private HarnessNodeMain() {}

    public static void main(String[] arguments) throws IOException {
        run(arguments, UnaryOperator.identity());
    }

    /**
     * For main classes of nodes with parts of their own. Returns only if the node cannot take part in its cluster,
     * and then throws.
     *
     * @param change of right parts, whose wall clock is behind the driver's offset, and whose layers have the driver's trap: who
     *     puts others in their place has none
     */
    public static void run(String[] arguments, UnaryOperator<NodeParts> change) throws IOException {
        if (arguments.length != 3 || !arguments[0].equals("server") || !arguments[1].equals("--config")) {
            throw new IllegalArgumentException("expected: server --config FILE");
        }
        NodeSettings settings = NodeSettings.load(Path.of(arguments[2]), Map.of());
        ForegroundNode.run(settings, change.apply(parts()), ForegroundNode.Listener.SILENT);
    }

    private static NodeParts parts() throws IOException {
        NodeParts right = NodeParts.production();
        String clock = System.getProperty(CLOCK);
        if (clock != null) {
            right = right.withWallClock(ClockOffset.in(Path.of(clock)).applyTo(right.wallClock()));
        }
        String decisions = System.getProperty(DECISIONS);
        return decisions == null ? right : right.withLayers(trapped(DecisionTrap.in(Path.of(decisions))));
    }

    /** What a driver set for another process before this one is over. */
    private static ReplicaLayers trapped(DecisionTrap trap) {
        trap.set(false);
        return new ReplicaLayers() {
            @Override
            public Partition partition(Partition partition) {
                return new TrappedPartition(
                        partition, trap, () -> Runtime.getRuntime().halt(AS_IF_KILLED));
            }
        };
    }
}
