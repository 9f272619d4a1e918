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

/**
 * Whether a node is to end when it is about to decide a transaction: eight bytes of a file that a driver and the node's process
 * have both mapped, as they have a {@link ClockOffset}; not zero: it is. Thread-safe.
 */
public final class DecisionTrap {
    private static final VarHandle FLAG = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final ByteBuffer mapped;

    private DecisionTrap(ByteBuffer mapped) {
        this.mapped = mapped;
    }

    /** Makes the file if there is none: it is not set then. */
    public static DecisionTrap in(Path file) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new DecisionTrap(channel.map(FileChannel.MapMode.READ_WRITE, 0, Long.BYTES));
        }
    }

    /**
     * One that is not set.
     *
     * @throws ClusterException if the file cannot be made
     */
    public static DecisionTrap open(Path file) {
        try {
            DecisionTrap trap = in(file);
            trap.set(false);
            return trap;
        } catch (IOException e) {
            throw new ClusterException("cannot make " + file, e);
        }
    }

    /** In force when this returns. */
    public void set(boolean set) {
        FLAG.setVolatile(mapped, 0, set ? 1L : 0L);
    }

    public boolean isSet() {
        return (long) FLAG.getVolatile(mapped, 0) != 0;
    }
}
