package io.stator.client.routing;

import io.grpc.Deadline;
import io.stator.model.StatorException;
import io.stator.model.TableInfo;
import io.stator.proto.v1.DescribeTableRequest;
import io.stator.proto.v1.Table;
import io.stator.proto.v1.TablesGrpc;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What is known of tables, by name. May be out of date; whoever finds out asks for a refresh. Thread-safe. */
final class Tables {
    /** Beyond it, any table is forgotten for each one that is learnt. */
    static final int CACHED_MAX = 10_000;

    private final CallMachinery machinery;
    private final PartitionMaps maps;
    private final ConcurrentHashMap<String, TableInfo> known = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, CompletableFuture<TableInfo>> pending = new ConcurrentHashMap<>();

    Tables(CallMachinery machinery, PartitionMaps maps) {
        this.machinery = machinery;
        this.maps = maps;
    }

    @Nullable
    TableInfo cached(String name) {
        return known.get(name);
    }

    void learn(TableInfo table) {
        if (known.put(table.name(), table) == null && known.size() > CACHED_MAX) {
            Iterator<String> names = known.keySet().iterator();
            while (names.hasNext() && known.size() > CACHED_MAX) {
                String name = names.next();
                if (!name.equals(table.name())) {
                    known.remove(name);
                }
            }
        }
    }

    void forget(String name) {
        known.remove(name);
    }

    /** Asks a node; one question at a time for each name. */
    CompletableFuture<TableInfo> refresh(String name, Deadline deadline) {
        CompletableFuture<TableInfo> mine = new CompletableFuture<>();
        CompletableFuture<TableInfo> other = pending.putIfAbsent(name, mine);
        if (other != null) {
            return other;
        }
        describe(name, deadline).whenComplete((table, failure) -> {
            pending.remove(name, mine);
            complete(mine, name, table, failure);
        });
        return mine;
    }

    private CompletableFuture<Table> describe(String name, Deadline deadline) {
        DescribeTableRequest request =
                DescribeTableRequest.newBuilder().setName(name).build();
        AnyNodeDestination<DescribeTableRequest, Table> anyNode = new AnyNodeDestination<>(machinery, maps, request);
        return RetryingCall.start(
                machinery,
                new RetryingCall.Parts<>(TablesGrpc.getDescribeTableMethod(), Repeat.HARMLESS, deadline, anyNode));
    }

    private void complete(
            CompletableFuture<TableInfo> waiting, String name, @Nullable Table table, @Nullable Throwable failure) {
        try {
            if (failure != null || table == null) {
                StatorException error =
                        ErrorCodec.toStatorException(failure == null ? new IllegalStateException("no table") : failure);
                if (!error.code().retryable()) {
                    forget(name);
                }
                throw error;
            }
            TableInfo info = TableConversions.fromProto(table);
            learn(info);
            waiting.complete(info);
        } catch (StatorException error) {
            waiting.completeExceptionally(error);
        }
    }
}
