package io.stator.model;

/** Every limit of the data model and the API, with its unit and where it comes from. */
public final class Limits {
    /** DynamoDB: an item, names included. */
    public static final int ITEM_BYTES_MAX = 409_600;

    /** DynamoDB: the data one page of a query or scan evaluates. */
    public static final int PAGE_BYTES_MAX = 1 << 20;

    public static final int BATCH_GET_KEYS_MAX = 100;
    public static final int BATCH_WRITE_ITEMS_MAX = 25;
    public static final int BATCH_BYTES_MAX = 16 << 20;
    public static final int SCAN_SEGMENTS_MAX = 1_000_000;
    public static final int LIST_TABLES_MAX = 100;

    private Limits() {}
}
