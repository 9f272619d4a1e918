package io.stator.conformance;

import static org.awaitility.Awaitility.await;

import io.stator.conformance.Expectation.Failure;
import io.stator.conformance.Expectation.Message;
import io.stator.conformance.Expectation.Success;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What a table says that has consumed what it was given, or what it may on demand, and 300 s of that beside it. The errors and what becomes of batches are
 * documented; that a new table has 300 s at once, and that a large item may be taken on credit, is believed.
 */
@ExtendWith(ConformanceTarget.class)
final class ThroughputConformance {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(50);

    /** Almost the largest item: 400 units to write, 100 to read. */
    private static final String LARGE = "{S: '" + "x".repeat(409_000) + "'}";

    private static final String MESSAGE = "The level of configured provisioned throughput for the table was exceeded. "
            + "Consider increasing your provisioning level with the UpdateTable API.";

    private final CaseRunner runner;
    private final Names names;

    ThroughputConformance(CaseRunner runner) {
        this.runner = runner;
        this.names = runner.names();
    }

    private Answer send(String operation, String body) {
        return runner.endpoints().send(Call.sdk(operation, body), names);
    }

    private void succeeds(String operation, String body) {
        answers(operation, body, "{}");
    }

    private void answers(String operation, String body, String answer) {
        isAsExpected(operation, body, new Success(answer, false));
    }

    /** Of a provisioned table, or of one on demand. */
    private Failure exceeded(String direction, boolean onDemand) {
        if (onDemand) {
            return new Failure(
                    Code.THROTTLING,
                    new Message.Exact("Throughput exceeds the maximum OnDemandThroughput configured on table or index"),
                    "{throttlingReasons: [{reason: 'Table" + direction
                            + "MaxOnDemandThroughputExceeded', resource: '@ownArn'}]}");
        }
        return new Failure(
                Code.THROUGHPUT_EXCEEDED,
                new Message.Exact(MESSAGE),
                "{ThrottlingReasons: [{reason: 'Table" + direction
                        + "ProvisionedThroughputExceeded', resource: '@ownArn'}]}");
    }

    private void exceeds(String operation, String body, String direction) {
        isAsExpected(operation, body, exceeded(direction, false));
    }

    private void exceedsMaximum(String operation, String body, String direction) {
        isAsExpected(operation, body, exceeded(direction, true));
    }

    /** Some time: what the table has left is shared out anew each second, and a node that leads since just now is to hear of it. */
    private void isAsExpected(String operation, String body, Expectation expected) {
        AtomicReference<Answer> last = new AtomicReference<>();
        try {
            await().pollDelay(Duration.ZERO).pollInterval(PAUSE).atMost(LIMIT).until(() -> {
                last.set(send(operation, body));
                return expected.difference(last.get(), names).isEmpty();
            });
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(operation + " was answered " + last, e);
        }
    }

    private void createTable(String schema) {
        succeeds("CreateTable", "{TableName: '@own', " + schema + "}");
        await().pollInterval(PAUSE)
                .atMost(LIMIT)
                .until(() -> new Success("{Table: {TableStatus: 'ACTIVE'}}", false)
                        .difference(send("DescribeTable", "{TableName: '@own'}"), names)
                        .isEmpty());
    }

    /** And then the table is on demand. */
    private void limitIsLiftedFor(String operation, String body) {
        limitIsLiftedFor(operation, body, "BillingMode: 'PAY_PER_REQUEST'");
    }

    private void limitIsLiftedFor(String operation, String body, String change) {
        succeeds("UpdateTable", "{TableName: '@own', " + change + "}");
        await().pollDelay(Duration.ZERO)
                .pollInterval(PAUSE)
                .atMost(LIMIT)
                .until(() -> send(operation, body).succeeded());
    }

    @Test
    void writesBeyondTheThroughputAreRefused() {
        createTable(Schemas.provisioned(1, 1));
        String put = "{TableName: '@own', Item: {a: {S: 'k'}}}";
        exceeds("PutItem", "{TableName: '@own', Item: {a: {S: 'k'}, b: " + LARGE + "}}", "Write");
        for (int node = 0; node < runner.endpoints().count(); node++) {
            exceeds("PutItem", put, "Write");
        }
        exceeds("UpdateItem", "{TableName: '@own', Key: {a: {S: 'k'}}}", "Write");
        exceeds("DeleteItem", "{TableName: '@own', Key: {a: {S: 'k'}}}", "Write");
        succeeds("GetItem", "{TableName: '@own', Key: {a: {S: 'k'}}, ConsistentRead: true}");

        String own = "'@own': [{PutRequest: {Item: {a: {S: 'k'}}}}]";
        exceeds("BatchWriteItem", "{RequestItems: {" + own + "}}", "Write");
        answers(
                "BatchWriteItem",
                "{RequestItems: {" + own + ", '@hash': [{PutRequest: {Item: {a: {S: '@key'}}}}]}}",
                "{UnprocessedItems: {" + own + "}}");
        answers(
                "GetItem",
                "{TableName: '@hash', Key: {a: {S: '@key'}}, ConsistentRead: true}",
                "{Item: {a: {S: '@key'}}}");
        limitIsLiftedFor("PutItem", put);
    }

