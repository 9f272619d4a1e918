package io.stator.harness.anomaly;

import io.stator.harness.anomaly.Anomaly.Kind;
import io.stator.harness.anomaly.Anomaly.Order;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** What a system promises of its transactions, and the anomalies that it thereby excludes. */
public enum IsolationLevel {
    READ_COMMITTED("read-committed", Order.DATA, EnumSet.of(Kind.G0, Kind.G1C), Set.of()),
    SNAPSHOT_ISOLATION(
            "snapshot-isolation",
            Order.DATA,
            EnumSet.range(Kind.G0, Kind.G_NONADJACENT),
            EnumSet.of(Anomaly.INTERNAL, Anomaly.LOST_UPDATE)),
    REPEATABLE_READ("repeatable-read", Order.DATA, EnumSet.allOf(Kind.class), EnumSet.of(Anomaly.LOST_UPDATE)),
    SERIALIZABLE(
            "serializable", Order.DATA, EnumSet.allOf(Kind.class), EnumSet.of(Anomaly.INTERNAL, Anomaly.LOST_UPDATE)),
    /** Serializable, each process in its own order. */
    STRONG_SESSION_SERIALIZABLE(
            "strong-session-serializable",
            Order.PROCESS,
            EnumSet.allOf(Kind.class),
            EnumSet.of(Anomaly.INTERNAL, Anomaly.LOST_UPDATE)),
    /** Serializable in the order of real time: what ended before another began comes before it. */
    STRICT_SERIALIZABLE(
            "strong-serializable",
            Order.REAL_TIME,
            EnumSet.allOf(Kind.class),
            EnumSet.of(Anomaly.INTERNAL, Anomaly.LOST_UPDATE));

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
    private final Set<Kind> cycles;
    private final Set<Anomaly> others;

    IsolationLevel(String title, Order order, Set<Kind> cycles, Set<Anomaly> others) {
        this.title = title;
        this.order = order;
        this.cycles = cycles;
        this.others = others;
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
        if (kind == null) {
            return NEVER.contains(anomaly) || others.contains(anomaly);
        }
        return cycles.contains(kind) && (anomaly.order() == Order.DATA || anomaly.order() == order);
    }

    /** The excluded cycles, the gravest first. */
    Set<Anomaly> excludedCycles() {
        return Arrays.stream(Anomaly.values())
                .filter(anomaly -> anomaly.kind() != null && excludes(anomaly))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Anomaly.class)));
    }
}
