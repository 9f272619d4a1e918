package io.stator.gateway.operation;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import io.stator.gateway.ApiAnswer;
import io.stator.gateway.ApiRequest;
import io.stator.gateway.json.JsonBytes;
import io.stator.model.AttributeValue;
import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.model.KeyType;
import io.stator.model.TableSchema;
import io.stator.model.json.DynamoJson;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What the gateway does with an item with a key and 1 KiB of bytes, beside HTTP and signatures. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ItemBenchmark {
    private final InMemoryTables tables = new InMemoryTables();
    private final InMemoryItems items = new InMemoryItems(tables);
    private ByteString encoded = ByteString.EMPTY;
    private byte[] putBody = {};
    private byte[] getBody = {};
    private final PutItem putItem = new PutItem(new Cluster(items, tables, TableArns.DEFAULT));
    private final GetItem getItem = new GetItem(new Cluster(items, tables, TableArns.DEFAULT));

    @Setup
    public void make() {
        tables.add(TableSchema.of("hash", "pk", KeyType.STRING));
        byte[] bytes = new byte[1024];
        new Random(1).nextBytes(bytes);
        Item item = Item.builder()
                .set("pk", "key-000000007")
                .set("value", AttributeValue.binary(ByteString.copyFrom(bytes)))
                .build();
        encoded = ItemCodec.encode(item);
        putBody = ("{\"TableName\":\"hash\",\"Item\":" + DynamoJson.writeItem(item) + "}").getBytes(UTF_8);
        getBody = "{\"TableName\":\"hash\",\"Key\":{\"pk\":{\"S\":\"key-000000007\"}},\"ConsistentRead\":true}"
                .getBytes(UTF_8);
        putItem.call(request(putBody)).join();
    }

    private static ApiRequest request(byte[] body) {
        return new ApiRequest(body, Optional.empty(), "key", true);
    }

    /** From the body to the cluster's request. */
    @Benchmark
    public ByteString readPut() {
        return ItemCodec.encode(
                ItemRequest.read(putBody, Set.of("TableName", "Item")).item());
    }

    /** From the cluster's answer to the body. */
    @Benchmark
    public JsonBytes writeGot() {
        return JsonBytes.object(generator -> EncodedItems.writeMember(generator, "Item", encoded));
    }

    /** All of it, with a cluster in memory. */
    @Benchmark
    public ApiAnswer put() {
        return putItem.call(request(putBody)).join();
    }

    /** As {@link #put}. */
    @Benchmark
    public ApiAnswer get() {
        return getItem.call(request(getBody)).join();
    }
}
