package io.stator.server.bench;

import com.google.protobuf.ByteString;
import java.util.Locale;
import java.util.Random;
import java.util.SplittableRandom;

/** What a benchmark writes: numbered keys, random values that do not compress. Thread-safe. */
final class BenchmarkItems {
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

    String key(int number) {
        return String.format(Locale.ROOT, "key-%09d", number);
    }

    BenchmarkTarget.Entry entry(int number, SplittableRandom random) {
        int from = random.nextInt(POOL_BYTES - valueBytes);
        return new BenchmarkTarget.Entry(key(number), pool.substring(from, from + valueBytes));
    }
}
