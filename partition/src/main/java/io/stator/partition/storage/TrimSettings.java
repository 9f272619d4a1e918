package io.stator.partition.storage;

/**
 * How dropped ranges are deleted.
 *
 * @param largeRangeBytes from this estimated size a range goes by its files, a range deletion and a compaction;
 *     smaller ones go key by key, since each range deletion that is not compacted away slows every read near it
 * @param keysPerBatch deleted in one write, from 1
 */
public record TrimSettings(long largeRangeBytes, int keysPerBatch) {
    public static final TrimSettings DEFAULT = new TrimSettings(4L << 20, 1_000);

    public TrimSettings {
        if (largeRangeBytes < 0 || keysPerBatch < 1) {
            throw new IllegalArgumentException("large range bytes from 0, keys per batch from 1");
        }
    }
}
