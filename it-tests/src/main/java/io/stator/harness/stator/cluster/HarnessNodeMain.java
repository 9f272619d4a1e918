package io.stator.harness.stator.cluster;

import io.stator.server.NodeParts;
import io.stator.server.config.NodeSettings;
import io.stator.server.launch.ForegroundNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A node of a cluster under test, as {@code stator server --config FILE} runs one, whose wall clock a driver can
 * set: by the {@link ClockOffset} in the file that the system property {@value #CLOCK} names.
 */
public final class HarnessNodeMain {
    /** System property: path of the file with the clock's offset. Without it the clock is the system's. */
    public static final String CLOCK = "stator.harness.clock";

    private HarnessNodeMain() {}

    public static void main(String[] arguments) throws IOException {
        run(arguments, UnaryOperator.identity());
    }

    /**
     * For main classes of nodes with parts of their own. Returns only if the node cannot take part in its cluster,
     * and then throws.
     *
     * @param change of right parts, whose wall clock is behind the driver's offset
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
        String file = System.getProperty(CLOCK);
        return file == null
                ? right
                : right.withWallClock(ClockOffset.in(Path.of(file)).applyTo(right.wallClock()));
    }
}
