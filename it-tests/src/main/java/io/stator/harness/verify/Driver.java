package io.stator.harness.verify;

import io.stator.harness.cluster.Capability;
import io.stator.harness.run.TestBed;
import io.stator.harness.stator.ClientKind;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** A way to run a cluster that can be broken. */
public interface Driver {

    String name();

    /** What it can do where it can run, with so many nodes. */
    Set<Capability> capabilities(int nodes);

    /** Why it cannot run on this machine; empty: it can. */
    Optional<String> obstacle();

    /**
     * Starts a new cluster, and returns when it serves.
     *
     * @param directory is there, and empty
     * @param seed of what it does by chance, such as what a lossy link loses
     * @param client of the workloads
     * @throws RuntimeException if it does not start
     */
    TestBed open(Path directory, int nodes, long seed, ClientKind client);
}
