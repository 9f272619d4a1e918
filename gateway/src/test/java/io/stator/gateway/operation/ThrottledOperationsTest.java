package io.stator.gateway.operation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.stator.client.routing.DataCalls;
import io.stator.gateway.ApiOperation;
import io.stator.gateway.ApiRequest;
import io.stator.gateway.error.ErrorBody;
import io.stator.model.BillingMode;
import io.stator.model.CapacityType;
import io.stator.model.KeyType;
import io.stator.model.TableSchema;
import io.stator.model.ThroughputExceededException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What every operation on items says when the cluster refuses it for a table's throughput. The messages are those that users of
 * DynamoDB cite, and its documents for tables on demand; the reasons are documented, and how SDKs read them; the order in the
 * JSON, and the namespace of the second type, are believed.
 */
class ThrottledOperationsTest {
    private static Map<String, ApiOperation> operations(CapacityType type, BillingMode mode) {
        InMemoryTables tables = new InMemoryTables();
        tables.add(TableSchema.of("range", "pk", KeyType.STRING, "sk", KeyType.NUMBER));
        DataCalls throttled = (DataCalls) Proxy.newProxyInstance(
                DataCalls.class.getClassLoader(),
                new Class<?>[] {DataCalls.class},
                (proxy, method, arguments) ->
                        CompletableFuture.failedFuture(new ThroughputExceededException("range", type, mode)));
        return Operations.all(
                throttled, tables, new Operations.Settings(TableArns.DEFAULT, "127.0.0.1:8000", Clock.systemUTC()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GetItem | READ | {'TableName':'range','Key':{'pk':{'S':'a'},'sk':{'N':'1'}}}",
                "PutItem | WRITE | {'TableName':'range','Item':{'pk':{'S':'a'},'sk':{'N':'1'}}}",
                "UpdateItem | WRITE | {'TableName':'range','Key':{'pk':{'S':'a'},'sk':{'N':'1'}}}",
                "DeleteItem | WRITE | {'TableName':'range','Key':{'pk':{'S':'a'},'sk':{'N':'1'}}}",
                "Scan | READ | {'TableName':'range'}",
                "Query | READ | {'TableName':'range','KeyConditionExpression':'pk = :a','ExpressionAttributeValues':{':a':{'S':'a'}}}",
                "BatchGetItem | READ | {'RequestItems':{'range':{'Keys':[{'pk':{'S':'a'},'sk':{'N':'1'}}]}}}",
                "BatchWriteItem | WRITE | {'RequestItems':{'range':[{'DeleteRequest':{'Key':{'pk':{'S':'a'},'sk':{'N':'1'}}}}]}}",
                "TransactGetItems | READ | {'TransactItems':[{'Get':{'TableName':'range','Key':{'pk':{'S':'a'},'sk':{'N':'1'}}}}]}",
                "TransactWriteItems | WRITE | {'TransactItems':[{'Delete':{'TableName':'range','Key':{'pk':{'S':'a'},'sk':{'N':'1'}}}}]}"
            },
            quoteCharacter = '"')
    void saysWhichTableAndWhy(String name, CapacityType type, String body) {
        String direction = type == CapacityType.READ ? "Read" : "Write";
        assertThat(told(BillingMode.PROVISIONED, name, type, body))
                .isEqualTo("{'__type':'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException',"
                        + "'message':'The level of configured provisioned throughput for the table was exceeded. "
                        + "Consider increasing your provisioning level with the UpdateTable API.',"
                        + "'ThrottlingReasons':[{'reason':'Table" + direction
                        + "ProvisionedThroughputExceeded',"
                        + "'resource':'arn:aws:dynamodb:us-east-1:000000000000:table/range'}]}");
        assertThat(told(BillingMode.PAY_PER_REQUEST, name, type, body))
                .isEqualTo("{'__type':'com.amazon.coral.availability#ThrottlingException',"
                        + "'message':'Throughput exceeds the maximum OnDemandThroughput configured on table or index',"
                        + "'throttlingReasons':[{'reason':'Table" + direction
                        + "MaxOnDemandThroughputExceeded',"
                        + "'resource':'arn:aws:dynamodb:us-east-1:000000000000:table/range'}]}");
    }

    private static String told(BillingMode mode, String name, CapacityType type, String body) {
        ApiOperation operation = operations(type, mode).get(name);
        assertThat(operation).isNotNull();
        Throwable failure = catchThrowable(() -> operation
                .call(new ApiRequest(body.replace('\'', '"').getBytes(UTF_8), Optional.empty(), "key", true))
                .join());
        ErrorBody told = ErrorBody.of(failure);
        assertThat(told.type().status()).isEqualTo(400);
        return new String(told.json().bytes(), 0, told.json().length(), UTF_8).replace('"', '\'');
    }
}
