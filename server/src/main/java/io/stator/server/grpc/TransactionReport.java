package io.stator.server.grpc;

import io.stator.consensus.ReplicaStatus;
import io.stator.model.TableInfo;
import io.stator.partition.HybridClock;
import io.stator.proto.v1.ListTransactionsResponse;
import io.stator.proto.v1.UndecidedTransaction;
import io.stator.server.replica.LocalPartition;
import io.stator.server.replica.LocalReplicas;
import io.stator.server.replica.Places;
import io.stator.txn.TransactionRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Undecided transactions of the partitions that this node leads. Thread-safe. */
public final class TransactionReport {
    private static final int PARTITION_MAX = 1_000;

    private final LocalReplicas replicas;
    private final Places places;
    private final HybridClock clock;

    public TransactionReport(LocalReplicas replicas, Places places, HybridClock clock) {
        this.replicas = replicas;
        this.places = places;
        this.clock = clock;
    }

    CompletableFuture<ListTransactionsResponse> list() {
        List<CompletableFuture<List<UndecidedTransaction>>> all = new ArrayList<>();
        for (LocalPartition local : replicas.all()) {
            if (local.replica().status().role() == ReplicaStatus.Role.LEADER) {
                all.add(local.partition()
                        .undecided(PARTITION_MAX)
                        .thenApply(records -> records.stream()
                                .map(record -> undecided(local, record))
                                .toList()));
            }
        }
        return CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new)).thenApply(done -> {
            ListTransactionsResponse.Builder response = ListTransactionsResponse.newBuilder();
            all.stream()
                    .flatMap(part -> part.join().stream())
                    .sorted(Comparator.comparingLong(UndecidedTransaction::getOverdueMillis)
                            .reversed())
                    .forEach(response::addTransactions);
            return response.build();
        });
    }

    private UndecidedTransaction undecided(LocalPartition local, TransactionRecord record) {
        long tableId = record.header().anchor().tableId();
        return UndecidedTransaction.newBuilder()
                .setId(record.header().id().toString())
                .setPartitionId(local.id())
                .setOverdueMillis(HybridClock.millis(clock.next())
                        - HybridClock.millis(record.header().deadline()))
                .setTable(places.view().tables().values().stream()
                        .filter(table -> table.id() == tableId)
                        .map(TableInfo::name)
                        .findFirst()
                        .orElse(""))
                .build();
    }
}
