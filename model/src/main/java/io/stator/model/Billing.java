package io.stator.model;

/**
 * How a table's throughput is bounded, and how that came about.
 *
 * @param throughput {@link Throughput#NONE} on demand
 * @param maxima {@link OnDemandThroughput#NONE} unless on demand
 */
public record Billing(BillingMode mode, Throughput throughput, OnDemandThroughput maxima, CapacityHistory history) {

    /** Of tables that were made before there was a choice. */
    public static final Billing ON_DEMAND =
            new Billing(BillingMode.PAY_PER_REQUEST, Throughput.NONE, OnDemandThroughput.NONE, CapacityHistory.NONE);

    /** Of a new table, without maxima. */
    public static Billing of(BillingMode mode, Throughput throughput, long createdAtMillis) {
        return switch (mode) {
            case PAY_PER_REQUEST ->
                new Billing(
                        mode, Throughput.NONE, OnDemandThroughput.NONE, CapacityHistory.ofOnDemand(createdAtMillis));
            case PROVISIONED -> new Billing(mode, throughput, OnDemandThroughput.NONE, CapacityHistory.NONE);
        };
    }

    public Billing with(OnDemandThroughput newMaxima) {
        return new Billing(mode, throughput, newMaxima, history);
    }
}
