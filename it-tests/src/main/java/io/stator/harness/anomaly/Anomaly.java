package io.stator.harness.anomaly;

import org.jspecify.annotations.Nullable;

/** What no history of some isolation level may show, the gravest first. Names are Elle's. */
public enum Anomaly {
    UNWRITTEN_READ("unwritten-read", "a read found an element that nobody appended"),
    DUPLICATE_ELEMENTS("duplicate-elements", "a read found an element twice that was appended once"),
    INCOMPATIBLE_ORDER("incompatible-order", "two reads of a key cannot come from one order of appends"),
    G1A("G1a", "aborted read: a transaction read what an aborted one had appended"),
    G1B("G1b", "intermediate read: a transaction read another's append that was not its last"),
    DIRTY_UPDATE("dirty-update", "a committed transaction appended after an aborted one's append"),
    FUTURE_READ("future-read", "a transaction read what it appended only later"),
    INTERNAL("internal", "a transaction's read does not fit its own earlier reads and appends"),
    LOST_UPDATE("lost-update", "transactions read the same version of a key, and each appended to it"),
    G0(Kind.G0, Order.DATA, "G0", "write cycle: transactions overwrote each other in turn"),
    G1C(Kind.G1C, Order.DATA, "G1c", "circular information flow: transactions each saw the others' writes"),
    G_SINGLE(Kind.G_SINGLE, Order.DATA, "G-single-item", "read skew: a cycle with one read of an older version"),
    G_NONADJACENT(
            Kind.G_NONADJACENT,
            Order.DATA,
            "G-nonadjacent-item",
            "a cycle with several reads of older versions, no two in a row (such as long fork)"),
    G2_ITEM(Kind.G2_ITEM, Order.DATA, "G2-item", "a cycle with reads of older versions in a row (such as write skew)"),
    G0_PROCESS(Kind.G0, Order.PROCESS, "G0-process", "a write cycle with the order of a process"),
    G1C_PROCESS(Kind.G1C, Order.PROCESS, "G1c-process", "circular information flow with the order of a process"),
    G_SINGLE_PROCESS(
            Kind.G_SINGLE,
            Order.PROCESS,
            "G-single-item-process",
            "a process missed what it had written or seen before: a cycle with one read of an older version"),
    G_NONADJACENT_PROCESS(
            Kind.G_NONADJACENT,
            Order.PROCESS,
            "G-nonadjacent-item-process",
            "a cycle with several reads of older versions, no two in a row, and the order of a process"),
    G2_ITEM_PROCESS(
            Kind.G2_ITEM,
            Order.PROCESS,
            "G2-item-process",
            "a cycle with reads of older versions in a row, and the order of a process"),
    G0_REAL_TIME(
            Kind.G0,
            Order.REAL_TIME,
            "G0-realtime",
            "a write came before one that had been acknowledged before it began"),
    G1C_REAL_TIME(
            Kind.G1C, Order.REAL_TIME, "G1c-realtime", "a transaction saw a write that began only after it had ended"),
    G_SINGLE_REAL_TIME(
            Kind.G_SINGLE,
            Order.REAL_TIME,
            "G-single-item-realtime",
            "stale read: a transaction missed what had been acknowledged before it began"),
    G_NONADJACENT_REAL_TIME(
            Kind.G_NONADJACENT,
            Order.REAL_TIME,
            "G-nonadjacent-item-realtime",
            "a cycle with several reads of older versions, no two in a row, and the order of time"),
    G2_ITEM_REAL_TIME(
            Kind.G2_ITEM,
            Order.REAL_TIME,
            "G2-item-realtime",
            "a cycle with reads of older versions in a row, and the order of time");

    /** What the data says of a cycle: how reads of older versions (rw) are mixed with the other edges. */
    enum Kind {
        /** Only ww. */
        G0,
        /** ww and at least one wr. */
        G1C,
        /** One rw. */
        G_SINGLE,
        /** Several rw, none next to another. */
        G_NONADJACENT,
        /** Several rw, some next to each other. */
        G2_ITEM;

        /** Whether a cycle of this kind is one of the other kind, too, or a graver one. */
        boolean implies(Kind other) {
            return switch (this) {
                case G0 -> other == G0 || other == G1C;
                case G1C -> other == G1C;
                case G_SINGLE, G_NONADJACENT, G2_ITEM -> other.compareTo(this) >= 0;
            };
        }
    }

    /** What beside the data orders transactions; each holds for the next as well. */
    enum Order {
        DATA(0),
        PROCESS(Relation.PROCESS.bit()),
        REAL_TIME(Relation.REAL_TIME.bit());

        private final int relations;

        Order(int relations) {
            this.relations = relations;
        }

        /** The bits of the relations that are added to those of the data. */
        int relations() {
            return relations;
        }
    }

    private final @Nullable Kind kind;
    private final Order order;
    private final String title;
    private final String meaning;

    Anomaly(String title, String meaning) {
        this(null, Order.DATA, title, meaning);
    }

    Anomaly(@Nullable Kind kind, Order order, String title, String meaning) {
        this.kind = kind;
        this.order = order;
        this.title = title;
        this.meaning = meaning;
    }

    /** What kind of cycle; null if it is none. */
    @Nullable
    Kind kind() {
        return kind;
    }

    Order order() {
        return order;
    }

    /** Its name in the literature, such as {@code G-single-item}. */
    public String title() {
        return title;
    }

    /** For people, in a line. */
    public String meaning() {
        return meaning;
    }

    /** Whether both are cycles, and one that is this is the other, too, or a graver one. */
    public boolean implies(Anomaly other) {
        return this != other
                && kind != null
                && other.kind != null
                && kind.implies(other.kind)
                && order.compareTo(other.order) <= 0;
    }
}
