package io.stator.gateway.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What operations on one item refuse, with DynamoDB's type and message. Messages are from dynalite's tests and from suites
 * that run against DynamoDB itself (moto's verified ones, dynamodb-conformance); where no source was found, the case says
 * "believed".
 */
class ItemErrorsTest {
    private static final String INVALID = "ValidationException: One or more parameter values were invalid: ";
    private static final String ENUM = "' failed to satisfy constraint: Member must satisfy enum value set: ";

    private static Arguments refuses(String operation, String body, String expected) {
        return Arguments.of(operation, body, expected);
    }

    static Stream<Arguments> constraints() {
        String name256 = "n".repeat(256);
        return Stream.of(
                refuses(
                        "PutItem",
                        "{}",
                        "ValidationException: 2 validation errors detected: "
                                + "Value null at 'tableName' failed to satisfy constraint: Member must not be null; "
                                + "Value null at 'item' failed to satisfy constraint: Member must not be null"),
                refuses(
                        "GetItem",
                        "{'TableName':'','ReturnConsumedCapacity':'hi'}",
                        "ValidationException: 1 validation error detected: Value '' at 'tableName' failed to satisfy "
                                + "constraint: Member must have length greater than or equal to 1"),
                refuses(
                        "PutItem",
                        "{'TableName':'" + name256 + "','Item':{}}",
                        "ValidationException: 1 validation error detected: Value '" + name256
                                + "' at 'tableName' failed to satisfy constraint: "
                                + "Member must have length less than or equal to 255"),
                refuses(
                        "PutItem",
                        "{'TableName':'bad table!@#','Item':{}}",
                        "ValidationException: 1 validation error detected: Value 'bad table!@#' at 'tableName' failed"
                                + " to satisfy constraint: Member must satisfy regular expression pattern:"
                                + " [a-zA-Z0-9_.-]+"),
                refuses(
                        "PutItem",
                        "{'TableName':'hash','Item':{'pk':{'S':'a'}},'ReturnConsumedCapacity':'hi',"
                                + "'ReturnItemCollectionMetrics':'hi','ReturnValues':'hi','ConditionalOperator':'AN',"
                                + "'ReturnValuesOnConditionCheckFailure':'hi'}",
                        "ValidationException: 5 validation errors detected: "
                                + "Value 'hi' at 'returnConsumedCapacity" + ENUM + "[INDEXES, TOTAL, NONE]; "
                                + "Value 'AN' at 'conditionalOperator" + ENUM + "[OR, AND]; "
                                + "Value 'hi' at 'returnValues" + ENUM
                                + "[ALL_NEW, UPDATED_OLD, ALL_OLD, NONE, UPDATED_NEW]; "
                                + "Value 'hi' at 'returnItemCollectionMetrics" + ENUM + "[SIZE, NONE]; "
                                // Believed: place and order.
                                + "Value 'hi' at 'returnValuesOnConditionCheckFailure" + ENUM + "[ALL_OLD, NONE]"),
                refuses(
                        "DeleteItem",
                        "{'TableName':'hash','Key':{'pk':{'S':'a'}},'Expected':{'v':{'ComparisonOperator':'x'}}}",
                        "ValidationException: 1 validation error detected: "
                                + "Value 'x' at 'expected.v.member.comparisonOperator" + ENUM
                                + "[IN, NULL, BETWEEN, LT, NOT_CONTAINS, EQ, GT, NOT_NULL, NE, LE, BEGINS_WITH, GE, "
                                + "CONTAINS]"),
                // Believed: DynamoDB Local's list, in the form of the others.
                refuses(
                        "UpdateItem",
                        "{'TableName':'hash','Key':{'pk':{'S':'a'}},'AttributeUpdates':{'v':{'Action':'x'}}}",
                        "ValidationException: 1 validation error detected: "
                                + "Value 'x' at 'attributeUpdates.v.member.action" + ENUM + "[ADD, PUT, DELETE]"),
                refuses(
                        "GetItem",
                        "{'TableName':'hash','Key':{'pk':{'S':'a'}},'AttributesToGet':[]}",
                        "ValidationException: 1 validation error detected: Value '[]' at 'attributesToGet' failed to "
                                + "satisfy constraint: Member must have length greater than or equal to 1"));
    }

    static Stream<Arguments> styles() {
        String both = "ValidationException: Can not use both expression and non-expression parameters in the same "
                + "request: Non-expression parameters: ";
        return Stream.of(
                refuses(
                        "PutItem",
                        "{'TableName':'none','Item':{},'Expected':{},'ConditionExpression':''}",
                        both + "{Expected} Expression parameters: {ConditionExpression}"),
                refuses(
                        "UpdateItem",
                        "{'TableName':'none','Key':{},'Expected':{},'AttributeUpdates':{},'UpdateExpression':'',"
                                + "'ConditionExpression':''}",
                        both + "{AttributeUpdates, Expected} Expression parameters: "
                                + "{UpdateExpression, ConditionExpression}"),
                refuses(
                        "GetItem",
                        "{'TableName':'none','Key':{},'AttributesToGet':['a'],'ProjectionExpression':''}",
                        both + "{AttributesToGet} Expression parameters: {ProjectionExpression}"),
                refuses(
                        "GetItem",
                        "{'TableName':'none','Key':{},'ExpressionAttributeNames':{}}",
                        "ValidationException: ExpressionAttributeNames can only be specified when using expressions"),
                refuses(
                        "PutItem",
                        "{'TableName':'none','Item':{},'ExpressionAttributeValues':{}}",
                        "ValidationException: ExpressionAttributeValues can only be specified when using expressions: "
                                + "ConditionExpression is null"),
                refuses(
                        "UpdateItem",
                        "{'TableName':'none','Key':{},'ExpressionAttributeValues':{}}",
                        "ValidationException: ExpressionAttributeValues can only be specified when using expressions: "
                                + "UpdateExpression and ConditionExpression are null"),
                refuses(
                        "PutItem",
                        "{'TableName':'none','Item':{},'ConditionalOperator':'OR'}",
                        "ValidationException: ConditionalOperator cannot be used without Filter or Expected"));
    }

    static Stream<Arguments> values() {
        return Stream.of(
                refuses(
                        "PutItem",
                        "{'TableName':'none','Item':{'pk':{'S':'a'},'b':{'SS':[]}},'ReturnValues':'ALL_NEW'}",
                        INVALID + "An string set  may not be empty"),
                refuses(
                        "PutItem",
                        "{'TableName':'none','Item':{'pk':{}}}",
                        "ValidationException: Supplied AttributeValue is empty, must contain exactly one of the"
                                + " supported datatypes"),
                refuses(
                        "PutItem",
                        "{'TableName':'none','Item':{'pk':{'N':'x'}}}",
                        "ValidationException: The parameter cannot be converted to a numeric value: x"),
                refuses(
                        "PutItem",
                        "{'TableName':'none','Item':{'pk':{'S':'a'}},'ReturnValues':'ALL_NEW'}",
                        "ValidationException: ReturnValues can only be ALL_OLD or NONE"),
                refuses(
                        "DeleteItem",
                        "{'TableName':'none','Key':{'pk':{'S':'a'}},'ReturnValues':'UPDATED_OLD'}",
                        "ValidationException: ReturnValues can only be ALL_OLD or NONE"),
                refuses(
                        "PutItem",
                        "{'TableName':'none','Item':{'pk':{'S':'a'},'b':{'S':'" + "x".repeat(409_600) + "'}}}",
                        "ValidationException: Item size has exceeded the maximum allowed size"),
                refuses(
                        "PutItem",
                        "{'TableName':'none','Item':{'pk':{'S':'a'}},'ConditionExpression':'a = :a',"
                                + "'ExpressionAttributeValues':{':a':{'SS':[]}}}",
                        "ValidationException: ExpressionAttributeValues contains invalid value: One or more parameter "
                                + "values were invalid: An string set  may not be empty for key :a"),
                refuses(
                        "PutItem",
                        "{'TableName':'none','Item':{'pk':{'S':'a'}},'ConditionExpression':''}",
                        "ValidationException: Invalid ConditionExpression: The expression can not be empty;"),
                refuses(
                        "UpdateItem",
                        "{'TableName':'none','Key':{'pk':{'S':'a'}},'UpdateExpression':'SET a = :a',"
                                + "'ExpressionAttributeValues':{':a':{'N':'1'},':b':{'N':'1'}}}",
                        "ValidationException: Value provided in ExpressionAttributeValues unused in expressions: "
                                + "keys: {:b}"),
                refuses(
                        "UpdateItem",
                        "{'TableName':'none','Key':{'pk':{'S':'a'}},'AttributeUpdates':{'a':{}}}",
                        INVALID + "Only DELETE action is allowed when no attribute value is specified"),
                refuses(
                        "GetItem",
                        "{'TableName':'none','Key':{'pk':{'S':'a'}},'AttributesToGet':['a','a']}",
                        INVALID + "Duplicate value in attribute name: a"));
    }

    static Stream<Arguments> tables() {
        String notFound = "ResourceNotFoundException: Requested resource not found";
        String mismatch = "ValidationException: The provided key element does not match the schema";
        String emptyKey =
                "ValidationException: One or more parameter values are not valid. The AttributeValue for a key "
                        + "attribute cannot contain an empty string value. Key: pk";
        return Stream.of(
                refuses("PutItem", "{'TableName':'none','Item':{}}", notFound),
                refuses("PutItem", "{'TableName':'no','Item':{}}", notFound),
                refuses("GetItem", "{'TableName':'none','Key':{}}", notFound),
                refuses("UpdateItem", "{'TableName':'none','Key':{}}", notFound),
                refuses("DeleteItem", "{'TableName':'none','Key':{}}", notFound),
                refuses("PutItem", "{'TableName':'hash','Item':{}}", INVALID + "Missing the key pk in the item"),
                refuses(
                        "PutItem",
                        "{'TableName':'hash','Item':{'pk':{'N':'1'}}}",
                        INVALID + "Type mismatch for key pk expected: S actual: N"),
                refuses("PutItem", "{'TableName':'hash','Item':{'pk':{'S':''}}}", emptyKey),
                refuses("GetItem", "{'TableName':'hash','Key':{}}", mismatch),
                refuses("GetItem", "{'TableName':'hash','Key':{'pk':{'S':'a'},'x':{'S':'a'}}}", mismatch),
                refuses("GetItem", "{'TableName':'hash','Key':{'pk':{'N':'1'}}}", mismatch),
                refuses("GetItem", "{'TableName':'hash','Key':{'pk':{'S':''}}}", emptyKey),
                refuses("DeleteItem", "{'TableName':'range','Key':{'pk':{'S':'a'}}}", mismatch),
                refuses("UpdateItem", "{'TableName':'range','Key':{'sk':{'N':'1'}}}", mismatch),
                refuses(
                        "UpdateItem",
                        "{'TableName':'hash','Key':{'pk':{'S':'a'}},'UpdateExpression':'SET pk = :a',"
                                + "'ExpressionAttributeValues':{':a':{'S':'b'}}}",
                        INVALID + "Cannot update attribute pk. This attribute is part of the key"),
                refuses(
                        "PutItem",
                        "{'TableName':'hash','Item':{'pk':{'S':'a'}},'ConditionExpression':'attribute_exists(pk.a)'}",
                        "ValidationException: Key attributes must be scalars; list random access '[]' and map lookup"
                                + " '.' are not allowed: Key: pk"),
                refuses(
                        "GetItem",
                        "{'TableName':'hash','Key':{'pk':{'S':'a'}},'ProjectionExpression':'pk.a'}",
                        "ValidationException: Key attributes must be scalars; list random access '[]' and map lookup"
                                + " '.' are not allowed: Key: pk"));
    }

    static Stream<Arguments> types() {
        return Stream.of(
                refuses(
                        "PutItem",
                        "{'TableName':1,'Item':{'pk':{'SS':[]}}}",
                        "SerializationException: NUMBER_VALUE cannot be converted to String"),
                // Members that an operation does not have are skipped, whatever they are.
                refuses(
                        "GetItem",
                        "{'TableName':'none','Key':{},'Item':7,'Whatever':[{}]}",
                        "ResourceNotFoundException: Requested resource not found"));
    }

    @ParameterizedTest
    @MethodSource({"constraints", "styles", "values", "tables", "types"})
    void isRefused(String operation, String body, String expected) {
        assertThat(new OperationsFixture().call(operation, body)).isEqualTo(expected);
    }
}
