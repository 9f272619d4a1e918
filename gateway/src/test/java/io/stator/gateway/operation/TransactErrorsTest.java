package io.stator.gateway.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What TransactWriteItems and TransactGetItems refuse, and for what they are cancelled before anything is asked of the
 * cluster; see {@link ItemErrorsTest} for where messages are from. Most are from dynamodb-conformance, whose authors ran it
 * against DynamoDB in October 2026; its regions differ, and these are the words of most.
 */
class TransactErrorsTest {
    private static final String CANCELLED = "TransactionCanceledException: Transaction cancelled, please refer "
            + "cancellation reasons for specific reasons ";
    private static final String ONE = "ValidationException: 1 validation error detected: ";
    private static final String NOT_NULL = "' failed to satisfy constraint: Member must not be null";
    private static final String INVALID = "One or more parameter values were invalid: ";
    private static final String MISMATCH = "The provided key element does not match the schema";
    private static final String NOT_FOUND = "ResourceNotFoundException: Requested resource not found";
    private static final String EMPTY_KEY = "ValidationException: One or more parameter values are not valid. The "
            + "AttributeValue for a key attribute cannot contain an empty string value. Key: pk";
    private static final String TWICE =
            "ValidationException: Transaction request cannot include multiple operations on one item";
    private static final String SCALARS = "ValidationException: Key attributes must be scalars; list random access '[]'"
            + " and map lookup '.' are not allowed: Key: pk";
    private static final String PUT = "{'Put':{'TableName':'hash','Item':{'pk':{'S':'p'}}}}";

    private static Arguments writes(String elements, String expected) {
        return Arguments.of("TransactWriteItems", "{'TransactItems':[" + elements + "]}", expected);
    }

    private static Arguments reads(String elements, String expected) {
        return Arguments.of("TransactGetItems", "{'TransactItems':[" + elements + "]}", expected);
    }

    private static String put(String item, String members) {
        return "{'Put':{'TableName':'hash','Item':" + item + members + "}}";
    }

    private static String check(String key, String members) {
        return "{'ConditionCheck':{'TableName':'hash','Key':" + key + members + "}}";
    }

    private static String get(String key, String members) {
        return "{'Get':{'TableName':'hash','Key':" + key + members + "}}";
    }

    private static String reason(String message) {
        return CANCELLED + "[ValidationError] 'CancellationReasons':[{'Code':'ValidationError','Message':'" + message
                + "'}]";
    }

    private static String isNull(String path) {
        return "Value null at 'transactItems.1.member." + path + NOT_NULL;
    }

