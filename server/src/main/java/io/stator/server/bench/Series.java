package io.stator.server.bench;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/** Splits what an open loop measures into seconds: what came since the look before. For one thread. */
final class Series {
    private final OpenLoopChanges changes;
    private final List<SeriesSecond> seconds = new ArrayList<>();

    Series(OpenLoop loop) {
        this.changes = new OpenLoopChanges(loop);
    }

    SeriesSecond next() {
        OpenLoopChanges.Change change = changes.next();
        Histogram latency = change.latency(OperationKind.values());
        SeriesSecond second = new SeriesSecond(
                seconds.size() + 1,
                latency.getTotalCount(),
                change.refused(),
                change.failed(),
                change.notSent(),
                latency.getValueAtPercentile(99));
        seconds.add(second);
        return second;
    }

    List<SeriesSecond> seconds() {
        return List.copyOf(seconds);
    }
}
