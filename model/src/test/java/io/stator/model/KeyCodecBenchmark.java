package io.stator.model;

import com.google.protobuf.ByteString;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A key on its way in, which every request takes, and out, as pages do. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class KeyCodecBenchmark {
    private static final TableInfo TABLE = new TableInfo(
            7, 1, TableSchema.of("Orders", "customer", KeyType.STRING, "order", KeyType.NUMBER), TableStatus.ACTIVE, 0);

    private final AttributeValue string = AttributeValue.string("customer-000000007");
    private final AttributeValue number = AttributeValue.number(1_234_567_890_123L);
    private final ByteString encodedString = KeyCodec.encode(string);
    private final ByteString encodedNumber = KeyCodec.encode(number);
    private final Item item = Item.builder()
            .set("customer", "customer-000000007")
            .set("order", 1_234_567)
            .set("note", "x".repeat(1000))
            .build();

    @Benchmark
    public ByteString encodeString() {
        return KeyCodec.encode(string);
    }

    @Benchmark
    public ByteString encodeNumber() {
        return KeyCodec.encode(number);
    }

    @Benchmark
    public AttributeValue decodeString() {
        return KeyCodec.decode(encodedString);
    }

    @Benchmark
    public AttributeValue decodeNumber() {
        return KeyCodec.decode(encodedNumber);
    }

    @Benchmark
    public long token() {
        return KeyCodec.token(7, encodedString);
    }

    /** Both parts and the token, as a request's key is made. */
    @Benchmark
    public EncodedKey encodeKey() {
        return KeyCodec.encodeKey(TABLE, item);
    }
}
