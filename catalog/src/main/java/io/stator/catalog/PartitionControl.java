package io.stator.catalog;

import io.stator.consensus.Member;
import io.stator.model.TableInfo;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * How the catalog's leader reaches the leaders of partitions: each call goes through the partition's log and
 * may be repeated. A future that fails is tried again.
 */
public interface PartitionControl {
    CompletableFuture<Void> installTable(PartitionRecord partition, TableInfo table);

    CompletableFuture<Void> dropTable(PartitionRecord partition, long tableId);

    /** Completes when these are the members of the partition's group. Takes as long as a new one needs to be filled. */
    CompletableFuture<Void> changeMembers(PartitionRecord partition, List<Member> members);
}
