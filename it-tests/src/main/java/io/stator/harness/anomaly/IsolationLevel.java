package io.stator.harness.anomaly;

import io.stator.harness.anomaly.Anomaly.Kind;
import io.stator.harness.anomaly.Anomaly.Order;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** What a system promises of its transactions, and the anomalies that it thereby excludes. */
public enum IsolationLevel {
    READ_COMMITTED("read-committed", Order.DATA, Kind.G1C),
    SNAPSHOT_ISOLATION("snapshot-isolation", Order.DATA, Kind.G_NONADJACENT),
    REPEATABLE_READ("repeatable-read", Order.DATA, Kind.G2_ITEM),
    SERIALIZABLE("serializable", Order.DATA, Kind.G2_ITEM),
    /** Serializable, each process in its own order. */
    STRONG_SESSION_SERIALIZABLE("strong-session-serializable", Order.PROCESS, Kind.G2_ITEM),
    /** Serializable in the order of real time: what ended before another began comes before it. */
    STRICT_SERIALIZABLE("strong-serializable", Order.REAL_TIME, Kind.G2_ITEM);

    /** Excluded by all levels: what was read was never committed, or not in that form. */
    private static final Set<Anomaly> NEVER = EnumSet.of(
            Anomaly.UNWRITTEN_READ,
            Anomaly.DUPLICATE_ELEMENTS,
            Anomaly.INCOMPATIBLE_ORDER,
            Anomaly.G1A,
            Anomaly.G1B,
            Anomaly.DIRTY_UPDATE,
            Anomaly.FUTURE_READ);

    private final String title;
    private final Order order;
    private final Kind leastGrave;

    /** @param leastGrave of the kinds of cycles that the level excludes */
    IsolationLevel(String title, Order order, Kind leastGrave) {
        this.title = title;
        this.order = order;
        this.leastGrave = leastGrave;
    }

    /** Its name in the literature. */
    public String title() {
        return title;
    }

    /** What beside the data orders transactions. */
    Order order() {
        return order;
    }

    public boolean excludes(Anomaly anomaly) {
        Kind kind = anomaly.kind();
        if (kind != null) {
            return kind.compareTo(leastGrave) <= 0 && (anomaly.order() == Order.DATA || anomaly.order() == order);
        }
        return NEVER.contains(anomaly)
                || (anomaly == Anomaly.LOST_UPDATE && this != READ_COMMITTED)
                || (anomaly == Anomaly.INTERNAL && this != READ_COMMITTED && this != REPEATABLE_READ);
    }

    /** The excluded cycles, the gravest first. */
    Set<Anomaly> excludedCycles() {
        return Arrays.stream(Anomaly.values())
                .filter(anomaly -> anomaly.kind() != null && excludes(anomaly))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Anomaly.class)));
    }
}
