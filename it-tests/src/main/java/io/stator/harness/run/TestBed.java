package io.stator.harness.run;

import io.stator.harness.checker.Judgement;
import io.stator.harness.cluster.ClusterUnderTest;
import io.stator.harness.workload.Workload;
import java.util.List;
import java.util.Map;

/** A cluster that serves, and the workloads that can be done on it. Used for one run, and closed after it. */
public interface TestBed extends AutoCloseable {

    ClusterUnderTest cluster();

    /**
     * Each once.
     *
     * @throws IllegalArgumentException if there is no workload of one of these names
     */
    List<Workload> workloads(List<String> names);

    /** What the cluster itself tells of its state when all is healed, such as whether its replicas agree. */
    List<Judgement> inspect();

    /** Name and value, for people: versions, settings. */
    Map<String, String> facts();

    /** Ends the cluster. */
    @Override
    void close();
}
