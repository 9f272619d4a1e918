package io.stator.server.grpc;

import io.stator.client.routing.Transactions;
import io.stator.model.EncodedKey;
import io.stator.model.ErrorCode;
import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.model.KeyCodec;
import io.stator.model.StatorException;
import io.stator.model.TableInfo;
import io.stator.model.Validation;
import io.stator.model.expression.ItemProjection;
import io.stator.partition.ItemChange;
import io.stator.partition.SizedItem;
import io.stator.partition.WrittenSizes;
import io.stator.proto.v1.TransactGet;
import io.stator.proto.v1.TransactGetItem;
import io.stator.proto.v1.TransactGetRequest;
import io.stator.proto.v1.TransactGetResponse;
import io.stator.proto.v1.TransactWrite;
import io.stator.proto.v1.TransactWriteRequest;
import io.stator.proto.v1.TransactWriteResponse;
import io.stator.server.grpc.LocalRequests.Target;
import io.stator.server.replica.Failures;
import io.stator.server.transaction.Coordination;
import io.stator.server.transaction.SnapshotReads;
import io.stator.txn.CanonicalOrder;
import io.stator.txn.RequestToken;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Transactions whose anchor's partition this node leads: it coordinates them. Thread-safe. */
final class LocalTransactions {
    /**
     * Of a request whose items one partition may change by one log entry, which holds 6 MB. What is added to each of 100 items on the
     * way there are the bytes of its key once more, 7 KB at most. DynamoDB's limit of 4 MB is of sizes by its rule: what it lets through
     * may be encoded into several times as much, and is prepared item by item.
     */
    static final int TOGETHER_BYTES_MAX = 4 << 20;

    private final LocalRequests requests;
    private final Coordination coordination;
    private final SnapshotReads reads;

    LocalTransactions(LocalRequests requests, Coordination coordination, SnapshotReads reads) {
        this.requests = requests;
        this.coordination = coordination;
        this.reads = reads;
    }

    CompletableFuture<TransactWriteResponse> write(TransactWriteRequest request) {
        return withChanges(
                request, (tables, changes) -> coordinate(request, TransactionTokens.of(request), tables, changes));
    }

    /** What is wrong with a request, whatever partitions it belongs to. */
    CompletableFuture<?> check(TransactWriteRequest request) {
        return withChanges(request, (tables, changes) -> CompletableFuture.completedFuture(changes));
    }

    /** @param work gets the items' tables, and what is asked of them, in the request's order */
    private <A> CompletableFuture<A> withChanges(
            TransactWriteRequest request, BiFunction<List<TableInfo>, List<ItemChange>, CompletableFuture<A>> work) {
        Transactions.check(request);
        List<TransactionItems.Prepared> prepared = new ArrayList<>(request.getWritesCount());
        List<String> names = new ArrayList<>(request.getWritesCount());
        for (TransactWrite write : request.getWritesList()) {
            prepared.add(TransactionItems.prepare(write));
            names.add(write.getTable());
        }
        return withTables(names, tables -> {
            List<ItemChange> changes = new ArrayList<>(prepared.size());
            for (int i = 0; i < prepared.size(); i++) {
                changes.add(prepared.get(i).of(tables.get(i)));
            }
            TransactionItems.requireEachOnce(
                    changes.stream().map(ItemChange::key).toList());
            return work.apply(tables, changes);
        });
    }

    private CompletableFuture<TransactWriteResponse> coordinate(
            TransactWriteRequest request,
            @Nullable RequestToken token,
            List<TableInfo> tables,
            List<ItemChange> changes) {
        List<EncodedKey> keys = changes.stream().map(ItemChange::key).toList();
        Target anchor = requests.leading(request.getRoute(), CanonicalOrder.anchorOf(keys));
        int bytes = request.getSerializedSize();
        Set<EncodedKey> near = bytes <= TOGETHER_BYTES_MAX ? requests.owned(anchor, keys) : Set.of();
        return TransactionCharges.write(
                        requests::writeMeter,
                        tables,
                        changes,
                        charged -> coordination.run(new Coordination.Request(
                                changes, token, near, bytes, charged || request.getReturnSizes())))
                .thenApply(sizes -> response(request, sizes));
    }

    private static TransactWriteResponse response(TransactWriteRequest request, Optional<List<WrittenSizes>> sizes) {
        TransactWriteResponse.Builder response = TransactWriteResponse.newBuilder();
        if (request.getReturnSizes()) {
            sizes.ifPresent(all -> all.forEach(each -> response.addSizes(LocalItems.sizes(each))));
        }
        return response.build();
    }

