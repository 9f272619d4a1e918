package io.stator.server.throughput;

import java.util.concurrent.TimeUnit;

/**
 * What this node may consume of a table's reads, or of its writes, in capacity units: its part of the table's rate, of which up
 * to {@link #BURST_SECONDS} are kept. Whoever finds anything in it may take what he needs: then it is in debt, and nobody else is
 * let in until time has repaid that. Time goes by whenever it is asked; it is given by a clock that never goes back. Thread-safe.
 */
final class TokenBucket {
    /** As long as DynamoDB keeps capacity that was not used. */
    static final long BURST_SECONDS = 300;

    private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    // All guarded by this.
    private double tablesRate;
    private double part;
    private double tokens;
    private long atNanos;

    /** Since the last report that was answered, and how much of it the one has that is under way. */
    private double consumed;

    private double wanted;
    private double consumedReported;
    private double wantedReported;

    /** What all of the table has left, as far as is known here. */
    private double level;

    private boolean levelTold;

    /** Nobody says what the others do: they are taken to consume their parts of the rate. */
    private boolean alone;

    /**
     * What came after the last report that was answered.
     *
     * @param wanted with what was refused
     * @param levelTold whether the node was ever told the level
     * @param level what the table should have left, by what was told, by time and by what was consumed here
     */
    record Use(double consumed, double wanted, boolean levelTold, double level) {
        boolean isNothing() {
            return consumed == 0 && wanted == 0;
        }
    }

    /**
     * Full.
     *
     * @param tablesRate units a second
     * @param part of the rate that is this node's, from 0 to 1
     */
    TokenBucket(double tablesRate, double part, long nowNanos) {
        this.tablesRate = tablesRate;
        this.part = part;
        this.tokens = burst() * part;
        this.level = burst();
        this.atNanos = nowNanos;
    }

    /** Units a second of the whole table. */
    synchronized double tablesRate() {
        return tablesRate;
    }

    /** Takes them if there is anything. */
    synchronized boolean take(double units, long nowNanos) {
        pass(nowNanos);
        if (tokens <= 0) {
            return false;
        }
        adjust(units);
        return true;
    }

    /** So much was refused here. */
    synchronized void want(double units) {
        wanted += units;
    }

    /** What was taken turned out to be so much more; below 0: less. */
    synchronized void adjust(double units) {
        tokens -= units;
        level -= units;
        consumed += units;
        wanted += units;
    }

    synchronized Use report(long nowNanos) {
        pass(nowNanos);
        consumedReported = consumed;
        wantedReported = wanted;
        return new Use(consumed, wanted, levelTold, level);
    }

    /** The last report was. */
    synchronized void answered() {
        consumed -= consumedReported;
        wanted -= wantedReported;
        consumedReported = 0;
        wantedReported = 0;
    }

    /**
     * What the table has left, all counted in that was answered; below 0: what it owes. Together with the node's part of that, and of
     * the rate.
     */
    synchronized void tell(double newLevel, double newPart, long nowNanos) {
        pass(nowNanos);
        part = newPart;
        level = newLevel - consumed;
        levelTold = true;
        alone = false;
        tokens = newLevel * part - consumed;
        limit();
    }

    /** The table was given another rate. */
    synchronized void setRate(double newRate, long nowNanos) {
        pass(nowNanos);
        tablesRate = newRate;
        limit();
    }

    /** Without a word of what the table has left, until there is one. */
    synchronized void goAlone(double newPart, long nowNanos) {
        pass(nowNanos);
        part = newPart;
        alone = true;
        limit();
    }

    private void pass(long nowNanos) {
        double seconds = (nowNanos - atNanos) / NANOS_PER_SECOND;
        if (seconds > 0) {
            tokens += tablesRate * part * seconds;
            level += tablesRate * (alone ? part : 1) * seconds;
            atNanos = nowNanos;
            limit();
        }
    }

    private void limit() {
        tokens = Math.min(tokens, burst() * part);
        level = Math.min(level, burst());
    }

    private double burst() {
        return tablesRate * BURST_SECONDS;
    }
}
