package io.stator.harness.stator.cluster;

import io.stator.harness.cluster.ClusterException;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;

/**
 * How far a node's wall clock is off: eight bytes of a file, in big-endian milliseconds, that a driver and the node's process
 * have both mapped. What one writes the other reads at once, at the cost of a memory access; and the file outlives both.
 * Thread-safe.
 */
public final class ClockOffset {
    private static final VarHandle MILLIS = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final ByteBuffer mapped;

    private ClockOffset(ByteBuffer mapped) {
        this.mapped = mapped;
    }

    /** Makes the file if there is none: the clock is right then. */
    public static ClockOffset in(Path file) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new ClockOffset(channel.map(FileChannel.MapMode.READ_WRITE, 0, Long.BYTES));
        }
    }

    /**
     * In a file that is made if there is none; the clock is right then.
     *
     * @throws ClusterException if the file cannot be made
     */
    public static ClockOffset rightClock(Path file) {
        try {
            ClockOffset clock = in(file);
            clock.set(Duration.ZERO);
            return clock;
        } catch (IOException e) {
            throw new ClusterException("cannot make " + file, e);
        }
    }

    public Duration get() {
        return Duration.ofMillis((long) MILLIS.getVolatile(mapped, 0));
    }

    /** In force when this returns. */
    public void set(Duration offset) {
        MILLIS.setVolatile(mapped, 0, offset.toMillis());
    }

    /** A clock that is off by this. */
    public InstantSource applyTo(InstantSource right) {
        return () -> right.instant().plus(get());
    }
}
