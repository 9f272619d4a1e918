package io.stator.model;

/** A provisioned table has consumed all that it may for now. Nothing was done. */
public final class ThroughputExceededException extends StatorException {
    private static final long serialVersionUID = 1L;

    private static final String MESSAGE = "The level of configured provisioned throughput for the table was exceeded. "
            + "Consider increasing your provisioning level with the UpdateTable API.";

    private final String table;
    private final CapacityType type;

    /** @param table its name */
    public ThroughputExceededException(String table, CapacityType type) {
        this(MESSAGE, table, type);
    }

    public ThroughputExceededException(String message, String table, CapacityType type) {
        super(ErrorCode.PROVISIONED_THROUGHPUT_EXCEEDED, message);
        this.table = table;
        this.type = type;
    }

    /** The table's name. */
    public String table() {
        return table;
    }

    /** Which of its two rates it is. */
    public CapacityType type() {
        return type;
    }
}
