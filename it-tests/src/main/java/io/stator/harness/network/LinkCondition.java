package io.stator.harness.network;

import io.stator.harness.cluster.LinkQuality;
import java.util.random.RandomGenerator;

/**
 * How one directed link is at the moment, shared by all connections that use it. Times are those of the
 * monotonic clock. Used by the network's thread only.
 */
final class LinkCondition {
    /** What the first retransmission of a lost segment takes in Linux; each further one takes twice as long. */
    static final long RETRANSMISSION_NANOS = 200_000_000;

    /** Lost so often in a row at most, so that a link of 100 % loss is very bad, and not a cut one. */
    static final int LOSSES_IN_A_ROW_MAX = 5;

    private static final LinkQuality WHOLE = new LinkQuality(0, 0, 0, 0);
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    /** A throttled link passes bytes in slices of this part of a second, so that it flows and does not hop. */
    private static final long SLICES_PER_SECOND = 50;

    private final RandomGenerator random;
    private LinkQuality quality = WHOLE;
    private boolean cut;
    private boolean busy;
    private long busyUntilNanos;

    LinkCondition(RandomGenerator random) {
        this.random = random;
    }

    void cut() {
        cut = true;
    }

    boolean isCut() {
        return cut;
    }

    /** A cut link stays cut. */
    void degrade(LinkQuality newQuality) {
        quality = newQuality;
        busy = false;
    }

    void heal() {
        cut = false;
        degrade(WHOLE);
    }

    /** When what is sent now arrives, if the link is not cut. */
    long arrivalNanos(long nowNanos) {
        long delayMillis = quality.delayMillis();
        if (quality.jitterMillis() > 0) {
            delayMillis += random.nextLong(quality.jitterMillis() + 1);
        }
        return nowNanos + delayMillis * NANOS_PER_MILLI + lossNanos();
    }

    private long lossNanos() {
        long total = 0;
        long timeout = RETRANSMISSION_NANOS;
        for (int losses = 0; losses < LOSSES_IN_A_ROW_MAX && random.nextInt(100) < quality.lossPercent(); losses++) {
            total += timeout;
            timeout *= 2;
        }
        return total;
    }

    /** How many of these bytes may pass now; 0: none before {@link #passableAtNanos}. */
    int passableBytes(long nowNanos, int bytes) {
        if (cut) {
            return 0;
        }
        if (quality.bytesPerSecondMax() == 0) {
            return bytes;
        }
        if (busy && nowNanos - busyUntilNanos < 0) {
            return 0;
        }
        long slice = Math.max(1, quality.bytesPerSecondMax() / SLICES_PER_SECOND);
        return (int) Math.min(bytes, slice);
    }

    /** These bytes pass now. */
    void passed(long nowNanos, int bytes) {
        if (quality.bytesPerSecondMax() > 0) {
            busy = true;
            busyUntilNanos = nowNanos + bytes * NANOS_PER_SECOND / quality.bytesPerSecondMax();
        }
    }

    /** Of a link that is not cut. */
    long passableAtNanos(long nowNanos) {
        return busy ? busyUntilNanos : nowNanos;
    }
}
