package io.stator.model;

/**
 * Every limit of the data model and the API, with its unit and where it comes from. "DynamoDB" is its
 * developer guide's page of quotas; "own" is a limit of ours where DynamoDB names none.
 */
public final class Limits {
    /** DynamoDB: an item, names included, in bytes of {@link ItemSize}. */
    public static final int ITEM_BYTES_MAX = 409_600;

    /**
     * Own: an item or value on the wire. Its largest legal ratio to the item's size is 6 (a list of
     * sets of one empty string each), so nothing legal is refused.
     */
    public static final int ENCODED_ITEM_BYTES_MAX = 8 * ITEM_BYTES_MAX;

    /** DynamoDB: a partition key value, in bytes, from 1. */
    public static final int PARTITION_KEY_BYTES_MAX = 2048;

    /** DynamoDB: a sort key value, in bytes, from 1. */
    public static final int SORT_KEY_BYTES_MAX = 1024;

    /** DynamoDB: a table name, in characters of {@code [a-zA-Z0-9_.-]}. */
    public static final int TABLE_NAME_CHARS_MIN = 3;

    public static final int TABLE_NAME_CHARS_MAX = 255;

    /** DynamoDB: the name of a key attribute, in UTF-8 bytes, from 1. */
    public static final int KEY_NAME_BYTES_MAX = 255;

    /** DynamoDB: the name of any other attribute or map member, in UTF-8 bytes, from 1. */
    public static final int ATTRIBUTE_NAME_BYTES_MAX = 65_535;

    /** DynamoDB: significant decimal digits of a number. */
    public static final int NUMBER_DIGITS_MAX = 38;

    /** DynamoDB: the power of ten of a number's first significant digit. */
    public static final int NUMBER_EXPONENT_MAX = 125;

    public static final int NUMBER_EXPONENT_MIN = -130;

    /** Own: a number's text, in characters; the longest canonical one has 170. */
    public static final int NUMBER_TEXT_CHARS_MAX = 1024;

    /** DynamoDB: levels of nesting; the value of an attribute is on the first one. */
    public static final int NESTING_LEVELS_MAX = 32;

    /** DynamoDB: operators in an expression; here the nodes of a condition's tree. */
    public static final int CONDITION_NODES_MAX = 300;

    /** Own: levels of a condition's tree. */
    public static final int CONDITION_LEVELS_MAX = 32;

    /** Own: levels of the formula of one value that an update assigns. */
    public static final int FORMULA_LEVELS_MAX = 32;

    /** DynamoDB: steps of a document path. */
    public static final int PATH_ELEMENTS_MAX = 32;

    /** DynamoDB: candidates of an IN. */
    public static final int IN_CANDIDATES_MAX = 100;

    /** Own: paths of a projection. The longest expression, of 4096 characters, names no more. */
    public static final int PROJECTION_PATHS_MAX = 2048;

    /** DynamoDB: operators in an update expression; here its actions and the functions and operators of what they assign. */
    public static final int UPDATE_ACTIONS_MAX = 300;

    /** DynamoDB: all values of one expression together, in bytes. */
    public static final int EXPRESSION_VALUES_BYTES_MAX = 2 << 20;

    /**
     * Own: one JSON document (an item or a value), in characters. The longest legal one, a set of numbers
     * near 1E-130, has 28 million.
     */
    public static final int JSON_CHARS_MAX = 32 << 20;

    /** DynamoDB: the data one page of a query or scan evaluates. */
    public static final int PAGE_BYTES_MAX = 1 << 20;

    public static final int BATCH_GET_KEYS_MAX = 100;
    public static final int BATCH_WRITE_ITEMS_MAX = 25;
    public static final int BATCH_BYTES_MAX = 16 << 20;
    /** Of a transaction that writes, and of one that reads. */
    public static final int TRANSACTION_ITEMS_MAX = 100;

    /** Of all items of a transaction together, by DynamoDB's rule. */
    public static final int TRANSACTION_BYTES_MAX = 4 << 20;

    public static final int TRANSACTION_TOKEN_CHARS_MAX = 36;

