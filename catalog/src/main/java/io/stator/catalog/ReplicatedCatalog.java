package io.stator.catalog;

import io.stator.consensus.Replica;
import io.stator.consensus.StrongRead;
import io.stator.model.StatorException;
import io.stator.model.TableChange;
import io.stator.model.TableDefinition;
import io.stator.model.TableInfo;
import io.stator.model.TableRules;
import io.stator.model.Tag;
import io.stator.model.TimeToLiveChange;
import io.stator.model.Validation;
import io.stator.proto.v1.CatalogCommand;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The catalog of one node, on its replica of the catalog's group. While that leads, it also takes every table that is
 * half made or half deleted to its end, whoever began it, and every change of nodes.
 *
 * <p>Thread-safe. {@link #start} once, {@link #close} once, before the replica and the scheduler are closed.
 */
public final class ReplicatedCatalog implements Catalog, AutoCloseable {

    /**
     * What a catalog is wired to.
     *
     * @param stateMachine the one that the replica drives
     * @param scheduler begins procedures, waits and ticks; one thread is enough; not closed here
     * @param clock wall clock, for the times at which tables are made and changed
     * @param random of the back-off and of tables' ids; thread-safe
     */
    public record Wiring(
            CatalogStateMachine stateMachine,
            Replica<CatalogOutcome> replica,
            PartitionControl partitions,
            ScheduledExecutorService scheduler,
            InstantSource clock,
            ProcedurePacing pacing,
            RandomGenerator random) {

        /** The usual pacing and randomness. */
        public static Wiring usual(
                CatalogStateMachine stateMachine,
                Replica<CatalogOutcome> replica,
                PartitionControl partitions,
                ScheduledExecutorService scheduler) {
            return new Wiring(
                    stateMachine,
                    replica,
                    partitions,
                    scheduler,
                    InstantSource.system(),
                    ProcedurePacing.DEFAULT,
                    (RandomGenerator) () -> ThreadLocalRandom.current().nextLong());
        }
    }

    private final Wiring wiring;
    private final TableProcedures procedures;
    private final Reconfiguration reconfiguration;
    private @Nullable ScheduledFuture<?> ticking;

    public ReplicatedCatalog(Wiring wiring) {
        this.wiring = wiring;
        PersistentAttempts attempts = new PersistentAttempts(wiring.scheduler(), wiring.pacing(), wiring.random());
        TableProcedure.Means means =
                new TableProcedure.Means(wiring.stateMachine(), wiring.replica(), wiring.partitions(), attempts);
        this.procedures = new TableProcedures(means, wiring.scheduler());
        this.reconfiguration = new Reconfiguration(means);
    }

    /** Begins to look after unfinished tables, and after groups whose members are not what they should be. */
    public synchronized void start() {
        long tickMillis = wiring.pacing().tickMillis();
        ticking = wiring.scheduler().scheduleWithFixedDelay(this::tick, tickMillis, tickMillis, TimeUnit.MILLISECONDS);
    }

    private void tick() {
        procedures.tick();
        reconfiguration.tick();
    }

    /** Those who wait for a table are told that another leader will finish it. */
    @Override
    public synchronized void close() {
        if (ticking != null) {
            ticking.cancel(false);
            ticking = null;
        }
        procedures.close();
    }

    /**
     * Founds the cluster; repeated with the same cluster id, it changes nothing. On the catalog's leader only.
     * ResourceInUse if the cluster is founded under another id, Validation if it cannot be founded so.
     */
    public CompletableFuture<CatalogView> foundCluster(Founding founding) {
        return propose(CatalogCommands.foundCluster(founding)).thenApply(outcome -> view());
    }

    @Override
    public CatalogView view() {
        return wiring.stateMachine().view();
    }

    @Override
    public CompletableFuture<CatalogView> strongView() {
        return StrongRead.of(wiring.replica(), this::view);
    }

    @Override
    public void onChange(CatalogListener listener) {
        wiring.stateMachine().onChange(listener);
    }

    @Override
    public CompletableFuture<TableInfo> createTable(TableDefinition definition, Completion completion) {
        return proposed(
                        () -> TableRules.definition(definition),
                        () -> CatalogCommands.createTable(new TableCreation(
                                definition, randomUuid(), wiring.clock().millis())))
                .thenCompose(table -> finish(table, completion));
    }

    @Override
    public CompletableFuture<TableInfo> deleteTable(String name, Completion completion) {
        return proposed(() -> Validation.tableName(name), () -> CatalogCommands.deleteTable(name))
                .thenCompose(table -> finish(table, completion));
    }

    @Override
    public CompletableFuture<TableInfo> updateTable(TableChange change, Completion completion) {
        return proposed(
                        () -> TableRules.change(change),
                        () -> CatalogCommands.updateTable(
                                change, !isOfMaximaOnly(change), wiring.clock().millis()))
                .thenCompose(table -> finish(table, completion));
    }

    /** DynamoDB's tables stay ACTIVE while these change. */
    private static boolean isOfMaximaOnly(TableChange change) {
        return change.equals(TableChange.of(change.table()).limitedTo(change.maxima()));
    }

    @Override
    public CompletableFuture<TableInfo> tagTable(String name, List<Tag> tags) {
        return proposed(() -> TableRules.tagging(name, tags), () -> CatalogCommands.tagTable(name, tags));
    }

    @Override
    public CompletableFuture<TableInfo> untagTable(String name, List<String> keys) {
        return proposed(() -> TableRules.untagging(name, keys), () -> CatalogCommands.untagTable(name, keys));
    }

    @Override
    public CompletableFuture<TableInfo> updateTimeToLive(TimeToLiveChange change) {
        return proposed(
                        () -> TableRules.timeToLive(change),
                        () -> CatalogCommands.updateTimeToLive(
                                change, wiring.clock().millis()))
                .thenCompose(table -> finish(table, Completion.DECIDED));
    }

    /** Of version 4. */
    private String randomUuid() {
        long high = wiring.random().nextLong() & 0xffff_ffff_ffff_0fffL | 0x4000L;
        long low = wiring.random().nextLong() & 0x3fff_ffff_ffff_ffffL | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }

    @Override
    public CompletableFuture<Optional<TableInfo>> lookUpTable(String name) {
        return strongView().thenApply(view -> Optional.ofNullable(view.tables().get(name)));
    }

    @Override
    public CompletableFuture<Optional<PartitionRecord>> lookUpPartition(long id) {
        return strongView().thenApply(view -> view.partition(id));
    }

    @Override
    public CompletableFuture<CatalogView> admitNode(NodeRecord node, boolean replace) {
        return propose(CatalogCommands.admitNode(node, replace)).thenApply(outcome -> view());
    }

    @Override
    public CompletableFuture<CatalogView> removeNode(String nodeId) {
        return propose(CatalogCommands.drainNode(nodeId)).thenApply(outcome -> view());
    }

    @Override
    public CompletableFuture<UserRecord> addUser(UserRecord user) {
        try {
            UserChanges.requireName(user.name());
        } catch (StatorException e) {
            return CompletableFuture.failedFuture(e);
        }
        return propose(CatalogCommands.addUser(user)).thenApply(ReplicatedCatalog::userOf);
    }

    @Override
    public CompletableFuture<UserRecord> removeUser(String name) {
        try {
            UserChanges.requireName(name);
        } catch (StatorException e) {
            return CompletableFuture.failedFuture(e);
        }
        return propose(CatalogCommands.removeUser(name)).thenApply(ReplicatedCatalog::userOf);
    }

    private static UserRecord userOf(CatalogOutcome outcome) {
        if (outcome instanceof CatalogOutcome.UserStands stands) {
            return stands.user();
        }
        throw new IllegalStateException("not an answer to this command: " + outcome);
    }

    /**
     * Proposes a change of one table.
     *
     * @param check throws a StatorException if it is not to be proposed at all
     */
    private CompletableFuture<TableInfo> proposed(Runnable check, Supplier<CatalogCommand> command) {
        try {
            check.run();
        } catch (StatorException e) {
            return CompletableFuture.failedFuture(e);
        }
        return propose(command.get()).thenApply(outcome -> {
            if (outcome instanceof CatalogOutcome.TableStands stands) {
                return stands.table();
            }
            throw new IllegalStateException("not an answer to this command: " + outcome);
        });
    }

    /** Begins at once what the table asks for; should this node lose the lead, the next leader does. */
    private CompletableFuture<TableInfo> finish(TableInfo table, Completion completion) {
        if (TableTask.of(table) == TableTask.NONE) {
            return CompletableFuture.completedFuture(table);
        }
        CompletableFuture<TableInfo> finished = procedures.run(table);
        return completion == Completion.DONE ? finished : CompletableFuture.completedFuture(table);
    }

    /** A refusal becomes the future's failure. */
    private CompletableFuture<CatalogOutcome> propose(CatalogCommand command) {
        return wiring.replica().propose(command.toByteArray()).thenApply(CatalogOutcome::orThrow);
    }
}
