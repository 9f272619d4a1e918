package io.stator.harness.cluster;

/**
 * How bad a link is that still carries something.
 *
 * @param delayMillis added to all that passes
 * @param jitterMillis at most this much more, at random
 * @param lossPercent of the chunks, 0 to 100, that are lost for a while: over TCP each costs a retransmission's delay
 * @param bytesPerSecondMax 0: no limit
 */
public record LinkQuality(long delayMillis, long jitterMillis, int lossPercent, long bytesPerSecondMax) {
    public LinkQuality {
        if (delayMillis < 0 || jitterMillis < 0 || lossPercent < 0 || lossPercent > 100 || bytesPerSecondMax < 0) {
            throw new IllegalArgumentException("not a quality of a link");
        }
    }

    public static LinkQuality delayed(long delayMillis, long jitterMillis) {
        return new LinkQuality(delayMillis, jitterMillis, 0, 0);
    }

    public static LinkQuality lossy(int lossPercent) {
        return new LinkQuality(0, 0, lossPercent, 0);
    }

    /** Neither delayed nor throttled. */
    public boolean isOnlyLossy() {
        return delayMillis == 0 && jitterMillis == 0 && bytesPerSecondMax == 0;
    }
}
