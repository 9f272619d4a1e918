package io.stator.catalog;

import io.stator.consensus.Member;
import io.stator.consensus.ReplicaStatus;
import io.stator.proto.v1.CatalogCommand;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the members of every group to what the catalog has decided, and has it decide the next move until replicas are
 * spread evenly and nodes that are to go are gone. One step at a time, at the catalog's leader: at no time do two groups
 * change, and a step that fails gives way to the next. All state is in the catalog, so any leader goes on where the last
 * one stopped.
 *
 * <p>The catalog's own group comes first, because a node finds out through it what it is to hold. Ticked by one thread.
 */
final class Reconfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(Reconfiguration.class);

    private final TableProcedure.Means means;
    private CompletableFuture<?> underWay = CompletableFuture.completedFuture(null);
    private long lastTried;

    Reconfiguration(TableProcedure.Means means) {
        this.means = means;
    }

    private record Step(String what, CompletableFuture<?> end) {}

    void tick() {
        try {
            ReplicaStatus status = means.replica().status();
            if (underWay.isDone()
                    && status.role() == ReplicaStatus.Role.LEADER
                    && status.readyToServe()
                    && !means.catalog().view().clusterId().isEmpty()) {
                Step step = next();
                if (step != null) {
                    begin(step);
                }
            }
        } catch (RuntimeException e) {
            // Thrown, it would end the ticking for good.
            LOG.error("a reconfiguration failed to begin", e);
        }
    }

    private void begin(Step step) {
        LOG.info("begins: {}", step.what);
        underWay = step.end.handle((done, failure) -> {
            if (failure == null) {
                LOG.info("done: {}", step.what);
            } else {
                Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
                LOG.info("{} failed and is tried again: {}", step.what, String.valueOf(cause));
            }
            return null;
        });
    }

    private @Nullable Step next() {
        CatalogView view = means.catalog().view();
        List<Member> catalogMembers = view.catalogMembers();
        // Priorities may have been exchanged, to have another one lead.
        if (!places(means.replica().members()).equals(places(catalogMembers))) {
            return new Step(
                    "the catalog's members become " + ids(catalogMembers),
                    means.replica().changeMembers(catalogMembers));
        }
        Optional<PartitionRecord> unsettled = nextUnsettled(view);
        if (unsettled.isPresent()) {
            return settle(unsettled.get(), view);
        }
        Optional<String> drained = view.draining().stream()
                .filter(nodeId -> view.partitions().stream()
                        .noneMatch(partition -> partition.replicas().contains(nodeId)))
                .findFirst();
        if (drained.isPresent()) {
            return new Step("node " + drained.get() + " goes", propose(CatalogCommands.removeNode(drained.get())));
        }
        return Rebalancing.next(means.catalog().state())
                .map(move -> new Step(
                        "partition " + move.partition().id() + " is to be on " + move.replicas(),
                        propose(CatalogCommands.placePartition(move))))
                .orElse(null);
    }

    /** In turn: one whose group has no majority must not keep the others from being repaired. */
    private Optional<PartitionRecord> nextUnsettled(CatalogView view) {
        Comparator<PartitionRecord> inTurn = Comparator.<PartitionRecord, Boolean>comparing(
                        partition -> partition.id() <= lastTried)
                .thenComparingLong(PartitionRecord::id);
        return view.partitions().stream()
                .filter(partition -> !partition.isSettled())
                .min(inTurn);
    }

    private Step settle(PartitionRecord partition, CatalogView view) {
        lastTried = partition.id();
        List<Member> members = view.members(partition);
        return new Step(
                "the members of partition " + partition.id() + " become " + ids(members),
                means.partitions()
                        .changeMembers(partition, members)
                        .thenCompose(changed -> propose(CatalogCommands.settlePartition(partition))));
    }

    private CompletableFuture<CatalogOutcome> propose(CatalogCommand command) {
        return means.replica().propose(command.toByteArray()).thenApply(CatalogOutcome::orThrow);
    }

    private static Set<String> places(Collection<Member> members) {
        return members.stream()
                .map(member -> member.id() + " " + member.address())
                .collect(Collectors.toSet());
    }

    private static List<String> ids(Collection<Member> members) {
        return members.stream().map(Member::id).toList();
    }
}
