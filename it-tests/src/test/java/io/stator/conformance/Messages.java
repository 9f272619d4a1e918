package io.stator.conformance;

import java.util.ArrayList;
import java.util.List;

/** DynamoDB's words, where more than one operation uses them. */
final class Messages {
    static final String EMPTY_VALUE =
            "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes";
    static final String TWO_TYPES = "Supplied AttributeValue has more than one datatypes set, "
            + "must contain exactly one of the supported datatypes";
    static final String NOT_NUMERIC = "The parameter cannot be converted to a numeric value";
    static final String TOO_MANY_DIGITS = "Attempting to store more than 38 significant digits in a Number";
    static final String TOO_LARGE_NUMBER =
            "Number overflow. Attempting to store a number with magnitude larger than supported range";
    static final String TOO_SMALL_NUMBER =
            "Number underflow. Attempting to store a number with magnitude smaller than supported range";
    static final String TOO_DEEP = "Nesting Levels have exceeded supported limits: "
            + "Attributes in the item have nested levels beyond supported limit";
    static final String KEY_MISMATCH = "The provided key element does not match the schema";
    static final String NOT_FOUND = "Requested resource not found";
    static final String CONDITION_FAILED = "The conditional request failed";
    static final String ITEM_TOO_LARGE = "Item size has exceeded the maximum allowed size";
    static final String UPDATE_TOO_LARGE = "Item size to update has exceeded the maximum allowed size";
    static final String WRONG_OPERAND = "An operand in the update expression has an incorrect data type";
    static final String NO_SUCH_ATTRIBUTE =
            "The provided expression refers to an attribute that does not exist in the item";
    static final String PATH_NOT_VALID = "The document path provided in the update expression is invalid for update";
    static final String EMPTY_STRING_KEY = "One or more parameter values are not valid. "
            + "The AttributeValue for a key attribute cannot contain an empty string value. Key: ";
    static final String EMPTY_BINARY_KEY = "One or more parameter values are not valid. "
            + "The AttributeValue for a key attribute cannot contain an empty binary value. Key: ";
    static final String PARTITION_KEY_TOO_LONG =
            invalid("Size of hashkey has exceeded the maximum size limit of2048 bytes");
    static final String SORT_KEY_TOO_LONG =
            invalid("Aggregated size of all range keys has exceeded the size limit of 1024 bytes");
    static final String NAMES_WITHOUT_EXPRESSION =
            "ExpressionAttributeNames can only be specified when using expressions";
    static final String VALUES_WITHOUT_EXPRESSION =
            "ExpressionAttributeValues can only be specified when using expressions: ";
    static final String NAME_PATTERN = "[a-zA-Z0-9_.-]+";

    private Messages() {}

    static String invalid(String what) {
        return "One or more parameter values were invalid: " + what;
    }

    /** What is wrong with a maximum of a table on demand. */
    static String outOfRange(String member) {
        return invalid("Requested " + member + " for OnDemandThroughput for table is outside of valid range");
    }

    static String mixed(String legacy, String expressions) {
        return "Can not use both expression and non-expression parameters in the same request: "
                + "Non-expression parameters: {" + legacy + "} Expression parameters: {" + expressions + "}";
    }

    /** Of a transaction, with the codes of the reasons of all its items. */
    static String cancelled(String... codes) {
        return "Transaction cancelled, please refer cancellation reasons for specific reasons ["
                + String.join(", ", codes) + "]";
    }

    /** The members of such an error beside its message. */
    static String reasons(String... reasons) {
        return "{CancellationReasons: [" + String.join(", ", reasons) + "]}";
    }

    static String isNull(String path) {
        return "Value null at '" + path + "' failed to satisfy constraint: Member must not be null";
    }

    static String tooShort(String value, String path, int minimum) {
        return broken(value, path, "Member must have length greater than or equal to " + minimum);
    }

    static String tooLong(String value, String path, int maximum) {
        return broken(value, path, "Member must have length less than or equal to " + maximum);
    }

    static String tooSmall(String value, String path, long minimum) {
        return broken(value, path, "Member must have value greater than or equal to " + minimum);
    }

    static String tooGreat(String value, String path, long maximum) {
        return broken(value, path, "Member must have value less than or equal to " + maximum);
    }

    static String badName(String value, String path) {
        return broken(value, path, "Member must satisfy regular expression pattern: " + NAME_PATTERN);
    }

