package io.stator.partition.storage;

import java.util.Arrays;

/**
 * Keys of a store as unsigned bytes: from inclusive, to exclusive; empty if from is not below to. The
 * arrays are not to be modified.
 */
public record KeyRange(byte[] from, byte[] to) {

    public boolean isEmpty() {
        return Arrays.compareUnsigned(from, to) >= 0;
    }

    /** What lies in both. */
    public KeyRange intersect(KeyRange other) {
        return new KeyRange(
                Arrays.compareUnsigned(from, other.from) >= 0 ? from : other.from,
                Arrays.compareUnsigned(to, other.to) <= 0 ? to : other.to);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeyRange that && Arrays.equals(from, that.from) && Arrays.equals(to, that.to);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(from) + Arrays.hashCode(to);
    }

    @Override
    public String toString() {
        return "KeyRange[" + Arrays.toString(from) + ", " + Arrays.toString(to) + ")";
    }
}
