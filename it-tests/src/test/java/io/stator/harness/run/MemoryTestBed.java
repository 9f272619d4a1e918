package io.stator.harness.run;

import io.stator.harness.checker.Judgement;
import io.stator.harness.cluster.ClusterUnderTest;
import io.stator.harness.nemesis.RecordingCluster;
import io.stator.harness.workload.KeyRotation;
import io.stator.harness.workload.KeyedSystem;
import io.stator.harness.workload.LinearizableWorkload;
import io.stator.harness.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Registers in memory under any workload's name, beside a cluster that does not exist. */
public final class MemoryTestBed implements TestBed {
    private final RecordingCluster cluster;
    private final KeyedSystem registers;
    public final List<Judgement> told = new ArrayList<>();

    public MemoryTestBed(RecordingCluster cluster, KeyedSystem registers) {
        this.cluster = cluster;
        this.registers = registers;
    }

    @Override
    public ClusterUnderTest cluster() {
        return cluster;
    }

    @Override
    public List<Workload> workloads(List<String> names) {
        List<Workload> workloads = new ArrayList<>();
        for (String name : names) {
            workloads.add(LinearizableWorkload.register(
                    (key, function) -> registers.perform(key, function), new KeyRotation(name, 3, 150, 3)));
        }
        return workloads;
    }

    @Override
    public List<Judgement> inspect() {
        return told;
    }

    @Override
    public Map<String, String> facts() {
        return Map.of("version", "of memory");
    }

    @Override
    public void close() {
        cluster.close();
    }
}