    @Test
    void readsBeyondTheThroughputAreRefused() {
        createTable("AttributeDefinitions: [{AttributeName: 'a', AttributeType: 'S'}, {AttributeName: 'b',"
                + " AttributeType: 'S'}], KeySchema: [{AttributeName: 'a', KeyType: 'HASH'}, {AttributeName: 'b',"
                + " KeyType: 'RANGE'}], " + Schemas.throughput(1, 100));
        for (int i = 0; i < 3; i++) {
            succeeds("PutItem", "{TableName: '@own', Item: {a: {S: 'k'}, b: {S: '" + i + "'}, c: " + LARGE + "}}");
        }
        String query =
                "{TableName: '@own', KeyConditionExpression: 'a = :a', ExpressionAttributeValues: {':a': {S: 'k'}},"
                        + " ConsistentRead: true}";
        // All of 300 s at once.
        answers("Query", query, "{Count: 3}");
        String get = "{TableName: '@own', Key: {a: {S: 'k'}, b: {S: '0'}}, ConsistentRead: true}";
        for (int node = 0; node < runner.endpoints().count(); node++) {
            exceeds("GetItem", get, "Read");
        }
        exceeds("Query", query, "Read");
        exceeds("Scan", "{TableName: '@own', ConsistentRead: true}", "Read");
        succeeds("PutItem", "{TableName: '@own', Item: {a: {S: 'k'}, b: {S: '3'}}}");

        String own = "'@own': {Keys: [{a: {S: 'k'}, b: {S: '0'}}], ConsistentRead: true}";
        exceeds("BatchGetItem", "{RequestItems: {" + own + "}}", "Read");
        answers(
                "BatchGetItem",
                "{RequestItems: {" + own + ", '@hash': {Keys: [{a: {S: '@key'}}]}}}",
                "{Responses: {'@hash': []}, UnprocessedKeys: {" + own + "}}");
        limitIsLiftedFor("GetItem", get);
    }

    /** And reads, of which there is no maximum, are not. */
    @Test
    void writesBeyondTheMaximumOnDemandAreRefused() {
        createTable(Schemas.HASH + ", OnDemandThroughput: {MaxWriteRequestUnits: 1}");
        String put = "{TableName: '@own', Item: {a: {S: 'k'}}}";
        exceedsMaximum("PutItem", "{TableName: '@own', Item: {a: {S: 'k'}, b: " + LARGE + "}}", "Write");
        for (int node = 0; node < runner.endpoints().count(); node++) {
            exceedsMaximum("PutItem", put, "Write");
        }
        exceedsMaximum("UpdateItem", "{TableName: '@own', Key: {a: {S: 'k'}}}", "Write");
        exceedsMaximum("DeleteItem", "{TableName: '@own', Key: {a: {S: 'k'}}}", "Write");
        for (int read = 0; read < 10; read++) {
            succeeds("GetItem", "{TableName: '@own', Key: {a: {S: 'k'}}, ConsistentRead: true}");
        }
        String own = "'@own': [{PutRequest: {Item: {a: {S: 'k'}}}}]";
        exceedsMaximum("BatchWriteItem", "{RequestItems: {" + own + "}}", "Write");
        answers(
                "BatchWriteItem",
                "{RequestItems: {" + own + ", '@hash': [{PutRequest: {Item: {a: {S: '@key'}}}}]}}",
                "{UnprocessedItems: {" + own + "}}");
        isAsExpected(
                "TransactWriteItems",
                "{TransactItems: [{Put: {TableName: '@hash', Item: {a: {S: '@key'}}}}, {Put: " + put + "}]}",
                new Failure(
                        Code.TRANSACTION_CANCELLED,
                        new Message.Like("Transaction cancelled, .*\\[None, ThrottlingError\\]"),
                        "{CancellationReasons: [{Code: 'None'}, {Code: 'ThrottlingError', Message: '*'}]}"));
        limitIsLiftedFor("PutItem", put, "OnDemandThroughput: {MaxWriteRequestUnits: -1}");
    }

    @Test
    void readsBeyondTheMaximumOnDemandAreRefused() {
        createTable(Schemas.HASH + ", OnDemandThroughput: {MaxReadRequestUnits: 1}");
        succeeds("PutItem", "{TableName: '@own', Item: {a: {S: 'k'}, c: " + LARGE + "}}");
        String get = "{TableName: '@own', Key: {a: {S: 'k'}}, ConsistentRead: true}";
        exceedsMaximum("GetItem", get, "Read");
        exceedsMaximum("Scan", "{TableName: '@own', ConsistentRead: true}", "Read");
        succeeds("PutItem", "{TableName: '@own', Item: {a: {S: 'k'}}}");
        limitIsLiftedFor("GetItem", get, "OnDemandThroughput: {MaxReadRequestUnits: -1}");
    }
}
