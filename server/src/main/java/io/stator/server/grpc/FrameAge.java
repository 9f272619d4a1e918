package io.stator.server.grpc;

import java.util.concurrent.TimeUnit;

/**
 * How long the frames of one stream waited in buffers before they were taken: what they were on their way beyond what the
 * fastest one was. The sender's clock and this one's have nothing to do with each other, and may drift apart, so the fastest
 * one of the last half minute counts: the queuing delay of LEDBAT (RFC 6817, section 3.4.2). After a pause of the sender, or
 * on a way that has become longer, it is as long until frames count as in time again. For one thread.
 */
final class FrameAge {
    static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(15);

    private boolean any;
    private long windowStart;
    private long fastest;
    private long fastestBefore;

    /**
     * @param sentNanos by the sender's monotonic clock
     * @param nowNanos by this one's
     */
    long waitedNanos(long sentNanos, long nowNanos) {
        long transit = nowNanos - sentNanos;
        if (!any || nowNanos - windowStart > 2 * WINDOW_NANOS) {
            any = true;
            windowStart = nowNanos;
            fastest = transit;
            fastestBefore = transit;
        } else if (nowNanos - windowStart > WINDOW_NANOS) {
            windowStart = nowNanos;
            fastestBefore = fastest;
            fastest = transit;
        } else if (transit - fastest < 0) {
            fastest = transit;
        }
        return transit - (fastest - fastestBefore < 0 ? fastest : fastestBefore);
    }
}
