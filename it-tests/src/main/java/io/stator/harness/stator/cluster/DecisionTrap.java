package io.stator.harness.stator.cluster;

import io.stator.harness.cluster.ClusterException;
import java.io.IOException;
import java.nio.file.Path;

/** Whether a node is to end when it is about to decide a transaction. Thread-safe. */
public final class DecisionTrap {
    /** Not zero: it is. */
    private final SharedNumber flag;

    private DecisionTrap(SharedNumber flag) {
        this.flag = flag;
    }

    /** Makes the file if there is none: it is not set then. */
    public static DecisionTrap in(Path file) throws IOException {
        return new DecisionTrap(SharedNumber.in(file));
    }

    /**
     * One that is not set.
     *
     * @throws ClusterException if the file cannot be made
     */
    public static DecisionTrap open(Path file) {
        return new DecisionTrap(SharedNumber.zeroIn(file));
    }

    /** In force when this returns. */
    public void set(boolean set) {
        flag.set(set ? 1L : 0L);
    }

    public boolean isSet() {
        return flag.get() != 0;
    }
}
