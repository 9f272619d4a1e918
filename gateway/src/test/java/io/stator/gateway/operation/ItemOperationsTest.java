package io.stator.gateway.operation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What operations on one item answer when nothing is wrong. */
class ItemOperationsTest {
    private final OperationsFixture api = new OperationsFixture();

    private void answers(String operation, String body, String expected) {
        assertThat(api.call(operation, body)).as("%s %s", operation, body).isEqualTo(expected);
    }

    private void put(String item) {
        answers("PutItem", "{'TableName':'hash','Item':" + item + "}", "{}");
    }

    @Test
    void putReturnsTheOldItemWhereItIsAsked() {
        put("{'pk':{'S':'a'},'v':{'N':'1'}}");
        answers(
                "PutItem",
                "{'TableName':'hash','Item':{'pk':{'S':'a'},'v':{'N':'2'}},'ReturnValues':'ALL_OLD'}",
                "{'Attributes':{'pk':{'S':'a'},'v':{'N':'1'}}}");
        answers("PutItem", "{'TableName':'hash','Item':{'pk':{'S':'new'}},'ReturnValues':'ALL_OLD'}", "{}");
        answers("PutItem", "{'TableName':'hash','Item':{'pk':{'S':'a'}},'ReturnValues':'NONE'}", "{}");
    }

    @Test
    void tablesAreNamedByTheirArnsToo() {
        answers(
                "PutItem",
                "{'TableName':'arn:aws:dynamodb:us-east-1:000000000000:table/hash','Item':{'pk':{'S':'a'}}}",
                "{}");
        // Own: a program that was written for DynamoDB has another region and account.
        answers(
                "GetItem",
                "{'TableName':'arn:aws:dynamodb:eu-west-2:123456789012:table/hash','Key':{'pk':{'S':'a'}},"
                        + "'ReturnConsumedCapacity':'TOTAL'}",
                "{'Item':{'pk':{'S':'a'}},'ConsumedCapacity':"
                        + "{'TableName':'arn:aws:dynamodb:eu-west-2:123456789012:table/hash','CapacityUnits':0.5}}");
    }

    @Test
    void getReadsTheItemOrWhatIsWantedOfIt() {
        put("{'pk':{'S':'a'},'l':{'L':[{'N':'1'},{'N':'2'}]},'m':{'M':{'x':{'BOOL':true},'y':{'NULL':true}}}}");
        answers(
                "GetItem",
                "{'TableName':'hash','Key':{'pk':{'S':'a'}},'ProjectionExpression':'#l[1], m.x',"
                        + "'ExpressionAttributeNames':{'#l':'l'}}",
                "{'Item':{'l':{'L':[{'N':'2'}]},'m':{'M':{'x':{'BOOL':true}}}}}");
        answers(
                "GetItem",
                "{'TableName':'hash','Key':{'pk':{'S':'a'}},'AttributesToGet':['pk','none']}",
                "{'Item':{'pk':{'S':'a'}}}");
        // An item of which nothing is wanted is there; one that is not there is not.
        answers("GetItem", "{'TableName':'hash','Key':{'pk':{'S':'a'}},'AttributesToGet':['none']}", "{'Item':{}}");
        answers("GetItem", "{'TableName':'hash','Key':{'pk':{'S':'b'}}}", "{}");
    }

    @Test
    void readsAreBilledByFourKilobytesOfTheWholeItem() {
        // 4096 bytes: pk and a are names of 2 and 1, the key is 1.
        put("{'pk':{'S':'a'},'a':{'S':'" + "x".repeat(4092) + "'}}");
        put("{'pk':{'S':'b'},'a':{'S':'" + "x".repeat(4093) + "'}}");
        String get = "{'TableName':'hash','Key':{'pk':{'S':'%s'}},'AttributesToGet':['pk'],'ConsistentRead':%s,"
                + "'ReturnConsumedCapacity':'%s'}";
        String got = "{'Item':{'pk':{'S':'%s'}},'ConsumedCapacity':{'TableName':'hash','CapacityUnits':%s}}";
        answers("GetItem", get.formatted("a", "false", "TOTAL"), got.formatted("a", "0.5"));
        answers("GetItem", get.formatted("a", "true", "TOTAL"), got.formatted("a", "1.0"));
        answers("GetItem", get.formatted("b", "false", "TOTAL"), got.formatted("b", "1.0"));
        answers("GetItem", get.formatted("b", "true", "TOTAL"), got.formatted("b", "2.0"));
        answers("GetItem", get.formatted("b", "true", "NONE"), "{'Item':{'pk':{'S':'b'}}}");
        answers(
                "GetItem",
                get.formatted("missing", "true", "INDEXES"),
                "{'ConsumedCapacity':{'TableName':'hash','CapacityUnits':1.0,'Table':{'CapacityUnits':1.0}}}");
    }

