package io.stator.conformance;

/** Members of CreateTable, loosely written. */
final class Schemas {
    static final String KEY = "AttributeDefinitions: [{AttributeName: 'a', AttributeType: 'S'}],"
            + " KeySchema: [{AttributeName: 'a', KeyType: 'HASH'}]";

    /** A partition key, paid by request. */
    static final String HASH = KEY + ", BillingMode: 'PAY_PER_REQUEST'";

    /** A partition key and a sort key, paid by request. */
    static final String RANGE =
            "AttributeDefinitions: [{AttributeName: 'a', AttributeType: 'S'}, {AttributeName: 'b', AttributeType:"
                    + " 'S'}], KeySchema: [{AttributeName: 'a', KeyType: 'HASH'}, {AttributeName: 'b', KeyType: 'RANGE'}],"
                    + " BillingMode: 'PAY_PER_REQUEST'";

    /** A partition key, paid by request, with a maximum of each kind of units. */
    static final String LIMITED = HASH + ", OnDemandThroughput: {MaxReadRequestUnits: 20, MaxWriteRequestUnits: 15}";

    private Schemas() {}

    /** A partition key, provisioned. */
    static String provisioned(long read, long write) {
        return KEY + ", " + throughput(read, write);
    }

    static String throughput(long read, long write) {
        return "ProvisionedThroughput: {ReadCapacityUnits: " + read + ", WriteCapacityUnits: " + write + "}";
    }
}
