package io.stator.harness.report.measure;

import io.stator.harness.history.Operation;
import java.util.Arrays;
import java.util.Collection;

/** How long the operations took that ended ok. Immutable. */
public final class Latencies {
    private final long[] ascendingNanos;

    private Latencies(long[] ascendingNanos) {
        this.ascendingNanos = ascendingNanos;
    }

    /** Of those that ended ok: how long it takes to be refused is another matter. */
    public static Latencies of(Collection<Operation> operations) {
        return new Latencies(operations.stream()
                .filter(operation -> Ending.of(operation) == Ending.OK)
                .mapToLong(operation -> operation.completedNanos() - operation.invokedNanos())
                .sorted()
                .toArray());
    }

    /** Takes the array, which it sorts, for its own. */
    static Latencies ofNanos(long[] nanos) {
        Arrays.sort(nanos);
        return new Latencies(nanos);
    }

    public boolean isEmpty() {
        return ascendingNanos.length == 0;
    }

    /**
     * The latency that this part of the operations did not exceed, by nearest rank: one that was measured.
     *
     * @param part above 0, up to 1
     * @throws IllegalStateException if there were none
     */
    public long quantileNanos(double part) {
        if (isEmpty()) {
            throw new IllegalStateException("no operation ended ok");
        }
        int rank = (int) Math.ceil(part * ascendingNanos.length);
        return ascendingNanos[Math.max(1, rank) - 1];
    }
}
