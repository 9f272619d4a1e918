package io.stator.server.soak;

import io.stator.server.bench.LoadEnd;
import io.stator.server.launch.PartitionDigest;
import java.util.List;

/** What a soak showed. */
public record SoakResult(SoakPlan plan, List<SoakWindow> windows, LoadEnd loadEnd, List<PartitionDigest> digests) {
    public SoakResult {
        windows = List.copyOf(windows);
        digests = List.copyOf(digests);
    }

    public SoakVerdict.End end() {
        return new SoakVerdict.End(loadEnd, replicasAgree());
    }

    /** Whether all replicas of each partition hold the same. */
    boolean replicasAgree() {
        return !digests.isEmpty() && digests.stream().allMatch(PartitionDigest::agree);
    }
}
