package io.stator.server.bench;

import io.stator.model.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Splits what an open loop measures into seconds: what came since the look before. For one thread. */
final class Series {
    private final OpenLoop loop;
    private final List<SeriesSecond> seconds = new ArrayList<>();
    private Histogram latencyBefore;
    private long refusedBefore;
    private long failedBefore;
    private long notSentBefore;

    Series(OpenLoop loop) {
        this.loop = loop;
        this.latencyBefore = loop.inTime().latency();
    }

    SeriesSecond next() {
        Histogram latency = loop.inTime().latency();
        Histogram since = latency.copy();
        since.subtract(latencyBefore);
        Map<ErrorCode, Long> errors = loop.inTime().errors();
        long refused = BenchmarkResult.refused(errors);
        long failed = BenchmarkResult.failed(errors);
        long notSent = loop.counts().notSent();
        SeriesSecond second = new SeriesSecond(
                seconds.size() + 1,
                since.getTotalCount(),
                refused - refusedBefore,
                failed - failedBefore,
                notSent - notSentBefore,
                since.getValueAtPercentile(99));
        latencyBefore = latency;
        refusedBefore = refused;
        failedBefore = failed;
        notSentBefore = notSent;
        seconds.add(second);
        return second;
    }

    List<SeriesSecond> seconds() {
        return List.copyOf(seconds);
    }
}