    static String notOneOf(String value, String path, String values) {
        return broken(value, path, "Member must satisfy enum value set: [" + values + "]");
    }

    /** The one constraint that a request violates. */
    static String one(String constraint) {
        return "1 validation error detected: " + constraint;
    }

    private static String broken(String value, String path, String constraint) {
        return "Value '" + value + "' at '" + path + "' failed to satisfy constraint: " + constraint;
    }

    /**
     * A value that nothing may hold.
     *
     * @param name of the fault
     * @param json of the value
     * @param message that it is refused with
     */
    record BadValue(String name, String json, String message) {}

    /** What is wrong wherever an attribute value stands. */
    static final List<BadValue> BAD_VALUES = List.of(
            new BadValue("no type", "{}", EMPTY_VALUE),
            new BadValue("no type, inside a map", "{M: {x: {}}}", EMPTY_VALUE),
            new BadValue("no type, inside a list", "{L: [{}]}", EMPTY_VALUE),
            new BadValue("two types", "{S: 'x', N: '1'}", TWO_TYPES),
            new BadValue("an empty string set", "{SS: []}", invalid("An string set  may not be empty")),
            new BadValue("an empty number set", "{NS: []}", invalid("An number set  may not be empty")),
            new BadValue("an empty binary set", "{BS: []}", invalid("Binary sets should not be empty")),
            new BadValue(
                    "a string twice in a set",
                    "{SS: ['x', 'x']}",
                    invalid("Input collection [x, x] contains duplicates.")),
            new BadValue(
                    "a binary twice in a set",
                    "{BS: ['Yg==', 'Yg==']}",
                    invalid("Input collection [Yg==, Yg==]of type BS contains duplicates.")),
            new BadValue("a number twice in a set", "{NS: ['1', '1']}", "Input collection contains duplicates"),
            new BadValue("an empty number", "{N: ''}", NOT_NUMERIC),
            new BadValue("a number that is none", "{N: 'b'}", NOT_NUMERIC + ": b"),
            new BadValue("an empty number in a set", "{NS: ['1', '']}", NOT_NUMERIC),
            new BadValue("a number that is none in a set", "{NS: ['1', 'b']}", NOT_NUMERIC + ": b"),
            new BadValue("39 digits", "{N: '123456789012345678901234567890123456789'}", TOO_MANY_DIGITS),
            new BadValue("39 digits with a point", "{N: '-1.23456789012345678901234567890123456789'}", TOO_MANY_DIGITS),
            new BadValue("1e126", "{N: '1e126'}", TOO_LARGE_NUMBER),
            new BadValue("-1e126", "{N: '-1e126'}", TOO_LARGE_NUMBER),
            new BadValue("1e-131", "{N: '1e-131'}", TOO_SMALL_NUMBER),
            new BadValue("-1e-131", "{N: '-1e-131'}", TOO_SMALL_NUMBER));

    /** Types of a key attribute that is to be a string, and values of them. */
    static final List<BadValue> OTHER_TYPES = List.of(
            new BadValue("B", "{B: 'YWJj'}", ""),
            new BadValue("N", "{N: '1'}", ""),
            new BadValue("BOOL", "{BOOL: true}", ""),
            new BadValue("NULL", "{NULL: true}", ""),
            new BadValue("SS", "{SS: ['x']}", ""),
            new BadValue("NS", "{NS: ['1']}", ""),
            new BadValue("BS", "{BS: ['YWJj']}", ""),
            new BadValue("M", "{M: {}}", ""),
            new BadValue("L", "{L: []}", ""));

    /** Keys that are none of {@code @hash}. */
    static final List<BadValue> BAD_KEYS = badKeys();

    private static List<BadValue> badKeys() {
        List<BadValue> keys = new ArrayList<>(List.of(
                new BadValue("no attribute", "{}", KEY_MISMATCH),
                new BadValue("another attribute", "{b: {S: 'x'}}", KEY_MISMATCH),
                new BadValue("an attribute too many", "{a: {S: '@key'}, b: {S: 'x'}}", KEY_MISMATCH)));
        OTHER_TYPES.forEach(type -> keys.add(
                new BadValue("an attribute of type " + type.name(), "{a: " + type.json() + "}", KEY_MISMATCH)));
        return List.copyOf(keys);
    }
}
