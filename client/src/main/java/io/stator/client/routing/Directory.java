package io.stator.client.routing;

import io.grpc.Deadline;
import io.stator.model.ErrorCode;
import io.stator.model.StatorException;
import io.stator.model.TableInfo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The tables and the partition map, for calls that need both. Thread-safe. */
final class Directory {
    private final CallMachinery machinery;
    private final PartitionMaps maps;
    private final Tables tables;

    Directory(CallMachinery machinery, WriteCounts counts) {
        this.machinery = machinery;
        this.maps = new PartitionMaps(machinery, counts);
        this.tables = new Tables(machinery, maps);
    }

    PartitionMaps maps() {
        return maps;
    }

    Tables tables() {
        return tables;
    }

    /** @throws StatorException SERVICE_UNAVAILABLE if it was forgotten since {@link #load} */
    TableInfo table(String name) {
        TableInfo table = tables.cached(name);
        if (table == null) {
            throw new StatorException(ErrorCode.SERVICE_UNAVAILABLE, "Not known: table " + name);
        }
        return table;
    }

    /** @throws StatorException SERVICE_UNAVAILABLE before the first {@link #load} */
    RoutingTable map() {
        RoutingTable map = maps.current();
        if (map == null) {
            throw new StatorException(ErrorCode.SERVICE_UNAVAILABLE, "Not known: the partition map");
        }
        return map;
    }

    /** Ends when the map and these tables are known; tries until the deadline. */
    CompletableFuture<Void> load(Collection<String> names, Deadline deadline) {
        List<CompletableFuture<?>> missing = missing(names, deadline);
        if (missing.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> loaded = new CompletableFuture<>();
        await(missing, new Wait(names, deadline, loaded), 0);
        return loaded;
    }

    private record Wait(Collection<String> names, Deadline deadline, CompletableFuture<Void> loaded) {}

    private void await(List<CompletableFuture<?>> missing, Wait wait, int failures) {
        CompletableFuture<Void> all = CompletableFuture.allOf(missing.toArray(CompletableFuture<?>[]::new));
        long left = Math.max(0, wait.deadline().timeRemaining(TimeUnit.NANOSECONDS));
        machinery.await(all, left).whenComplete((ended, none) -> {
            StatorException error = errorOf(all);
            if (error == null) {
                wait.loaded().complete(null);
            } else if (!error.code().retryable()
                    || wait.deadline().isExpired()
                    || machinery.openCalls().isClosed()) {
                wait.loaded().completeExceptionally(error);
            } else {
                long delay = machinery.backoff().delayNanos(failures);
                machinery
                        .openCalls()
                        .later(() -> await(missing(wait.names(), wait.deadline()), wait, failures + 1), delay);
            }
        });
    }

    private static @Nullable StatorException errorOf(CompletableFuture<Void> all) {
        if (!all.isDone()) {
            return new StatorException(ErrorCode.SERVICE_UNAVAILABLE, "No answer within the deadline");
        }
        if (!all.isCompletedExceptionally()) {
            return null;
        }
        try {
            all.getNow(null);
            return null;
        } catch (RuntimeException failure) {
            return ErrorCodec.toStatorException(failure);
        }
    }

    private List<CompletableFuture<?>> missing(Collection<String> names, Deadline deadline) {
        List<CompletableFuture<?>> missing = new ArrayList<>();
        if (maps.current() == null) {
            missing.add(maps.refresh());
        }
        for (String name : names) {
            if (tables.cached(name) == null) {
                missing.add(tables.refresh(name, deadline));
            }
        }
        return missing;
    }
}
