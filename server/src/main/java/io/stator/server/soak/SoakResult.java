package io.stator.server.soak;

import io.stator.server.launch.PartitionDigest;
import java.util.List;

/** What a soak showed. */
public record SoakResult(SoakPlan plan, List<SoakWindow> windows, List<PartitionDigest> digests) {
    public SoakResult {
        windows = List.copyOf(windows);
        digests = List.copyOf(digests);
    }

    /** Whether all replicas of each partition hold the same. */
    public boolean replicasAgree() {
        return !digests.isEmpty() && digests.stream().allMatch(PartitionDigest::agree);
    }
}
