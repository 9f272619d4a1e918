package io.stator.catalog;

import io.stator.model.TableChange;
import io.stator.model.TableDefinition;
import io.stator.model.TableInfo;
import io.stator.model.TableSchema;
import io.stator.model.Tag;
import io.stator.model.TimeToLiveChange;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One node's replica of the catalog. Thread-safe. What changes or strongly reads it works on the
 * leader only and fails elsewhere with a {@link io.stator.consensus.ConsensusException} NOT_LEADER;
 * refusals are {@link io.stator.model.StatorException}s.
 */
public interface Catalog {

    /** What this replica has applied; may lag behind the leader. */
    CatalogView view();

    /** What the leader has applied, at least all that was answered before this call. */
    CompletableFuture<CatalogView> strongView();

    /** Calls the listener after each change, on the apply thread: it must not block. The first call is at once. */
    void onChange(CatalogListener listener);

    /** ResourceInUse if the name is taken. */
    CompletableFuture<TableInfo> createTable(TableDefinition definition, Completion completion);

    /** As {@link TableDefinition#of} has it. Completes when the table is ACTIVE: every partition serves it. */
    default CompletableFuture<TableInfo> createTable(TableSchema schema) {
        return createTable(TableDefinition.of(schema), Completion.DONE);
    }

    /** ResourceNotFound if there is none, Validation if it is protected. */
    CompletableFuture<TableInfo> deleteTable(String name, Completion completion);

    /** Completes when no partition serves it any more. */
    default CompletableFuture<TableInfo> deleteTable(String name) {
        return deleteTable(name, Completion.DONE);
    }

    /**
     * Changes an ACTIVE table; partitions need not know. If there is something to change, it is changed when that is decided, and
     * UPDATING; when it is done, it is ACTIVE. Validation if it is that already and DynamoDB refuses so, LimitExceeded if it
     * was changed too often, ResourceInUse while it is UPDATING.
     */
    CompletableFuture<TableInfo> updateTable(TableChange change, Completion completion);

    /** Completes when it is ACTIVE again. */
    default CompletableFuture<TableInfo> updateTable(TableChange change) {
        return updateTable(change, Completion.DONE);
    }

    /** In the place of tags with the same keys. Validation if there would be too many. */
    CompletableFuture<TableInfo> tagTable(String name, List<Tag> tags);

    CompletableFuture<TableInfo> untagTable(String name, List<String> keys);

    /**
     * Completes when it is decided; the table's {@link io.stator.model.TimeToLive} says when every partition knows. Validation
     * if it is so already, or was changed within the hour.
     */
    CompletableFuture<TableInfo> updateTimeToLive(TimeToLiveChange change);

    /** A strong read. */
    CompletableFuture<Optional<TableInfo>> lookUpTable(String name);

    /** A strong read. */
    CompletableFuture<Optional<PartitionRecord>> lookUpPartition(long id);

    /**
     * Makes a node part of the cluster: replicas come to it by and by. Repeating it changes nothing. ResourceInUse if another
     * node has its addresses, or if the cluster knows the node with another data directory.
     *
     * @param replace takes the place of the node of that id, which then is no part of the cluster any more
     */
    CompletableFuture<CatalogView> admitNode(NodeRecord node, boolean replace);

    /**
     * Has the node's replicas go elsewhere, and then the node. Completes when that is decided; it is done when the view
     * has no such node any more. Repeating it changes nothing. Validation if there would be too few nodes left,
     * ResourceNotFound if there is no such node.
     */
    CompletableFuture<CatalogView> removeNode(String nodeId);

    /** ResourceInUse if there is one of its name. */
    CompletableFuture<UserRecord> addUser(UserRecord user);

    /** ResourceNotFound if there is none. */
    CompletableFuture<UserRecord> removeUser(String name);
}
