package io.stator.server.grpc;

import io.stator.catalog.PartitionRecord;
import io.stator.consensus.ReplicaStatus;
import io.stator.model.TableInfo;
import io.stator.partition.HybridClock;
import io.stator.proto.v1.ListTransactionsResponse;
import io.stator.proto.v1.UndecidedTransaction;
import io.stator.server.replica.LocalPartition;
import io.stator.server.replica.LocalReplicas;
import io.stator.server.replica.Places;
import io.stator.txn.TransactionHeader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Transactions with intents in the partitions that this node leads. Thread-safe. */
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
                        .underWay(PARTITION_MAX)
                        .thenApply(
                                headers -> headers.stream().map(this::undecided).toList()));
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

    private UndecidedTransaction undecided(TransactionHeader header) {
        long tableId = header.anchor().tableId();
        return UndecidedTransaction.newBuilder()
                .setId(header.id().toString())
                .setPartitionId(places.owner(header.anchor().position())
                        .map(PartitionRecord::id)
                        .orElse(0L))
                .setOverdueMillis(HybridClock.millis(clock.next()) - HybridClock.millis(header.deadline()))
                .setTable(places.view().tables().values().stream()
                        .filter(table -> table.id() == tableId)
                        .map(TableInfo::name)
                        .findFirst()
                        .orElse(""))
                .build();
    }
}