    /** From a transaction's decision until its token may be used again. */
    public static final long TRANSACTION_TOKEN_MILLIS = 10 * 60_000L;

    /**
     * Own: intents that stand in one partition. Each replica keeps the keys of all of them in memory, about 200 bytes for each. They
     * stand for some milliseconds each, so there are as many only where decisions do not come.
     */
    public static final int INTENTS_MAX = 100_000;

    public static final int SCAN_SEGMENTS_MAX = 1_000_000;
    public static final int LIST_TABLES_MAX = 100;

    /** DynamoDB: the text of one expression, in UTF-8 bytes, from 1. */
    public static final int EXPRESSION_BYTES_MAX = 4096;

    /** DynamoDB: operators and functions of one expression's text. */
    public static final int EXPRESSION_OPERATORS_MAX = 300;

    /** Own: parentheses, negations and functions inside each other. More than the operators that could be between them. */
    public static final int EXPRESSION_LEVELS_MAX = 320;

    /** DynamoDB: a name or value placeholder, with its sign, in UTF-8 bytes. */
    public static final int PLACEHOLDER_BYTES_MAX = 255;

    /** DynamoDB: read or write capacity units of a table, from 1. Its quota of 40,000 is one of an account, which there is none of. */
    public static final long CAPACITY_UNITS_MAX = 1_000_000_000_000L;

    /** DynamoDB: decreases of a table's capacity on one UTC day that need not wait. */
    public static final int CAPACITY_DECREASES_FREE = 4;

    /** DynamoDB: from one decrease to the next, when there were more than that on a day. */
    public static final long CAPACITY_DECREASE_INTERVAL_MILLIS = 3_600_000;

    /** DynamoDB: switches of a table to on demand in {@link #ON_DEMAND_SWITCHES_MILLIS}. Switches to provisioned are free. */
    public static final int ON_DEMAND_SWITCHES_MAX = 4;

    public static final long ON_DEMAND_SWITCHES_MILLIS = 24 * 3_600_000L;

    /** DynamoDB: changes of a table's class in {@link #TABLE_CLASS_CHANGES_DAYS}. */
    public static final int TABLE_CLASS_CHANGES_MAX = 2;

    public static final int TABLE_CLASS_CHANGES_DAYS = 30;

    /** DynamoDB: from one change of a table's time to live to the next. */
    public static final long TIME_TO_LIVE_INTERVAL_MILLIS = 3_600_000;

    /** DynamoDB: the attribute of a table's time to live, in characters, from 1. */
    public static final int TIME_TO_LIVE_NAME_CHARS_MAX = 255;

    /** DynamoDB: items that expired longer ago, 5 years, do not expire; that a year has 365 days here is believed. */
    public static final long EXPIRED_FOR_MILLIS_MAX = 5 * 365 * 24 * 3_600_000L;

    /** DynamoDB: tags of a table. */
    public static final int TAGS_MAX = 50;

    /** DynamoDB: a tag's key, in Unicode characters, from 1. */
    public static final int TAG_KEY_CHARS_MAX = 128;

    /** DynamoDB: a tag's value, in Unicode characters. */
    public static final int TAG_VALUE_CHARS_MAX = 256;

    /**
     * Writes whose answers a partition keeps for their retries. What is older is refused, so it is the number of writes
     * that may pass between the first and the last attempt of one. The same on all nodes: apply forgets by it.
     */
    public static final int REMEMBERED_WRITES_MAX = 1 << 19;

    /** Bytes of the answers that a partition keeps; less than {@link #REMEMBERED_WRITES_MAX} may fit. */
    public static final long REMEMBERED_BYTES_MAX = 256L << 20;

    /**
     * Bytes that the writes of one log entry return, and that are kept; beyond it only that they were done. An item always fits. Small beside {@link
     * #REMEMBERED_BYTES_MAX}, so that what writes return does not push out the ids of others that may come again.
     */
    public static final int REMEMBERED_ENTRY_BYTES_MAX = 512 << 10;

    private Limits() {}
}
