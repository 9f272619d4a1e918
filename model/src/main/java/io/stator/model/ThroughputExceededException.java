package io.stator.model;

/** A provisioned table, or one on demand that has maxima, has consumed all that it may for now. Nothing was done. */
public final class ThroughputExceededException extends StatorException {
    private static final long serialVersionUID = 1L;

    private static final String PROVISIONED =
            "The level of configured provisioned throughput for the table was exceeded. "
                    + "Consider increasing your provisioning level with the UpdateTable API.";

    private static final String ON_DEMAND =
            "Throughput exceeds the maximum OnDemandThroughput configured on table or index";

    private final String table;
    private final CapacityType type;
    private final BillingMode mode;

    /**
     * @param table its name
     * @param mode the table's
     */
    public ThroughputExceededException(String table, CapacityType type, BillingMode mode) {
        this(messageOf(mode), table, type, mode);
    }

    public ThroughputExceededException(String message, String table, CapacityType type, BillingMode mode) {
        super(ErrorCode.PROVISIONED_THROUGHPUT_EXCEEDED, message);
        this.table = table;
        this.type = type;
        this.mode = mode;
    }

    private static String messageOf(BillingMode mode) {
        return switch (mode) {
            case PAY_PER_REQUEST -> ON_DEMAND;
            case PROVISIONED -> PROVISIONED;
        };
    }

    /** The table's name. */
    public String table() {
        return table;
    }

    /** Which of its two rates it is. */
    public CapacityType type() {
        return type;
    }

    /** How the table is billed: whether that rate is its throughput, or its maximum. */
    public BillingMode mode() {
        return mode;
    }
}
