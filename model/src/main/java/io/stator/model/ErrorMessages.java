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

    private ErrorMessages() {}

    /** Of an item or map that has a name twice. */
    public static String duplicateName(String name) {
        return "One or more parameter values were invalid: Duplicate attribute name: " + MessageText.shortened(name);
    }
}
