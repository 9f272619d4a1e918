package io.stator.simulation;

import java.util.SplittableRandom;

/** What goes wrong in one schedule, and how often; drawn from its seed, so that some are calm and some are not. */
final class Chaos {
    private final SplittableRandom random;
    private final double loss;
    private final double copies;
    private final double slowness;
    private final double crashes;
    private final long skewMax;
    private final boolean hasWildClocks;
    private boolean isHealed;

    Chaos(SplittableRandom random) {
        this.random = random;
        this.loss = oneOf(0, 0.03, 0.12);
        this.copies = oneOf(0, 0.1, 0.3);
        this.slowness = oneOf(0, 0.05, 0.2);
        this.crashes = oneOf(0, 0.01, 0.04);
        this.hasWildClocks = random.nextInt(8) == 0;
        this.skewMax = hasWildClocks ? 3_000 : 20;
    }

    private double oneOf(double... values) {
        return values[random.nextInt(values.length)];
    }

    /** From now on all goes well, and fast. */
    void heal() {
        isHealed = true;
    }

    boolean isHealed() {
        return isHealed;
    }

    /** Then no token is sure to be remembered for its time. */
    boolean hasWildClocks() {
        return hasWildClocks;
    }

    boolean loses() {
        return happens(loss);
    }

    boolean doubles() {
        return happens(copies);
    }

    boolean crashes() {
        return happens(crashes);
    }

    private boolean happens(double probability) {
        return !isHealed && probability > 0 && random.nextDouble() < probability;
    }

    /** Of a message's way. */
    long delay() {
        return happens(slowness) ? random.nextLong(20, 700) : random.nextLong(1, 20);
    }

    /** Of a clock. */
    long skew() {
        return isHealed ? 0 : random.nextLong(-skewMax, skewMax + 1);
    }
}