    CompletableFuture<TransactGetResponse> get(TransactGetRequest request) {
        List<Optional<ItemProjection>> projections = new ArrayList<>(request.getGetsCount());
        for (TransactGet get : request.getGetsList()) {
            projections.add(Optional.ofNullable(Selections.projection(get.hasProjection(), get.getProjection())));
        }
        return withKeys(request, (tables, keys) -> {
            requests.leading(request.getRoute(), CanonicalOrder.anchorOf(keys));
            return TransactionCharges.read(requests::readMeter, tables, () -> reads.read(keys))
                    .thenApply(found -> response(found, projections));
        });
    }

    /** What is wrong with a request, whatever partitions it belongs to. */
    CompletableFuture<?> check(TransactGetRequest request) {
        request.getGetsList().forEach(get -> Selections.projection(get.hasProjection(), get.getProjection()));
        return withKeys(request, (tables, keys) -> CompletableFuture.completedFuture(keys));
    }

    /** @param work gets the items' tables, and their keys, in the request's order */
    private <A> CompletableFuture<A> withKeys(
            TransactGetRequest request, BiFunction<List<TableInfo>, List<EncodedKey>, CompletableFuture<A>> work) {
        Transactions.check(request);
        List<Item> items = new ArrayList<>(request.getGetsCount());
        List<String> names = new ArrayList<>(request.getGetsCount());
        for (TransactGet get : request.getGetsList()) {
            items.add(ItemCodec.decode(get.getKey()));
            names.add(get.getTable());
        }
        return withTables(names, tables -> {
            List<EncodedKey> keys = new ArrayList<>(items.size());
            for (int i = 0; i < items.size(); i++) {
                Validation.key(tables.get(i), items.get(i));
                keys.add(KeyCodec.encodeKey(tables.get(i), items.get(i)));
            }
            TransactionItems.requireEachOnce(keys);
            return work.apply(tables, keys);
        });
    }

    private static TransactGetResponse response(
            List<SnapshotReads.Versioned> found, List<Optional<ItemProjection>> projections) {
        TransactGetResponse.Builder response = TransactGetResponse.newBuilder();
        for (int i = 0; i < found.size(); i++) {
            TransactGetItem.Builder item = TransactGetItem.newBuilder();
            SizedItem stored = found.get(i).item().orElse(null);
            if (stored != null) {
                item.setItem(Selections.projected(stored, projections.get(i).orElse(null))
                                .item())
                        .setItemBytes(stored.sizeBytes())
                        .setVersion(found.get(i).version());
            }
            response.addItems(item);
        }
        return response.build();
    }

    /**
     * Does it by the tables as this node knows them; if a partition knows better, by what the catalog's leader says.
     *
     * @param names of the items' tables, in the request's order
     * @param work gets their tables in the same order
     */
    private <A> CompletableFuture<A> withTables(
            List<String> names, Function<List<TableInfo>, CompletableFuture<A>> work) {
        return tables(names, requests::table)
                .thenCompose(known -> work.apply(known).exceptionallyCompose(failure -> {
                    if (!isUnknownTable(failure)) {
                        return CompletableFuture.failedFuture(failure);
                    }
                    return tables(names, requests::refreshed)
                            .thenCompose(newer ->
                                    newer.equals(known) ? CompletableFuture.failedFuture(failure) : work.apply(newer));
                }));
    }

    private static boolean isUnknownTable(Throwable failure) {
        return Failures.unwrap(failure) instanceof StatorException error
                && error.code() == ErrorCode.RESOURCE_NOT_FOUND;
    }

    private static CompletableFuture<List<TableInfo>> tables(
            List<String> names, Function<String, CompletableFuture<TableInfo>> source) {
        Map<String, CompletableFuture<TableInfo>> byName = new HashMap<>();
        names.forEach(name -> byName.computeIfAbsent(name, source));
        Collection<CompletableFuture<TableInfo>> all = byName.values();
        return CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new)).thenApply(done -> {
            List<TableInfo> tables = new ArrayList<>(names.size());
            for (String name : names) {
                CompletableFuture<TableInfo> table = byName.get(name);
                if (table != null) {
                    tables.add(table.join());
                }
            }
            return tables;
        });
    }
}
