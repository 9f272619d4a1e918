package io.stator.gateway.operation;

import io.stator.gateway.json.Checked;
import io.stator.gateway.json.RequestReader;
import io.stator.model.AttributeValue;
import io.stator.model.Item;
import io.stator.model.expression.legacy.ParameterStyles;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The members of a request on items of one table, as they were sent: null is what was absent. Each operation knows some
 * of them; the others are skipped, whatever they are, as DynamoDB does.
 */
final class ItemRequest {
    @Nullable
    String tableName;

    @Nullable
    String indexName;

    @Nullable
    Checked<Item> key;

    @Nullable
    Checked<Item> item;

    @Nullable
    Checked<Item> exclusiveStartKey;

    @Nullable
    String conditionExpression;

    @Nullable
    String updateExpression;

    @Nullable
    String projectionExpression;

    @Nullable
    String filterExpression;

    @Nullable
    String keyConditionExpression;

    @Nullable
    Map<String, String> names;

    @Nullable
    Map<String, Checked<AttributeValue>> values;

    @Nullable
    Map<String, ConditionMember> expected;

    @Nullable
    Map<String, UpdateMember> attributeUpdates;

    @Nullable
    Map<String, ConditionMember> keyConditions;

    @Nullable
    Map<String, ConditionMember> queryFilter;

    @Nullable
    Map<String, ConditionMember> scanFilter;

    @Nullable
    List<String> attributesToGet;

    @Nullable
    String conditionalOperator;

    @Nullable
    String returnValues;

    @Nullable
    String returnValuesOnConditionCheckFailure;

    @Nullable
    String returnConsumedCapacity;

    @Nullable
    String returnItemCollectionMetrics;

    boolean consistentRead;
    boolean scanIndexForward = true;

    @Nullable
    String select;

    @Nullable
    Integer limit;

    @Nullable
    Integer segment;

    @Nullable
    Integer totalSegments;

    private final Set<String> given = new HashSet<>();

    private ItemRequest() {}

    /**
     * @param known the members that the operation has
     * @throws io.stator.model.StatorException if the body is no such request; see {@link RequestReader}
     */
    static ItemRequest read(byte[] body, Set<String> known) {
        ItemRequest request = new ItemRequest();
        RequestReader.read(body, (name, reader) -> {
            if (known.contains(name)) {
                request.given.add(name);
                request.member(name, reader);
            }
        });
        return request;
    }

    /**
     * One that stands in another request, in a member of its own.
     *
     * @param itsType the simple name of its structure in DynamoDB's API
     * @param known the members that it has
     */
    static ItemRequest readIn(RequestReader reader, String itsType, Predicate<String> known) throws IOException {
        ItemRequest request = new ItemRequest();
        reader.structure(itsType, (name, at) -> {
            if (known.test(name)) {
                request.given.add(name);
                request.member(name, at);
            }
        });
        return request;
    }

    private void member(String name, RequestReader reader) throws IOException {
        switch (name) {
            case "TableName" -> tableName = reader.string();
            case "IndexName" -> indexName = reader.string();
            case "Key" -> key = reader.item();
            case "Item" -> item = reader.item();
            case "ExclusiveStartKey" -> exclusiveStartKey = reader.item();
            case "ConditionExpression" -> conditionExpression = reader.string();
            case "UpdateExpression" -> updateExpression = reader.string();
            case "ProjectionExpression" -> projectionExpression = reader.string();
            case "FilterExpression" -> filterExpression = reader.string();
            case "KeyConditionExpression" -> keyConditionExpression = reader.string();
            case "ExpressionAttributeNames" -> names = reader.map("java.lang.String", RequestReader::string);
            case "ExpressionAttributeValues" -> values = reader.map("AttributeValue", RequestReader::value);
            case "Expected" -> expected = reader.map("ExpectedAttributeValue", ConditionMember::readExpected);
            case "AttributeUpdates" -> attributeUpdates = reader.map("AttributeValueUpdate", UpdateMember::read);
            case "KeyConditions" -> keyConditions = reader.map("Condition", ConditionMember::readCondition);
            case "QueryFilter" -> queryFilter = reader.map("Condition", ConditionMember::readCondition);
            case "ScanFilter" -> scanFilter = reader.map("Condition", ConditionMember::readCondition);
            case "AttributesToGet" -> attributesToGet = reader.list(RequestReader::string);
            case "ConditionalOperator" -> conditionalOperator = reader.string();
            case "ReturnValues" -> returnValues = reader.string();
            case "ReturnValuesOnConditionCheckFailure" -> returnValuesOnConditionCheckFailure = reader.string();
            case "ReturnConsumedCapacity" -> returnConsumedCapacity = reader.string();
            case "ReturnItemCollectionMetrics" -> returnItemCollectionMetrics = reader.string();
            case "ConsistentRead" -> consistentRead = reader.bool();
            case "ScanIndexForward" -> scanIndexForward = reader.bool();
            case "Select" -> select = reader.string();
            case "Limit" -> limit = reader.integer();
            case "Segment" -> segment = reader.integer();
            case "TotalSegments" -> totalSegments = reader.integer();
            default -> throw new IllegalArgumentException("no request on items has a " + name);
        }
    }

    /**
     * That it is written with expressions or with what they replaced, and has names and values for expressions only.
     *
     * @param withValues the expressions of the operation that may have values
     * @throws io.stator.model.StatorException a ValidationException
     */
    void requireOneStyle(List<String> withValues) {
        ParameterStyles.requireOne(given);
        ParameterStyles.requireExpressions(given, withValues);
    }

    /** As the request calls it. For requests whose constraints were checked. */
    String table() {
        return Objects.requireNonNull(tableName, "a constraint");
    }

    /** @throws io.stator.model.StatorException a ValidationException if a value in it is invalid */
    Item key() {
        return Objects.requireNonNull(key, "a constraint").orThrow();
    }

    /** As {@link #key}. */
    Item item() {
        return Objects.requireNonNull(item, "a constraint").orThrow();
    }

    boolean returnsItemOnConditionFailure() {
        return "ALL_OLD".equals(returnValuesOnConditionCheckFailure);
    }

    CapacityDetail capacityDetail() {
        return CapacityDetail.of(returnConsumedCapacity);
    }
}
