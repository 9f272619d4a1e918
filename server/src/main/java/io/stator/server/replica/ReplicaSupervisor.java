package io.stator.server.replica;

import io.stator.catalog.CatalogView;
import io.stator.catalog.Founding;
import io.stator.catalog.NodeRecord;
import io.stator.catalog.PartitionRecord;
import io.stator.catalog.ReplicatedCatalog;
import io.stator.consensus.ConsensusHost;
import io.stator.consensus.GroupId;
import io.stator.consensus.Replica;
import io.stator.consensus.ReplicaStatus;
import io.stator.partition.CommandOutcome;
import io.stator.partition.Partition;
import io.stator.partition.replica.PartitionStateMachine;
import io.stator.server.bootstrap.GroupIds;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes what runs on this node what the catalog says: founds the cluster if nobody has, starts the replicas that are
 * placed here, removes those that have gone elsewhere, gives partitions that this node leads their bounds, and hands them
 * to their preferred leaders. One thread of its own does it all, on each
 * change of the catalog and at every tick, so that whatever failed is tried again.
 */
public final class ReplicaSupervisor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReplicaSupervisor.class);
    private static final long TICK_MILLIS = 200;
    private static final long CLOSE_SECONDS = 30;

    /**
     * What it works on.
     *
     * @param host started, with the catalog's replica
     * @param preferredLeaders hands over to them
     * @param makePartition the face of a replica on its state
     * @param lookUp asks the catalog's leader where a partition is to be: this node's own view may be of long ago
     * @param onStarted hears of each partition's replica that runs now
     * @param onRemoved hears of each that does not any more
     */
    public record Means(
            ConsensusHost host,
            ReplicaStateMachines stateMachines,
            LocalReplicas replicas,
            Places places,
            ReplicatedCatalog catalog,
            Replica<?> catalogReplica,
            Founding founding,
            PreferredLeaders preferredLeaders,
            PartitionMaker makePartition,
            LongFunction<CompletableFuture<Optional<PartitionRecord>>> lookUp,
            Consumer<LocalPartition> onStarted,
            Consumer<LocalPartition> onRemoved) {}

    /** Makes the face of a partition's replica. */
    @FunctionalInterface
    public interface PartitionMaker {
        Partition make(PartitionStateMachine stateMachine, Replica<CommandOutcome> replica);
    }

    private final Means means;
    private final ScheduledExecutorService thread;
    private final AtomicBoolean changed = new AtomicBoolean();

    /** Proposals under way, by partition id; 0 for the founding. Of the thread alone. */
    private final Map<Long, CompletableFuture<?>> underWay = new HashMap<>();

    /** Questions under way of where a partition is to be, by its id. Of the thread alone. */
    private final Map<Long, CompletableFuture<?>> asked = new HashMap<>();

    public ReplicaSupervisor(Means means) {
        this.means = means;
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread supervisor =
                    new Thread(task, "supervisor-" + means.places().self().id());
            supervisor.setDaemon(true);
            return supervisor;
        });
    }

    /** Once. */
    public void start() {
        means.catalog().onChange(view -> wake());
        thread.scheduleWithFixedDelay(this::tick, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Called on the catalog's apply thread; many changes become one run. */
    private void wake() {
        if (changed.compareAndSet(false, true)) {
            try {
                thread.execute(this::tick);
            } catch (RejectedExecutionException e) {
                LOG.debug("a change of the catalog after the supervisor was closed", e);
            }
        }
    }

    private void tick() {
        changed.set(false);
        try {
            CatalogView view = means.catalog().view();
            if (view.clusterId().isEmpty()) {
                foundCluster();
                return;
            }
            if (!view.clusterId().equals(means.founding().clusterId())) {
                LOG.error(
                        "the catalog is of cluster {}, this node of {}",
                        view.clusterId(),
                        means.founding().clusterId());
                return;
            }
            means.places().learn(view.nodes().values());
            means.places().keep(view.nodes().keySet());
            for (PartitionRecord partition : view.partitions()) {
                if (isHere(partition)) {
                    keep(partition, view);
                } else if (means.replicas().partition(partition.id()) != null) {
                    confirm(partition, this::remove);
                }
            }
        } catch (RuntimeException e) {
            // The next tick tries again; without this the executor would drop every later one.
            LOG.error("the supervisor failed", e);
        }
    }

    private void foundCluster() {
        if (leads(means.catalogReplica())) {
            once(0, "founding the cluster", () -> means.catalog().foundCluster(means.founding()));
        }
    }

    private void keep(PartitionRecord partition, CatalogView view) {
        LocalPartition local = means.replicas().partition(partition.id());
        if (local == null) {
            GroupId group = GroupIds.partition(view.clusterId(), partition.id());
            if (means.host().groups().contains(group)) {
                show(partition, group);
            } else {
                confirm(partition, this::start);
            }
            return;
        }
        if (!local.record().equals(partition)) {
            local = new LocalPartition(partition, local.group(), local.partition(), local.replica());
            means.replicas().partitionStarted(local);
        }
        Partition face = local.partition();
        if (face.epoch() == 0 && leads(local.replica())) {
            once(
                    partition.id(),
                    "establishing partition " + partition.id(),
                    () -> face.establish(partition.id(), partition.epoch(), partition.bounds()));
        }
        NodeRecord preferred = view.nodes().get(partition.replicas().get(0));
        if (partition.isSettled() && preferred != null) {
            means.preferredLeaders().look(partition.id(), local.replica(), preferred);
        }
    }

    private boolean isHere(PartitionRecord partition) {
        return partition.replicas().contains(means.places().self().id());
    }

    /**
     * Acts on what the catalog's leader says now. After a restart this node's view passes through all that the catalog's log
     * holds: by an old one it would remove a replica that has come back since, or begin one, as at the founding, of a group
     * that has gone on elsewhere.
     */
    private void confirm(PartitionRecord partition, Consumer<PartitionRecord> act) {
        CompletableFuture<?> before = asked.get(partition.id());
        if (before != null && !before.isDone()) {
            return;
        }
        asked.put(
                partition.id(),
                means.lookUp()
                        .apply(partition.id())
                        .thenAcceptAsync(now -> now.ifPresent(found -> attempt(found, act)), thread)
                        .exceptionally(failure -> {
                            LOG.debug("where partition {} is to be is asked again", partition.id(), failure);
                            return null;
                        }));
    }

    private static void attempt(PartitionRecord now, Consumer<PartitionRecord> act) {
        try {
            act.accept(now);
        } catch (RuntimeException e) {
            LOG.error("the supervisor failed on partition {}", now.id(), e);
        }
    }

    /** Only once the group has other members: until then this replica counts. */
    private void remove(PartitionRecord now) {
        LocalPartition local = means.replicas().partition(now.id());
        if (local == null || isHere(now) || !now.isSettled()) {
            return;
        }
        means.replicas().partitionStopped(now.id());
        try {
            means.host().remove(local.group());
            means.stateMachines().delete(local.group());
            means.onRemoved().accept(local);
            LOG.info("replica of partition {} has gone elsewhere", now.id());
        } catch (IOException e) {
            means.replicas().partitionStarted(local);
            LOG.error("cannot remove the replica of partition {}", now.id(), e);
        }
    }

    /**
     * Where a partition was placed at the founding, all begin together. Where it has been placed anew, there is a group, and
     * it takes this replica in: by itself that takes part in nothing.
     */
    private void start(PartitionRecord now) {
        CatalogView view = means.catalog().view();
        GroupId group = GroupIds.partition(view.clusterId(), now.id());
        if (!isHere(now) || means.host().groups().contains(group)) {
            return;
        }
        try {
            // What a replica has left here that was removed, without its log.
            means.stateMachines().delete(group);
            means.host().add(group, now.placement() == 0 ? view.members(now) : List.of());
            show(now, group);
        } catch (IOException e) {
            LOG.error("cannot start the replica of partition {}", now.id(), e);
        }
    }

    private void show(PartitionRecord partition, GroupId group) {
        Optional<Replica<CommandOutcome>> replica = means.host().replica(group);
        PartitionStateMachine stateMachine = means.stateMachines().partition(group);
        if (replica.isEmpty() || stateMachine == null) {
            LOG.error("the replica of partition {} was added and is not there", partition.id());
            return;
        }
        LocalPartition started = new LocalPartition(
                partition, group, means.makePartition().make(stateMachine, replica.get()), replica.get());
        means.replicas().partitionStarted(started);
        means.onStarted().accept(started);
        LOG.info("replica of partition {} runs, group {}", partition.id(), group);
    }

    private static boolean leads(Replica<?> replica) {
        return replica.status().role() == ReplicaStatus.Role.LEADER;
    }

    /** Begins it unless it is under way; what failed is begun again at a later tick. */
    private void once(long key, String what, Supplier<CompletableFuture<?>> work) {
        CompletableFuture<?> before = underWay.get(key);
        if (before != null && !before.isDone()) {
            return;
        }
        CompletableFuture<?> begun = work.get();
        underWay.put(key, begun);
        begun.whenComplete((done, failure) -> {
            if (failure == null) {
                LOG.info("done: {}", what);
            } else {
                LOG.info(
                        "{} failed and is tried again: {}",
                        what,
                        Failures.unwrap(failure).toString());
            }
        });
    }

    /** Waits for what it is doing; starts nothing after. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("the supervisor is still busy");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
