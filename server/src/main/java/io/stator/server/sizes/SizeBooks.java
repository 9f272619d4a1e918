package io.stator.server.sizes;

import io.stator.model.TableSize;
import io.stator.proto.v1.KnownSizes;
import io.stator.proto.v1.ShareTableSizesRequest;
import io.stator.proto.v1.ShareTableSizesResponse;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The newest count of each partition that this node knows of. In memory only. Thread-safe. */
public final class SizeBooks {
    /** Of one answer, about a megabyte. A partition that has more is answered alone. */
    private static final int ANSWER_TABLES_MAX = 50_000;

    private final Map<Long, PartitionCount> counts = new ConcurrentHashMap<>();

    /** Takes it unless a newer one is known. */
    void note(PartitionCount count) {
        counts.merge(count.partitionId(), count, (known, other) -> other.logIndex() > known.logIndex() ? other : known);
    }

    /** Of the newest count of a partition; empty: there is none. */
    OptionalLong logIndex(long partitionId) {
        PartitionCount known = counts.get(partitionId);
        return known == null ? OptionalLong.empty() : OptionalLong.of(known.logIndex());
    }

    /** Forgets partitions that the cluster does not have. */
    void keep(Set<Long> partitionIds) {
        counts.keySet().retainAll(partitionIds);
    }

    /**
     * The sum over all partitions.
     *
     * @param partitionIds of the cluster
     * @return empty unless each was counted: part of a table is not told as the whole
     */
    public Optional<TableSize> size(long tableId, Collection<Long> partitionIds) {
        TableSize sum = TableSize.NONE;
        for (long partitionId : partitionIds) {
            PartitionCount count = counts.get(partitionId);
            if (count == null) {
                return Optional.empty();
            }
            sum = sum.plus(count.size(tableId));
        }
        return partitionIds.isEmpty() ? Optional.empty() : Optional.of(sum);
    }

    /** What to ask another node. */
    ShareTableSizesRequest question() {
        ShareTableSizesRequest.Builder question = ShareTableSizesRequest.newBuilder();
        counts.forEach((partitionId, count) -> question.addKnown(
                KnownSizes.newBuilder().setPartitionId(partitionId).setLogIndex(count.logIndex())));
        return question.build();
    }

    /** What is newer here than what the asker knows, or part of it. */
    public ShareTableSizesResponse answer(ShareTableSizesRequest question) {
        Map<Long, Long> known = new HashMap<>();
        question.getKnownList().forEach(each -> known.put(each.getPartitionId(), each.getLogIndex()));
        ShareTableSizesResponse.Builder answer = ShareTableSizesResponse.newBuilder();
        int tables = 0;
        for (PartitionCount count : counts.values()) {
            if (count.logIndex() <= known.getOrDefault(count.partitionId(), Long.MIN_VALUE)) {
                continue;
            }
            if (answer.getNewerCount() > 0 && tables + count.tables() > ANSWER_TABLES_MAX) {
                return answer.setMore(true).build();
            }
            tables += count.tables();
            answer.addNewer(count.toProto());
        }
        return answer.build();
    }

    void learn(ShareTableSizesResponse answer) {
        answer.getNewerList().forEach(sizes -> note(PartitionCount.fromProto(sizes)));
    }
}
