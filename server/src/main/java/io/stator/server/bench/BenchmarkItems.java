package io.stator.server.bench;

import com.google.protobuf.ByteString;
import io.stator.model.AttributeValue;
import io.stator.model.Item;
import java.util.Locale;
import java.util.Random;
import java.util.SplittableRandom;

/** The items of a benchmark: numbered keys, random values that do not compress. Thread-safe. */
final class BenchmarkItems {
    static final String KEY = "pk";

    /** Larger than what a compressor looks back over, and larger than any value. */
    private static final int POOL_BYTES = 8 << 20;

    private final ByteString pool;
    private final int valueBytes;

    BenchmarkItems(int valueBytes, long seed) {
        byte[] bytes = new byte[POOL_BYTES];
        new Random(seed).nextBytes(bytes);
        this.pool = ByteString.copyFrom(bytes);
        this.valueBytes = valueBytes;
    }

    Item key(int number) {
        return Item.builder()
                .set(KEY, String.format(Locale.ROOT, "key-%09d", number))
                .build();
    }

    Item item(int number, SplittableRandom random) {
        int from = random.nextInt(POOL_BYTES - valueBytes);
        return key(number).toBuilder()
                .set("value", AttributeValue.binary(pool.substring(from, from + valueBytes)))
                .build();
    }
}