    static Stream<Arguments> constraints() {
        return Stream.of(
                Arguments.of("TransactWriteItems", "{}", ONE + "Value null at 'transactItems" + NOT_NULL),
                Arguments.of(
                        "TransactWriteItems",
                        "{'TransactItems':[],'ClientRequestToken':'','ReturnConsumedCapacity':'hi',"
                                + "'ReturnItemCollectionMetrics':'ho'}",
                        "ValidationException: 4 validation errors detected: Value '' at 'clientRequestToken' failed to"
                                + " satisfy constraint: Member must have length greater than or equal to 1; Value 'hi' at"
                                + " 'returnConsumedCapacity' failed to satisfy constraint: Member must satisfy enum value"
                                + " set: [INDEXES, TOTAL, NONE]; Value 'ho' at 'returnItemCollectionMetrics' failed to"
                                + " satisfy constraint: Member must satisfy enum value set: [SIZE, NONE]; Value '[]' at"
                                + " 'transactItems' failed to satisfy constraint: Member must have length greater than or"
                                + " equal to 1"),
                Arguments.of(
                        "TransactWriteItems",
                        "{'TransactItems':[{}],'ClientRequestToken':'" + "t".repeat(37) + "'}",
                        ONE + "Value '" + "t".repeat(37) + "' at 'clientRequestToken' failed to satisfy constraint:"
                                + " Member must have length less than or equal to 36"),
                writes(
                        "{'Put':{},'Update':{},'Delete':{},'ConditionCheck':{}}",
                        // Believed: the order.
                        "ValidationException: 10 validation errors detected: "
                                + String.join(
                                        "; ",
                                        isNull("conditionCheck.tableName"),
                                        isNull("conditionCheck.key"),
                                        isNull("conditionCheck.conditionExpression"),
                                        isNull("put.tableName"),
                                        isNull("put.item"),
                                        isNull("update.tableName"),
                                        isNull("update.key"),
                                        isNull("update.updateExpression"),
                                        isNull("delete.tableName"),
                                        isNull("delete.key"))),
                writes(
                        PUT + ",{'Delete':{'TableName':'bad!name','Key':{}}}",
                        ONE
                                + "Value 'bad!name' at 'transactItems.2.member.delete.tableName' failed to satisfy constraint:"
                                + " Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+"),
                writes(
                        put("{}", ",'ReturnValuesOnConditionCheckFailure':'hi'"),
                        ONE + "Value 'hi' at 'transactItems.1.member.put.returnValuesOnConditionCheckFailure' failed to"
                                + " satisfy constraint: Member must satisfy enum value set: [ALL_OLD, NONE]"),
                writes(
                        "{'Put':{'TableName':'','Item':{}}}",
                        ONE + "Value '' at 'transactItems.1.member.put.tableName' failed to satisfy constraint: "
                                + "Member must have length greater than or equal to 1"),
                Arguments.of("TransactGetItems", "{}", ONE + "Value null at 'transactItems" + NOT_NULL),
                reads("{}", ONE + isNull("get")),
                reads(
                        "{'Get':{}}",
                        "ValidationException: 2 validation errors detected: " + isNull("get.tableName") + "; "
                                + isNull("get.key")),
                Arguments.of(
                        "TransactGetItems",
                        "{'TransactItems':[],'ReturnConsumedCapacity':'hi'}",
                        "ValidationException: 2 validation errors detected: Value 'hi' at 'returnConsumedCapacity' failed"
                                + " to satisfy constraint: Member must satisfy enum value set: [INDEXES, TOTAL, NONE];"
                                + " Value '[]' at 'transactItems' failed to satisfy constraint: Member must have length"
                                + " greater than or equal to 1"));
    }

    /** The request as a whole, before anybody looks for a table. */
    static Stream<Arguments> requests() {
        String syntax = "ValidationException: Invalid ConditionExpression: Syntax error; token: \"<EOF>\", near: \"(\"";
        String deep = "{'M':{'n':".repeat(32) + "{'S':'x'}" + "}}".repeat(32);
        String tooDeep =
                "ValidationException: Nesting Levels have exceeded supported limits: Attributes in the item have"
                        + " nested levels beyond supported limit";
        String unused =
                "ValidationException: Value provided in ExpressionAttributeValues unused in expressions: keys: {:v}";
        String missing = "{'Put':{'TableName':'none','Item':{'pk':{'S':'p'}}}}";
        String malformed = check("{'pk':{'S':'a'}}", ",'ConditionExpression':'attribute_not_exists('");
        return Stream.of(
                writes(
                        "{}",
                        "ValidationException: Invalid Request: TransactWriteRequest should contain Delete or Put or Update"
                                + " request"),
                writes(
                        "{'Put':{'TableName':'hash','Item':{'pk':{'S':'a'}}},"
                                + "'Delete':{'TableName':'hash','Key':{'pk':{'S':'a'}}}}",
                        "ValidationException: TransactItems can only contain one of Check, Put, Update or Delete"),
                writes(
                        put("{'pk':{'S':'a'},'n':{'N':'x'}}", ""),
                        "ValidationException: The parameter cannot be converted to a numeric value: x"),
                writes(
                        put("{'pk':{'S':'a'},'x':{'S':'" + "x".repeat(409_600) + "'}}", ""),
                        "ValidationException: Item size has exceeded the maximum allowed size"),
                writes(missing + "," + malformed, syntax),
                writes(malformed + "," + put("{'pk':{'S':'b'},'d':" + deep + "}", ""), syntax),
                writes(put("{'pk':{'S':'b'},'d':" + deep + "}", "") + "," + malformed, tooDeep),
                writes(
                        check("{'pk':{'S':'a'}}", ",'ConditionExpression':''"),
                        "ValidationException: Invalid ConditionExpression: The expression can not be empty;"),
                writes(
                        missing + ","
                                + check(
                                        "{'pk':{'S':'a'}}",
                                        ",'ConditionExpression':'attribute_exists(pk)',"
                                                + "'ExpressionAttributeValues':{':v':{'S':'x'}}"),
                        unused),
                writes(
                        "{'Update':{'TableName':'hash','Key':{'pk':{'S':'a'}},'UpdateExpression':'SET a = :a',"
                                + "'ExpressionAttributeValues':{':a':{'SS':[]}}}}",
                        "ValidationException: ExpressionAttributeValues contains invalid value: " + INVALID
                                + "An string set  may not be empty for key :a"),
                reads(
                        get("{'pk':{'S':'a'}}", ",'ProjectionExpression':'!!!'"),
                        "ValidationException: Invalid ProjectionExpression: Syntax error; token: \"!\", near: \"!!\""),
                reads(
                        get("{'pk':{'S':'a'}}", ",'ExpressionAttributeNames':{'#x':'x'}"),
                        "ValidationException: ExpressionAttributeNames can only be specified when using expressions"),
                reads(
                        get("{'pk':{'N':'x'}}", ""),
                        "ValidationException: The parameter cannot be converted to a numeric value: x"),
                // Believed: without an expression, names and values are no fault in a transaction that writes.
                writes(put("{'pk':{'S':'a'}}", ",'ExpressionAttributeNames':{'#x':'x'}"), "{}"));
    }

