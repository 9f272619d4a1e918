package io.stator.catalog;

import io.stator.consensus.ReplicaStatus;
import io.stator.model.TableInfo;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The procedures under way on this node: one for each table, a bounded number at once, the others in line. A tick
 * begins those that an earlier leader left unfinished and gives up those of a term that is over. Thread-safe.
 */
final class TableProcedures {
    private static final Logger LOG = LoggerFactory.getLogger(TableProcedures.class);

    private final TableProcedure.Means means;
    private final Executor executor;

    private final Object lock = new Object();
    /** By table id: running and waiting. */
    private final Map<Long, TableProcedure> known = new HashMap<>();

    private final Deque<TableProcedure> waiting = new ArrayDeque<>();
    private boolean closed;

    /** @param executor begins and ends the procedures, so that neither happens on the thread that applies the log */
    TableProcedures(TableProcedure.Means means, Executor executor) {
        this.means = means;
        this.executor = executor;
    }

    /**
     * Runs the procedure that the table asks for, or joins it if it is under way.
     *
     * @return the table as it ends up; fails with OUTCOME_UNKNOWN if this node loses the lead before
     */
    CompletableFuture<TableInfo> run(TableInfo table) {
        long term = means.leadingTerm();
        TableProcedure procedure;
        synchronized (lock) {
            if (closed || term < 0) {
                return CompletableFuture.failedFuture(TableProcedure.leadershipLost());
            }
            TableProcedure current = known.get(table.id());
            if (current != null) {
                return current.isFor(table, term)
                        ? current.done().copy()
                        : current.done().handle((result, failure) -> table).thenCompose(this::run);
            }
            procedure = new TableProcedure(means, table, term);
            known.put(table.id(), procedure);
            waiting.add(procedure);
        }
        executor.execute(this::beginWaiting);
        return procedure.done().copy();
    }

    void tick() {
        try {
            ReplicaStatus status = means.replica().status();
            long term = means.leadingTerm();
            giveUp(procedure -> !procedure.isOfTerm(term));
            // Before it is ready, entries of earlier leaders may be missing here.
            if (term >= 0 && status.readyToServe()) {
                means.catalog().state().unsettled().values().forEach(this::resume);
            }
        } catch (RuntimeException e) {
            // Thrown, it would end the ticking for good.
            LOG.error("the catalog's tick failed", e);
        }
    }

    private void resume(TableInfo table) {
        boolean isKnown;
        synchronized (lock) {
            isKnown = known.containsKey(table.id());
        }
        if (!isKnown) {
            run(table);
        }
    }

    /** Ends every procedure: their callers are told that another leader will finish. */
    void close() {
        synchronized (lock) {
            closed = true;
        }
        giveUp(procedure -> true);
    }

    int running() {
        synchronized (lock) {
            return known.size() - waiting.size();
        }
    }

    private void giveUp(Predicate<TableProcedure> which) {
        List<TableProcedure> given = new ArrayList<>();
        synchronized (lock) {
            for (TableProcedure procedure : known.values()) {
                if (which.test(procedure)) {
                    given.add(procedure);
                }
            }
            for (TableProcedure procedure : given) {
                known.remove(procedure.table().id());
                waiting.remove(procedure);
            }
        }
        given.forEach(procedure -> procedure.done().completeExceptionally(TableProcedure.leadershipLost()));
    }

    private void beginWaiting() {
        while (true) {
            TableProcedure next;
            synchronized (lock) {
                if (running() >= CatalogLimits.PROCEDURES_MAX || waiting.isEmpty()) {
                    return;
                }
                next = waiting.remove();
            }
            worked(next).whenCompleteAsync((table, failure) -> ended(next, table, failure), executor);
        }
    }

    /** A bug in a procedure ends that procedure: it must not be counted as running for ever. */
    private static CompletableFuture<TableInfo> worked(TableProcedure procedure) {
        try {
            return procedure.work();
        } catch (RuntimeException e) {
            LOG.error(
                    "the procedure of table {} failed to begin",
                    procedure.table().id(),
                    e);
            return CompletableFuture.failedFuture(e);
        }
    }

    private void ended(TableProcedure procedure, @Nullable TableInfo table, @Nullable Throwable failure) {
        synchronized (lock) {
            // Given up, it is not known any more, and another may be known in its place.
            known.remove(procedure.table().id(), procedure);
        }
        if (failure == null) {
            procedure.done().complete(table);
        } else {
            Throwable cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            procedure
                    .done()
                    .completeExceptionally(
                            cause instanceof CancellationException ? TableProcedure.leadershipLost() : cause);
        }
        beginWaiting();
    }
}
