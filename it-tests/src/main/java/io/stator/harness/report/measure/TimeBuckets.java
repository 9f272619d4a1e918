package io.stator.harness.report.measure;

import io.stator.harness.history.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * A history cut into equal pieces of time from zero on. The last one is shorter or longer than the others by up
 * to a half, so that its rates are no accident of how little was left. Immutable.
 */
public final class TimeBuckets {
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000 * MILLI;
    private static final long MINUTE = 60 * SECOND;

    /** The first that makes few enough buckets is taken. */
    private static final long[] WIDTHS = {
        MILLI,
        2 * MILLI,
        5 * MILLI,
        10 * MILLI,
        20 * MILLI,
        50 * MILLI,
        100 * MILLI,
        200 * MILLI,
        500 * MILLI,
        SECOND,
        2 * SECOND,
        5 * SECOND,
        10 * SECOND,
        30 * SECOND,
        MINUTE,
        5 * MINUTE,
        10 * MINUTE,
        60 * MINUTE
    };

    private final long widthNanos;
    private final List<Bucket> buckets;

    private TimeBuckets(long widthNanos, List<Bucket> buckets) {
        this.widthNanos = widthNanos;
        this.buckets = List.copyOf(buckets);
    }

    /**
     * What was in one piece of time.
     *
     * @param ended operations that ended in it; the unknown ones, which do not end, by their beginning
     * @param begun latencies of those that began in it
     */
    public record Bucket(long fromNanos, long toNanos, EndingCounts ended, Latencies begun) {
        /** Operations in each second. */
        public double rate(Ending ending) {
            return ended.of(ending) * 1e9 / (toNanos - fromNanos);
        }
    }

    /**
     * @param durationNanos the buckets' end; whatever was after it is counted in the last one
     * @param bucketsMax how many there may be
     */
    public static TimeBuckets of(List<Operation> operations, long durationNanos, int bucketsMax) {
        long duration = Math.max(1, durationNanos);
        long width = width(duration, bucketsMax);
        int count = Math.toIntExact(Math.max(1, (duration + width / 2) / width));
        long[][] ended = new long[count][Ending.values().length];
        List<LongStream.Builder> latencies = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            latencies.add(LongStream.builder());
        }
        for (Operation operation : operations) {
            Ending ending = Ending.of(operation);
            int begunIn = number(operation.invokedNanos(), width, count);
            int endedIn = ending == Ending.UNKNOWN ? begunIn : number(operation.completedNanos(), width, count);
            ended[endedIn][ending.ordinal()]++;
            if (ending == Ending.OK) {
                latencies.get(begunIn).add(operation.completedNanos() - operation.invokedNanos());
            }
        }
        List<Bucket> buckets = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            long[] counts = ended[number];
            buckets.add(new Bucket(
                    number * width,
                    number == count - 1 ? duration : (number + 1) * width,
                    new EndingCounts(
                            counts[Ending.OK.ordinal()],
                            counts[Ending.FAILED.ordinal()],
                            counts[Ending.UNKNOWN.ordinal()]),
                    Latencies.ofNanos(latencies.get(number).build().toArray())));
        }
        return new TimeBuckets(width, buckets);
    }

    private static long width(long duration, int bucketsMax) {
        for (long width : WIDTHS) {
            if (duration <= width * bucketsMax) {
                return width;
            }
        }
        return (duration + bucketsMax - 1) / bucketsMax;
    }

    private static int number(long nanos, long width, int count) {
        return (int) Math.max(0, Math.min(count - 1, nanos / width));
    }

    public long widthNanos() {
        return widthNanos;
    }

    public List<Bucket> buckets() {
        return buckets;
    }
}