    /** The request as a whole, when its tables are known. */
    static Stream<Arguments> tables() {
        String missing = "{'Put':{'TableName':'none','Item':{'pk':{'S':'p'}}}}";
        return Stream.of(
                writes(missing, NOT_FOUND),
                writes(PUT + "," + PUT + "," + missing, NOT_FOUND),
                writes(put("{}", "") + "," + missing, NOT_FOUND),
                reads("{'Get':{'TableName':'none','Key':{'pk':{'S':'a'}}}}", NOT_FOUND),
                writes(PUT + "," + PUT, TWICE),
                writes(PUT + ",{'Delete':{'TableName':'hash','Key':{'pk':{'S':'p'}}}}", TWICE),
                writes(
                        "{'Put':{'TableName':'range','Item':{'pk':{'S':'p'},'sk':{'N':'1'}}}},"
                                + "{'Delete':{'TableName':'arn:aws:dynamodb:us-east-1:000000000000:table/range',"
                                + "'Key':{'pk':{'S':'p'},'sk':{'N':'1.0'}}}}",
                        TWICE),
                reads(get("{'pk':{'S':'a'}}", "") + "," + get("{'pk':{'S':'a'}}", ""), TWICE),
                writes(put("{'pk':{'S':''}}", ""), EMPTY_KEY),
                writes(check("{'pk':{'S':''}}", ",'ConditionExpression':'attribute_exists(pk)'"), EMPTY_KEY),
                reads(get("{'pk':{'S':''}}", ""), EMPTY_KEY),
                writes(
                        "{'Delete':{'TableName':'hash','Key':{'pk':{'S':'" + "k".repeat(2049) + "'}}}}",
                        "ValidationException: " + INVALID
                                + "Size of hashkey has exceeded the maximum size limit of2048 bytes"),
                // Believed: no sentence for a reason of an item.
                writes(put("{'pk':{'S':'a'}}", ",'ConditionExpression':'attribute_exists(pk.a)'"), SCALARS),
                reads(get("{'pk':{'S':'a'}}", ",'ProjectionExpression':'pk.a'"), SCALARS),
                // Believed: a request that is invalid is not cancelled for what else is wrong with it.
                writes(put("{'pk':{'N':'1'}}", "") + "," + put("{'pk':{'S':''}}", ""), EMPTY_KEY));
    }

