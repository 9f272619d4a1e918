package io.stator.partition;

import io.stator.partition.storage.TrimSettings;

/**
 * Settings of one replica's state.
 *
 * @param trim how dropped tables are deleted
 * @param digestsMax computed, and under way, that are kept; from 1
 */
public record PartitionSettings(TrimSettings trim, int digestsMax) {
    public static final PartitionSettings DEFAULT = new PartitionSettings(TrimSettings.DEFAULT, 4);

    public PartitionSettings {
        if (digestsMax < 1) {
            throw new IllegalArgumentException("digests from 1");
        }
    }
}