    @Test
    void writesAreBilledByTheLargerOfBothImages() {
        String put = "{'TableName':'hash','Item':{'pk':{'S':'a'},'a':{'S':'%s'}},'ReturnConsumedCapacity':'TOTAL'}";
        String billed = "{'ConsumedCapacity':{'TableName':'hash','CapacityUnits':%s}}";
        answers("PutItem", put.formatted("x"), billed.formatted("1.0"));
        answers("PutItem", put.formatted("x".repeat(1020)), billed.formatted("1.0"));
        answers("PutItem", put.formatted("x".repeat(1021)), billed.formatted("2.0"));
        // The old item was larger.
        answers("PutItem", put.formatted("x"), billed.formatted("2.0"));
        answers("PutItem", put.formatted("x".repeat(3000)), billed.formatted("3.0"));
        answers(
                "UpdateItem",
                "{'TableName':'hash','Key':{'pk':{'S':'a'}},'UpdateExpression':'REMOVE a',"
                        + "'ReturnConsumedCapacity':'INDEXES'}",
                "{'ConsumedCapacity':{'TableName':'hash','CapacityUnits':3.0,'Table':{'CapacityUnits':3.0}}}");
        answers(
                "DeleteItem",
                "{'TableName':'hash','Key':{'pk':{'S':'missing'}},'ReturnConsumedCapacity':'TOTAL'}",
                billed.formatted("1.0"));
    }

    @Test
    void updateReturnsWhatIsAsked() {
        put("{'pk':{'S':'a'},'n':{'N':'1'},'other':{'S':'o'}}");
        String update =
                "{'TableName':'hash','Key':{'pk':{'S':'a'}},'UpdateExpression':'SET n = n + :one, fresh = :one',"
                        + "'ExpressionAttributeValues':{':one':{'N':'1'}},'ReturnValues':'%s'}";
        answers("UpdateItem", update.formatted("NONE"), "{}");
        answers(
                "UpdateItem",
                update.formatted("ALL_OLD"),
                "{'Attributes':{'fresh':{'N':'1'},'n':{'N':'2'},'other':{'S':'o'},'pk':{'S':'a'}}}");
        answers("UpdateItem", update.formatted("UPDATED_OLD"), "{'Attributes':{'fresh':{'N':'1'},'n':{'N':'3'}}}");
        answers("UpdateItem", update.formatted("UPDATED_NEW"), "{'Attributes':{'fresh':{'N':'1'},'n':{'N':'5'}}}");
        answers(
                "UpdateItem",
                update.formatted("ALL_NEW"),
                "{'Attributes':{'fresh':{'N':'1'},'n':{'N':'6'},'other':{'S':'o'},'pk':{'S':'a'}}}");
    }

    @Test
    void updateMakesAnItemUnlessItOnlyTakesAway() {
        answers(
                "UpdateItem",
                "{'TableName':'hash','Key':{'pk':{'S':'a'}},'ReturnValues':'ALL_NEW'}",
                "{'Attributes':{'pk':{'S':'a'}}}");
        answers(
                "UpdateItem",
                "{'TableName':'hash','Key':{'pk':{'S':'b'}},'UpdateExpression':'REMOVE x','ReturnValues':'ALL_NEW'}",
                "{}");
        answers("GetItem", "{'TableName':'hash','Key':{'pk':{'S':'b'}}}", "{}");
    }

    @Test
    void attributeUpdatesAreUpdates() {
        put("{'pk':{'S':'a'},'n':{'N':'1'},'gone':{'S':'g'},'set':{'SS':['x','y']}}");
        answers(
                "UpdateItem",
                "{'TableName':'hash','Key':{'pk':{'S':'a'}},'AttributeUpdates':{"
                        + "'n':{'Action':'ADD','Value':{'N':'5'}},'gone':{'Action':'DELETE'},"
                        + "'set':{'Action':'DELETE','Value':{'SS':['x']}},'put':{'Value':{'BOOL':false}}},"
                        + "'ReturnValues':'ALL_NEW'}",
                "{'Attributes':{'n':{'N':'6'},'pk':{'S':'a'},'put':{'BOOL':false},'set':{'SS':['y']}}}");
    }