    static Stream<Arguments> reasons() {
        String none = "{'Code':'None'}";
        String mismatch = "{'Code':'ValidationError','Message':'" + MISMATCH + "'}";
        return Stream.of(
                writes(put("{'pk':{'N':'5'}}", ""), reason(INVALID + "Type mismatch for key pk expected: S actual: N")),
                writes(
                        put("{'pk':{'L':[{'S':'x'}]}}", ""),
                        reason(INVALID + "Type mismatch for key pk expected: S actual: L")),
                // Believed: as a key of a wrong type.
                writes(put("{'x':{'S':'a'}}", ""), reason(INVALID + "Missing the key pk in the item")),
                writes(
                        "{'Update':{'TableName':'hash','Key':{'pk':{'N':'5'}},'UpdateExpression':'SET a = :v',"
                                + "'ExpressionAttributeValues':{':v':{'S':'x'}}}}",
                        reason(MISMATCH)),
                writes("{'Delete':{'TableName':'hash','Key':{'pk':{'L':[]}}}}", reason(MISMATCH)),
                writes(
                        check("{'pk':{'N':'5'}}", ",'ConditionExpression':'attribute_not_exists(pk)'"),
                        reason(MISMATCH)),
                writes("{'Delete':{'TableName':'hash','Key':{'pk':{'S':'a'},'x':{'S':'a'}}}}", reason(MISMATCH)),
                // Believed: DynamoDB Local makes this one a reason.
                writes(
                        "{'Update':{'TableName':'hash','Key':{'pk':{'S':'a'}},'UpdateExpression':'SET pk = :v',"
                                + "'ExpressionAttributeValues':{':v':{'S':'x'}}}}",
                        reason(INVALID + "Cannot update attribute pk. This attribute is part of the key")),
                reads(get("{}", ""), reason(MISMATCH)),
                reads(
                        get("{'pk':{'S':'a'}}", "") + ",{'Get':{'TableName':'range','Key':{'pk':{'S':'a'}}}},"
                                + get("{'sk':{'S':'a'}}", "") + ",{'Get':{'TableName':'range','Key':{}}}",
                        CANCELLED + "[None, ValidationError, ValidationError, ValidationError] 'CancellationReasons':["
                                + none + "," + mismatch + "," + mismatch + "," + mismatch + "]"));
    }

    @ParameterizedTest
    @MethodSource({"constraints", "requests", "tables", "reasons"})
    void isRefused(String operation, String body, String expected) {
        assertThat(new OperationsFixture().call(operation, body)).isEqualTo(expected);
    }

    @Test
    void refusesMoreItemsThanThereMayBe() {
        for (String operation : new String[] {"TransactWriteItems", "TransactGetItems"}) {
            String element = operation.equals("TransactWriteItems") ? PUT : get("{'pk':{'S':'a'}}", "");
            String answer = new OperationsFixture()
                    .call(operation, "{'TransactItems':[" + (element + ",").repeat(100) + element + "]}");
            assertThat(answer)
                    .startsWith(ONE + "Value '[Transact")
                    .endsWith("]' at 'transactItems' failed to satisfy constraint: Member must have length less than or"
                            + " equal to 100");
        }
    }

    /** Of a list that is far too long, no more is kept than its length. */
    @Test
    void refusesAMillionItemsInFewWords() {
        for (String operation : new String[] {"TransactWriteItems", "TransactGetItems"}) {
            String answer = new OperationsFixture()
                    .call(operation, "{'TransactItems':[" + "{},".repeat(1_000_000) + "{'Put':{},'Get':{}}]}");
            assertThat(answer).startsWith("ValidationException: ").hasSizeLessThan(5_000);
        }
    }

    @Test
    void refusesWrongTypesBeforeAllElse() {
        assertThat(new OperationsFixture().call("TransactWriteItems", "{'TransactItems':{}}"))
                .startsWith("SerializationException: ");
        assertThat(new OperationsFixture().call("TransactWriteItems", "{'TransactItems':[{'Put':1}]}"))
                .startsWith("SerializationException: ");
        assertThat(new OperationsFixture()
                        .call("TransactGetItems", "{'TransactItems':[{'Get':{'TableName':'hash','Key':7}}]}"))
                .startsWith("SerializationException: ");
    }
}
