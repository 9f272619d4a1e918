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
 * Eight bytes of a file that a driver and a node's process have both mapped. What one writes the other reads at once, at the cost of a
 * memory access; and the file outlives both. Thread-safe.
 */
final class SharedNumber {
    private static final VarHandle NUMBER = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final ByteBuffer mapped;

    private SharedNumber(ByteBuffer mapped) {
        this.mapped = mapped;
    }

    /** Makes the file if there is none: the number is 0 then. */
    static SharedNumber in(Path file) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new SharedNumber(channel.map(FileChannel.MapMode.READ_WRITE, 0, Long.BYTES));
        }
    }

    /**
     * In a file that is made if there is none; the number is 0, whatever it was.
     *
     * @throws ClusterException if the file cannot be made
     */
    static SharedNumber zeroIn(Path file) {
        try {
            SharedNumber number = in(file);
            number.set(0);
            return number;
        } catch (IOException e) {
            throw new ClusterException("cannot make " + file, e);
        }
    }

    long get() {
        return (long) NUMBER.getVolatile(mapped, 0);
    }

    /** In force when this returns. */
    void set(long number) {
        NUMBER.setVolatile(mapped, 0, number);
    }
}
