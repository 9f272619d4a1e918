package io.stator.client.routing;

import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Keeps requests back from a node that refuses most of them: of those that come, about twice as many are sent as it
 * accepts, and the others end here, at no cost to it. Client-side throttling as in Beyer et al., Site Reliability Engineering
 * (2016), chapter 21, with a memory that fades quickly, so that it ends soon after the overload. Thread-safe.
 */
final class AdaptiveThrottle {
    /** So many times what the node accepts is sent: more lets more through when it can do more again, and costs it more. */
    private static final double MULTIPLIER = 2;

    /** Fewer say nothing about the node. */
    private static final double REQUESTS_MIN = 50;

    private static final long HALF_LIFE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final LongSupplier nanoTime;
    private final DoubleSupplier random;
    // Guarded by this.
    private double requests;
    private double accepted;
    private long fadedAtNanos;

    /** Something was refused lately: only then is counted. */
    private volatile boolean refuses;

    /** @param random uniform, from 0 to 1 */
    AdaptiveThrottle(LongSupplier nanoTime, DoubleSupplier random) {
        this.nanoTime = nanoTime;
        this.random = random;
        this.fadedAtNanos = nanoTime.getAsLong();
    }

    /** Whether the next request may be sent. */
    boolean admits() {
        return !refuses || admitsOne();
    }

    private synchronized boolean admitsOne() {
        fade();
        double rejected = (requests - MULTIPLIER * accepted) / (requests + 1);
        if (requests < REQUESTS_MIN || random.getAsDouble() >= rejected) {
            refuses = requests >= REQUESTS_MIN && rejected > 0;
            return true;
        }
        requests++;
        return false;
    }

    /** The node answered a request, whatever it said but that it has too much to do. Costs nothing where none is refused. */
    void accepted() {
        if (refuses) {
            acceptedOne();
        }
    }

    private synchronized void acceptedOne() {
        fade();
        requests++;
        accepted++;
    }

    /** The node said that it has too much to do. */
    synchronized void refused() {
        fade();
        requests++;
        refuses = true;
    }

    private void fade() {
        long now = nanoTime.getAsLong();
        double factor = Math.pow(0.5, (now - fadedAtNanos) / (double) HALF_LIFE_NANOS);
        requests *= factor;
        accepted *= factor;
        fadedAtNanos = now;
    }
}
