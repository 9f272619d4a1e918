package io.stator.model;

/** How a table's throughput is bounded. */
public enum BillingMode {
    /** On demand: by what the cluster can do, and by the {@link OnDemandThroughput maxima} that the table was given. */
    PAY_PER_REQUEST,
    /** By capacity units that the table was given. */
    PROVISIONED
}
