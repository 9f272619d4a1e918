package io.stator.server.bench;

import io.stator.model.ErrorCode;
import java.util.EnumMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Splits what an open loop measures: what came between one look and the next. For one thread. */
final class OpenLoopChanges {
    private final OpenLoop loop;
    private final Map<OperationKind, Histogram> latenciesBefore = new EnumMap<>(OperationKind.class);
    private long refusedBefore;
    private long failedBefore;
    private long notSentBefore;

    /** @param latencies in microseconds, by kind */
    record Change(Map<OperationKind, Histogram> latencies, long refused, long failed, long notSent) {

        Histogram latency(OperationKind... kinds) {
            Histogram together = Measurement.emptyHistogram();
            for (OperationKind kind : kinds) {
                together.add(latencies.getOrDefault(kind, Measurement.emptyHistogram()));
            }
            return together;
        }
    }

    /** The first look counts from here. */
    OpenLoopChanges(OpenLoop loop) {
        this.loop = loop;
        next();
    }

    Change next() {
        Map<OperationKind, Histogram> since = new EnumMap<>(OperationKind.class);
        for (OperationKind kind : OperationKind.values()) {
            Histogram now = loop.inTime().copyOf(kind);
            Histogram before = latenciesBefore.put(kind, now);
            Histogram difference = now.copy();
            if (before != null) {
                difference.subtract(before);
            }
            since.put(kind, difference);
        }
        Map<ErrorCode, Long> errors = loop.inTime().errors();
        long refused = BenchmarkResult.refused(errors);
        long failed = BenchmarkResult.failed(errors);
        long notSent = loop.counts().notSent();
        Change change = new Change(since, refused - refusedBefore, failed - failedBefore, notSent - notSentBefore);
        refusedBefore = refused;
        failedBefore = failed;
        notSentBefore = notSent;
        return change;
    }
}
