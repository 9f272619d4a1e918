package io.stator.simulation;

import io.stator.txn.TransactionMessage;
import io.stator.txn.participant.Retention;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** What goes wrong in one schedule, and how often; drawn from its seed, so that some are calm and some are not. */
final class Chaos {
    private static final List<Class<?>> KINDS = List.of(
            TransactionMessage.Prepare.class,
            TransactionMessage.Prepare.class,
            TransactionMessage.Execute.class,
            TransactionMessage.Execute.class,
            TransactionMessage.Commit.class,
            TransactionMessage.Drop.class,
            TransactionMessage.Resolve.class,
            TransactionMessage.Confirm.class,
            TransactionMessage.Write.class,
            TransactionMessage.Ask.class);

    private final SplittableRandom random;
    private final double loss;
    private final double copies;
    private final double slowness;
    private final double crashes;
    private final long skewMax;
    private final boolean hasWildClocks;

    /** Messages that are slow more often than not; null: none. */
    private final @Nullable Class<?> slowKind;

    private boolean isHealed;

    Chaos(SplittableRandom random) {
        this.random = random;
        this.loss = oneOf(0, 0.03, 0.12);
        this.copies = oneOf(0, 0.1, 0.3);
        this.slowness = oneOf(0, 0.05, 0.2);
        this.crashes = oneOf(0, 0.01, 0.04);
        this.hasWildClocks = random.nextInt(3) == 0;
        this.slowKind = random.nextInt(4) == 0 ? null : KINDS.get(random.nextInt(KINDS.size()));
        this.skewMax = hasWildClocks ? 2 * Parts.TIMEOUT : 20;
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

    /** Of records. Where a clock may be ahead by the token window and more, that is as good as none. */
    Retention retention() {
        return hasWildClocks ? new Retention(0, 150) : new Retention(3_000, 150);
    }

    /** Of a message's way, or of its answer's. */
    long delay(TransactionMessage message) {
        boolean slow = happens(message.getClass().equals(slowKind) ? 0.6 : slowness);
        return slow ? random.nextLong(20, 700) : random.nextLong(1, 20);
    }

    /** Whether another leader takes over, whose clock differs. */
    boolean changesLeader() {
        return hasWildClocks && happens(0.6);
    }

    /** From a command's stamp to its place in the log, where others may have come in between. */
    long staleness() {
        return isHealed ? 0 : happens(slowness) ? random.nextLong(200) : random.nextLong(15);
    }

    /** Of a clock. */
    long skew() {
        return isHealed ? 0 : random.nextLong(-skewMax, skewMax + 1);
    }
}
