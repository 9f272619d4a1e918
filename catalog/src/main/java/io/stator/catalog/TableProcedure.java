package io.stator.catalog;

import io.stator.consensus.ConsensusException;
import io.stator.consensus.Replica;
import io.stator.consensus.ReplicaStatus;
import io.stator.model.ErrorCode;
import io.stator.model.StatorException;
import io.stator.model.TableInfo;
import io.stator.proto.v1.CatalogCommand;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Brings one table from CREATING or UPDATING to ACTIVE, from DELETING to nothing, or its time to live to every partition: tells each until it has
 * confirmed, and only then has the catalog say so. Every step may be repeated, by this leader or by the next one:
 * what is remembered between leaders is the table itself.
 */
final class TableProcedure {

    /** What procedures work with; the same for all of one catalog. */
    record Means(
            CatalogStateMachine catalog,
            Replica<CatalogOutcome> replica,
            PartitionControl partitions,
            PersistentAttempts attempts) {

        /** The term that this node leads in, -1 if it does not. */
        long leadingTerm() {
            ReplicaStatus status = replica.status();
            return status.role() == ReplicaStatus.Role.LEADER ? status.term() : -1;
        }
    }

    private final Means means;
    private final TableInfo table;
    private final long term;
    private final CompletableFuture<TableInfo> done = new CompletableFuture<>();
    private final Set<Long> confirmed = ConcurrentHashMap.newKeySet();

    TableProcedure(Means means, TableInfo table, long term) {
        this.means = means;
        this.table = table;
        this.term = term;
    }

    TableInfo table() {
        return table;
    }

    /** Completed by {@link TableProcedures}, once this procedure no longer counts as running. */
    CompletableFuture<TableInfo> done() {
        return done;
    }

    boolean isFor(TableInfo other, long leadingTerm) {
        return TableTask.isSame(table, other) && term == leadingTerm;
    }

    boolean isOfTerm(long leadingTerm) {
        return term == leadingTerm;
    }

    /** Cancelled when this node no longer leads, or the procedure was given up. */
    CompletableFuture<TableInfo> work() {
        TableInfo now = means.catalog().state().table(table.id());
        if (now == null) {
            return TableTask.of(table) == TableTask.DROP
                    ? CompletableFuture.completedFuture(table)
                    : CompletableFuture.failedFuture(new StatorException(
                            ErrorCode.RESOURCE_NOT_FOUND,
                            "Requested resource not found: Table: " + table.name() + " not found"));
        }
        if (!TableTask.isSame(now, table)) {
            // Someone finished it already.
            return CompletableFuture.completedFuture(now);
        }
        return TableTask.of(table) == TableTask.CONFIRM
                ? settle()
                : onEveryPartition().thenCompose(all -> settle());
    }

    private CompletableFuture<Void> onEveryPartition() {
        List<PartitionRecord> missing = means.catalog().view().partitions().stream()
                .filter(partition -> !confirmed.contains(partition.id()))
                .toList();
        if (missing.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        return CompletableFuture.allOf(missing.stream()
                        .map(partition -> onPartition(partition.id()))
                        .toArray(CompletableFuture<?>[]::new))
                // Again: the map may have changed meanwhile.
                .thenCompose(all -> onEveryPartition());
    }

    private CompletableFuture<Void> onPartition(long partitionId) {
        String what = TableTask.of(table) + " table " + table.id() + " on partition " + partitionId;
        return means.attempts()
                .untilDone(what, this::isWanted, () -> tell(partitionId))
                .thenAccept(done -> confirmed.add(partitionId));
    }

    /** Looks the partition up for each attempt: bounds and replicas may have changed since the last. */
    private CompletableFuture<Void> tell(long partitionId) {
        Optional<PartitionRecord> partition = means.catalog().view().partition(partitionId);
        if (partition.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        return switch (TableTask.of(table)) {
            case INSTALL, TELL -> means.partitions().installTable(partition.get(), table);
            case DROP -> means.partitions().dropTable(partition.get(), table.id());
            case CONFIRM, NONE -> throw new IllegalStateException("nothing to tell of table " + table.id());
        };
    }

    private CompletableFuture<TableInfo> settle() {
        CatalogCommand command = switch (TableTask.of(table)) {
            case INSTALL, CONFIRM -> CatalogCommands.activateTable(table.id());
            case DROP -> CatalogCommands.forgetTable(table.id());
            case TELL -> CatalogCommands.settleTimeToLive(table);
            case NONE -> throw new IllegalStateException("nothing to do for a settled table");
        };
        return means.attempts()
                .untilDone(
                        "settling table " + table.id(),
                        this::isWanted,
                        () -> means.replica().propose(command.toByteArray()))
                .thenApply(this::settled);
    }

    private TableInfo settled(CatalogOutcome outcome) {
        if (outcome instanceof CatalogOutcome.TableStands stands) {
            return stands.table();
        }
        if (outcome instanceof CatalogOutcome.TableForgotten) {
            return table;
        }
        if (outcome instanceof CatalogOutcome.Refused refused) {
            throw refused.toException();
        }
        throw new IllegalStateException("not an answer to this command: " + outcome);
    }

    private boolean isWanted() {
        return !done.isDone() && means.leadingTerm() == term;
    }

    /** What callers are told when the next leader has to finish it. */
    static ConsensusException leadershipLost() {
        return new ConsensusException(
                ConsensusException.Reason.OUTCOME_UNKNOWN,
                "The catalog has a new leader, which will finish what was begun",
                "",
                null);
    }
}
