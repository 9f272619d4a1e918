package io.stator.harness.run;

import io.stator.harness.cluster.ClusterException;
import io.stator.harness.history.FaultWindow;
import io.stator.harness.nemesis.Fault;
import io.stator.harness.nemesis.Fault.Injury;
import io.stator.harness.nemesis.Nemesis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Carries out a nemesis's plan on a cluster until the time is up, and records it. Used by one thread. */
final class Havoc {
    private static final Duration SLICE = Duration.ofMillis(250);

    /** What a patient step waits for at most: a cluster that takes longer meets the next fault as it is. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final WatchedCluster cluster;
    private final Nemesis nemesis;
    private final RunClock clock;
    private final RunListener listener;
    private final List<FaultWindow> windows = new ArrayList<>();
    private int notServing;

    Havoc(WatchedCluster cluster, Nemesis nemesis, RunClock clock, RunListener listener) {
        this.cluster = cluster;
        this.nemesis = nemesis;
        this.clock = clock;
        this.listener = listener;
    }

    /** Says early that there is nothing more to break. */
    @FunctionalInterface
    interface Stop {
        boolean now();
    }

    /** @throws ClusterException if the driver could not do what it says it can */
    void until(long endNanos, Stop stop) throws InterruptedException {
        while (clock.nanos() < endNanos && !stop.now()) {
            if (nemesis.doesAnything()) {
                carryOut(nemesis.next(), endNanos, stop);
            } else {
                restUntil(endNanos, stop, () -> {});
            }
        }
    }

    private void carryOut(Nemesis.Step step, long endNanos, Stop stop) throws InterruptedException {
        restUntil(Math.min(endNanos, clock.nanos() + step.quiet().toNanos()), stop, () -> {});
        if (clock.nanos() >= endNanos || stop.now()) {
            return;
        }
        Random choices = new Random(step.choicesSeed());
        List<Injury> inflicted = new ArrayList<>();
        long fromNanos = clock.nanos();
        try {
            for (Fault fault : step.faults()) {
                Injury injury = fault.harm().inflict(cluster, new Random(choices.nextLong()));
                listener.happens(clock.nanos(), injury.description());
                inflicted.add(injury);
            }
            long harmEnd = Math.min(endNanos, clock.nanos() + step.harm().toNanos());
            restUntil(
                    harmEnd,
                    stop,
                    () -> inflicted.forEach(injury -> injury.again().run()));
        } finally {
            cure(inflicted, fromNanos);
        }
        if (step.patient()) {
            awaitServing();
        }
    }

    /** In reverse order. */
    private void cure(List<Injury> inflicted, long fromNanos) {
        for (int index = inflicted.size() - 1; index >= 0; index--) {
            Injury injury = inflicted.get(index);
            injury.cure().run();
            windows.add(new FaultWindow(injury.description(), fromNanos, clock.nanos()));
        }
        if (!inflicted.isEmpty()) {
            listener.happens(clock.nanos(), "healed");
        }
    }

    private void awaitServing() {
        try {
            cluster.awaitServing(PATIENCE);
        } catch (ClusterException slow) {
            notServing++;
            listener.happens(clock.nanos(), "the cluster does not serve yet: " + slow.getMessage());
        }
    }

    private void restUntil(long endNanos, Stop stop, Runnable meanwhile) throws InterruptedException {
        for (long now = clock.nanos(); now < endNanos && !stop.now(); now = clock.nanos()) {
            clock.rest(Duration.ofNanos(Math.min(SLICE.toNanos(), endNanos - now)));
            cluster.look();
            meanwhile.run();
        }
    }

    List<FaultWindow> windows() {
        return List.copyOf(windows);
    }

    /** After how many faults the cluster did not serve within the time that it was given. */
    int notServing() {
        return notServing;
    }
}
