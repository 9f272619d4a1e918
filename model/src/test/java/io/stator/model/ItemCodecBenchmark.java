package io.stator.model;

import com.google.protobuf.ByteString;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** An item to bytes and back, and its size, which apply takes of every put. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ItemCodecBenchmark {
    /** What an item looks like. */
    public enum Shape {
        /** A key and 1 KiB of bytes. */
        VALUE,
        /** A key and twenty attributes of all kinds, nested, about 1 KiB. */
        DOCUMENT
    }

    @Param
    private Shape shape = Shape.VALUE;

    private Item item = Item.builder().build();
    private ByteString encoded = ByteString.EMPTY;

    @Setup
    public void make() {
        item = shape == Shape.VALUE ? value() : document();
        encoded = ItemCodec.encode(item);
    }

    private static Item value() {
        byte[] bytes = new byte[1024];
        new Random(1).nextBytes(bytes);
        return Item.builder()
                .set("pk", "key-000000007")
                .set("value", AttributeValue.binary(ByteString.copyFrom(bytes)))
                .build();
    }

    private static Item document() {
        Item.Builder document = Item.builder().set("pk", "key-000000007");
        for (int i = 0; i < 5; i++) {
            document.set("name-" + i, "a text of some length, number " + i)
                    .set("price-" + i, 1_234_567L + i)
                    .set("tags-" + i, AttributeValue.stringSet("red", "green", "blue"))
                    .set(
                            "address-" + i,
                            AttributeValue.map(Map.of(
                                    "street",
                                    AttributeValue.string(String.format(Locale.ROOT, "Main Street %d", i)),
                                    "lines",
                                    AttributeValue.list(AttributeValue.number(i), AttributeValue.bool(true)))));
        }
        return document.build();
    }

    @Benchmark
    public ByteString encode() {
        return ItemCodec.encode(item);
    }

    @Benchmark
    public Item decode() {
        return ItemCodec.decode(encoded);
    }

    @Benchmark
    public int decodeAndSize() {
        return ItemSize.of(ItemCodec.decode(encoded));
    }
}
