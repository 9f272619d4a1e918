package io.stator.model;

/** DynamoDB's words that more than one reader of values needs. */
public final class ErrorMessages {
    public static final String NO_TYPE =
            "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes";
    public static final String MANY_TYPES = "Supplied AttributeValue has more than one datatypes set, "
            + "must contain exactly one of the supported datatypes";
    public static final String NULL_NOT_TRUE =
            "One or more parameter values were invalid: Null attribute value types must have the value of true";
    /** The item has another type than an update needs. */
    public static final String UPDATE_OF_WRONG_TYPE = "An operand in the update expression has an incorrect data type";

    public static final String ITEM_TOO_LARGE = "Item size has exceeded the maximum allowed size";
    public static final String UPDATE_TOO_LARGE = "Item size to update has exceeded the maximum allowed size";
    public static final String NESTED_TOO_DEEPLY = "Nesting Levels have exceeded supported limits: "
            + "Attributes in the item have nested levels beyond supported limit";
    public static final String VALUES_TOO_LARGE =
            "Combined size of ExpressionAttributeNames and ExpressionAttributeValues exceeds max size";

    /** A write of one item met a transaction that was not decided in time; also a reason of a cancelled transaction. */
    public static final String TRANSACTION_CONFLICT = "Transaction is ongoing for the item";
    /** An earlier request with the same token is not decided. As users of DynamoDB cite it. */
    public static final String TRANSACTION_IN_PROGRESS = "Transaction from previous request is still in progress";
    /** Believed: the sentence of DynamoDB's API reference; nobody was found who cites the service. */
    public static final String IDEMPOTENT_PARAMETER_MISMATCH =
            "DynamoDB rejected the request because you retried a request with a different payload but with an "
                    + "idempotent token that was already used.";
    /** Of all items of a transaction together. Believed: DynamoDB refuses it with a ValidationException of other words. */
    public static final String TRANSACTION_TOO_LARGE =
            "Transaction request size has exceeded the maximum allowed size of 4194304 bytes";

    public static final String TRANSACTION_OF_ONE_ITEM_TWICE =
            "Transaction request cannot include multiple operations on one item";

    public static final String CONDITION_FAILED = "The conditional request failed";

    private ErrorMessages() {}

    /** Of an item or map that has a name twice. */
    public static String duplicateName(String name) {
        return "One or more parameter values were invalid: Duplicate attribute name: " + MessageText.shortened(name);
    }
}
