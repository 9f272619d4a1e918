package io.stator.client.routing;

import io.grpc.Deadline;
import io.stator.model.ErrorCode;
import io.stator.model.StatorException;
import io.stator.model.TableInfo;
import io.stator.proto.v1.DescribeTableRequest;
import io.stator.proto.v1.Table;
import io.stator.proto.v1.TablesGrpc;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What is known of tables, by name. May be out of date; whoever finds out asks for a refresh. Thread-safe. */
final class Tables {
    /** Beyond it, any table is forgotten for each one that is learnt. */
    static final int CACHED_MAX = 10_000;

    private final CallMachinery machinery;
    private final PartitionMaps maps;
    private final ConcurrentHashMap<String, TableInfo> known = new ConcurrentHashMap<>();
    private final SharedQuestions<TableInfo> questions = new SharedQuestions<>(this::describe);

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

    /**
     * As some node knows it after this was asked; asked once for all who wait at that time.
     *
     * @param deadline of this asker alone: then it fails with SERVICE_UNAVAILABLE
     */
    CompletableFuture<TableInfo> refresh(String name, Deadline deadline) {
        CompletableFuture<TableInfo> answer = questions.ask(name);
        long left = Math.max(0, deadline.timeRemaining(TimeUnit.NANOSECONDS));
        return machinery
                .await(answer, left)
                .thenCompose(ended -> answer.isDone()
                        ? answer
                        : CompletableFuture.failedFuture(
                                new StatorException(ErrorCode.SERVICE_UNAVAILABLE, "No answer within the deadline")));
    }

    private CompletableFuture<TableInfo> describe(String name) {
        DescribeTableRequest request =
                DescribeTableRequest.newBuilder().setName(name).build();
        AnyNodeDestination<DescribeTableRequest, Table> anyNode = new AnyNodeDestination<>(machinery, maps, request);
        return RetryingCall.start(
                        machinery,
                        new RetryingCall.Parts<>(
                                TablesGrpc.getDescribeTableMethod(),
                                Repeat.HARMLESS,
                                machinery.sharedDeadline(),
                                anyNode))
                .handle((table, failure) -> answered(name, table, failure));
    }

    private TableInfo answered(String name, @Nullable Table table, @Nullable Throwable failure) {
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
        return info;
    }
}