    @Test
    void attributeUpdatesOfAnotherTypeAreRefusedInTheirOwnWords() {
        put("{'pk':{'S':'a'},'n':{'S':'1'}}");
        answers(
                "UpdateItem",
                "{'TableName':'hash','Key':{'pk':{'S':'a'}},'AttributeUpdates':{'n':{'Action':'ADD','Value':{'N':'5'}}}}",
                "ValidationException: Type mismatch for attribute to update");
        answers(
                "UpdateItem",
                "{'TableName':'hash','Key':{'pk':{'S':'a'}},'UpdateExpression':'ADD n :n',"
                        + "'ExpressionAttributeValues':{':n':{'N':'5'}}}",
                "ValidationException: An operand in the update expression has an incorrect data type");
    }

    @Test
    void conditionsAreChecked() {
        put("{'pk':{'S':'a'},'v':{'N':'1'}}");
        String put = "{'TableName':'hash','Item':{'pk':{'S':'a'}},'ConditionExpression':'attribute_not_exists(pk)'%s}";
        String failed = "ConditionalCheckFailedException: The conditional request failed";
        answers("PutItem", put.formatted(""), failed);
        answers("PutItem", put.formatted(",'ReturnValuesOnConditionCheckFailure':'NONE'"), failed);
        answers(
                "PutItem",
                put.formatted(",'ReturnValuesOnConditionCheckFailure':'ALL_OLD'"),
                failed + " 'Item':{'pk':{'S':'a'},'v':{'N':'1'}}");
        answers(
                "DeleteItem",
                "{'TableName':'hash','Key':{'pk':{'S':'a'}},'ConditionExpression':'v > :v',"
                        + "'ExpressionAttributeValues':{':v':{'N':'1'}}}",
                failed);
        answers(
                "UpdateItem",
                "{'TableName':'hash','Key':{'pk':{'S':'a'}},'UpdateExpression':'SET v = :v',"
                        + "'ConditionExpression':'v = :v','ExpressionAttributeValues':{':v':{'N':'2'}}}",
                failed);
        answers(
                "DeleteItem",
                "{'TableName':'hash','Key':{'pk':{'S':'a'}},'ConditionExpression':'v = :v',"
                        + "'ExpressionAttributeValues':{':v':{'N':'1'}},'ReturnValues':'ALL_OLD'}",
                "{'Attributes':{'pk':{'S':'a'},'v':{'N':'1'}}}");
    }

    @Test
    void expectedIsAConditionToo() {
        put("{'pk':{'S':'a'},'v':{'N':'1'}}");
        String delete = "{'TableName':'hash','Key':{'pk':{'S':'a'}},'Expected':{%s}%s}";
        String failed = "ConditionalCheckFailedException: The conditional request failed";
        answers("DeleteItem", delete.formatted("'v':{'Value':{'N':'2'}}", ""), failed);
        answers("DeleteItem", delete.formatted("'v':{'Exists':false}", ""), failed);
        answers(
                "DeleteItem",
                delete.formatted(
                        "'v':{'ComparisonOperator':'GT','AttributeValueList':[{'N':'5'}]},'w':{'Exists':false}", ""),
                failed);
        answers(
                "DeleteItem",
                delete.formatted(
                        "'v':{'ComparisonOperator':'GT','AttributeValueList':[{'N':'5'}]},'w':{'Exists':false}",
                        ",'ConditionalOperator':'OR'"),
                "{}");
    }

    @Test
    void writesBearTheIdentityOfTheCall() {
        put("{'pk':{'S':'a'}}");
        assertThat(api.items.requestIds.get(0)).isEmpty();
        api.identity("one");
        put("{'pk':{'S':'a'}}");
        put("{'pk':{'S':'a'}}");
        answers("UpdateItem", "{'TableName':'hash','Key':{'pk':{'S':'a'}}}", "{}");
        answers("DeleteItem", "{'TableName':'hash','Key':{'pk':{'S':'a'}}}", "{}");
        assertThat(api.items.requestIds.subList(1, 5)).containsOnly(api.items.requestIds.get(1));
        assertThat(api.items.requestIds.get(1)).hasSize(16);
    }
}
