package io.stator.server.grpc;

import com.google.protobuf.ByteString;
import io.stator.client.routing.RequestExpiredException;
import io.stator.model.Bounds;
import io.stator.model.EncodedKey;
import io.stator.model.ErrorCode;
import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.model.KeyCodec;
import io.stator.model.Limits;
import io.stator.model.StatorException;
import io.stator.model.TableInfo;
import io.stator.model.Validation;
import io.stator.model.expression.ItemProjection;
import io.stator.partition.ItemWrite;
import io.stator.partition.SizedItem;
import io.stator.partition.WriteId;
import io.stator.proto.v1.BatchGetRequest;
import io.stator.proto.v1.BatchGetResponse;
import io.stator.proto.v1.BatchWriteRequest;
import io.stator.proto.v1.BatchWriteResponse;
import io.stator.proto.v1.Route;
import io.stator.server.grpc.LocalRequests.Access;
import io.stator.server.grpc.LocalRequests.Target;
import io.stator.server.replica.Failures;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Batches of one partition of this node. All of a batch is checked before any of it is done; then each write or read
 * stands for itself. Thread-safe.
 *
 * <p>What a later try may still do is handed back as unprocessed, unless it is all of the batch: then that error is the
 * answer. A write whose outcome is unknown makes the batch's outcome unknown.
 */
final class LocalBatches {
    private final LocalRequests requests;

    LocalBatches(LocalRequests requests) {
        this.requests = requests;
    }

    /**
     * One write or key of a batch.
     *
     * @param table index in the request
     * @param check finds what is wrong with it by the table's schema, and where it belongs
     */
    private record Entry<Q>(
            int table, String tableName, Access access, Q request, Function<TableInfo, Checked> check) {}

    /** @param run does it */
    private record Checked(EncodedKey key, Supplier<CompletableFuture<BatchPart.Answer>> run) {
        Checked then(UnaryOperator<BatchPart.Answer> change) {
            return new Checked(key, () -> run.get().thenApply(change));
        }
    }

    CompletableFuture<BatchWriteResponse> write(BatchWriteRequest request) {
        List<Entry<BatchWriteRequest.Write>> entries = new ArrayList<>();
        for (int i = 0; i < request.getTablesCount(); i++) {
            BatchWriteRequest.TableWrites writes = request.getTables(i);
            for (BatchWriteRequest.Write write : writes.getWritesList()) {
                Writes.Prepared prepared = prepare(write, request.getReturnSizes());
                entries.add(new Entry<>(
                        i,
                        writes.getTable(),
                        Access.AT_LEADER,
                        write,
                        table -> check(
                                request.getRoute(),
                                prepared.of(table, request.getRoute().getEpoch()))));
            }
        }
        checkCount(entries.size(), Limits.BATCH_WRITE_ITEMS_MAX);
        return run(entries).thenApply(parts -> writeResponse(request, parts));
    }

    private static Writes.Prepared prepare(BatchWriteRequest.Write write, boolean returnSizes) {
        WriteId id = Writes.id(write.getRequestId(), write.hasSentAfter(), write.getSentAfter());
        return switch (write.getWriteCase()) {
            case PUT_ITEM -> Writes.put(write.getPutItem(), id, returnSizes);
            case DELETE_KEY -> Writes.delete(write.getDeleteKey(), id, returnSizes);
            case WRITE_NOT_SET ->
                throw StatorException.validation("Supplied WriteRequest must contain a put or a delete");
        };
    }

    private Checked check(Route route, ItemWrite write) {
        Target target = owner(route, write.key());
        // Now, when nothing of the batch is done yet.
        requests.checkNotExpired(target, write.id());
        return new Checked(
                write.key(),
                () -> requests.write(target, write)
                        .thenApply(outcome -> new BatchPart.Answer(
                                null, requests.done(target, outcome).sizes())));
    }

    CompletableFuture<BatchGetResponse> get(BatchGetRequest request) {
        List<Entry<ByteString>> entries = new ArrayList<>();
        for (int i = 0; i < request.getTablesCount(); i++) {
            BatchGetRequest.TableKeys wanted = request.getTables(i);
            ItemProjection projection = Selections.projection(wanted.hasProjection(), wanted.getProjection());
            Access access = wanted.getConsistent() ? Access.AT_LEADER : Access.AT_ANY_REPLICA;
            for (ByteString encoded : wanted.getKeysList()) {
                Item key = ItemCodec.decode(encoded);
                entries.add(new Entry<>(
                        i,
                        wanted.getTable(),
                        access,
                        encoded,
                        table -> check(request.getRoute(), table, key, access)
                                .then(answer -> projected(answer, projection))));
            }
        }
        checkCount(entries.size(), Limits.BATCH_GET_KEYS_MAX);
        return run(entries).thenApply(parts -> getResponse(request, parts));
    }

    private static BatchPart.Answer projected(BatchPart.Answer answer, @Nullable ItemProjection projection) {
        SizedItem item = answer.item();
        return item == null ? answer : new BatchPart.Answer(Selections.projected(item, projection), null);
    }

    private Checked check(Route route, TableInfo table, Item keyItem, Access access) {
        Validation.key(table, keyItem);
        EncodedKey key = KeyCodec.encodeKey(table, keyItem);
        Target target = owner(route, key);
        return new Checked(
                key,
                () -> requests.get(target, table, key, access == Access.AT_LEADER)
                        .thenApply(item -> new BatchPart.Answer(item.orElse(null), null)));
    }

    private static void checkCount(int count, int most) {
        if (count == 0) {
            throw StatorException.validation("The batch is empty; it must have at least 1 element");
        }
        if (count > most) {
            throw StatorException.validation(
                    "Too many items requested for the batch; at most " + most + " are allowed");
        }
    }

    /** The partition must own the key already now: a wrong route of a part of the batch would leave the rest done. */
    private Target owner(Route route, EncodedKey key) {
        Target target = requests.target(route, key.position());
        Bounds bounds = target.local().partition().bounds().orElse(null);
        if (bounds == null
                || !bounds.contains(key.position())
                || target.local().partition().epoch() != target.epoch()) {
            throw requests.wrongRoute(target);
        }
        return target;
    }

    private <Q> CompletableFuture<List<BatchPart<Q>>> run(List<Entry<Q>> entries) {
        return tables(entries).thenCompose(tables -> {
            Set<EncodedKey> keys = new HashSet<>();
            List<Checked> checked = new ArrayList<>();
            for (Entry<Q> entry : entries) {
                TableInfo table = Objects.requireNonNull(tables.get(entry.tableName()), "was resolved");
                Checked one = entry.check().apply(table);
                if (!keys.add(one.key())) {
                    throw StatorException.validation("Provided list of item keys contains duplicates");
                }
                checked.add(one);
            }
            List<BatchPart<Q>> parts = new ArrayList<>();
            for (int i = 0; i < checked.size(); i++) {
                Entry<Q> entry = entries.get(i);
                CompletableFuture<BatchPart.Answer> answer = requests.orByNewerTable(
                        entry.tableName(),
                        entry.access(),
                        checked.get(i).run().get(),
                        newer -> entry.check().apply(newer).run().get());
                parts.add(new BatchPart<>(
                        entry.table(), entry.request(), answer.exceptionallyCompose(LocalBatches::partFailed)));
            }
            return BatchPart.settled(parts);
        });
    }

    /** That a part is expired is no word on the batch: other parts may be done. */
    private static CompletableFuture<BatchPart.Answer> partFailed(Throwable failure) {
        return CompletableFuture.failedFuture(
                Failures.unwrap(failure) instanceof RequestExpiredException
                        ? new StatorException(
                                ErrorCode.OUTCOME_UNKNOWN, "A part of the batch came too late to be known as a retry")
                        : failure);
    }

    private <Q> CompletableFuture<Map<String, TableInfo>> tables(List<Entry<Q>> entries) {
        CompletableFuture<Map<String, TableInfo>> tables = CompletableFuture.completedFuture(new HashMap<>());
        for (String name : entries.stream().map(Entry::tableName).distinct().toList()) {
            tables = tables.thenCombine(requests.table(name), (known, table) -> {
                known.put(name, table);
                return known;
            });
        }
        return tables;
    }

    private BatchWriteResponse writeResponse(
            BatchWriteRequest request, List<BatchPart<BatchWriteRequest.Write>> parts) {
        BatchPart.failIfNothingIsDone(parts);
        BatchWriteResponse.Builder response =
                BatchWriteResponse.newBuilder().setWriteCount(requests.writeCount(request.getRoute()));
        for (int i = 0; i < request.getTablesCount(); i++) {
            BatchWriteRequest.TableWrites.Builder again = BatchWriteRequest.TableWrites.newBuilder()
                    .setTable(request.getTables(i).getTable());
            BatchWriteResponse.TableSizes.Builder sizes =
                    BatchWriteResponse.TableSizes.newBuilder().setTable(again.getTable());
            for (BatchPart<BatchWriteRequest.Write> part : parts) {
                if (part.table() == i && part.isUnprocessed()) {
                    again.addWrites(part.isConflict() ? asAnotherWrite(part.request()) : part.request());
                } else if (part.table() == i && part.value().sizes() != null) {
                    sizes.addWrites(LocalItems.sizes(part.value().sizes()));
                }
            }
            if (again.getWritesCount() > 0) {
                response.addUnprocessed(again);
            }
            if (sizes.getWritesCount() > 0) {
                response.addSizes(sizes);
            }
        }
        return response.build();
    }

    /** Under the id that it came with it would only be told of the same conflict again. */
    private static BatchWriteRequest.Write asAnotherWrite(BatchWriteRequest.Write write) {
        return write.toBuilder().clearRequestId().clearSentAfter().build();
    }

    private static BatchGetResponse getResponse(BatchGetRequest request, List<BatchPart<ByteString>> parts) {
        BatchPart.failIfNothingIsDone(parts);
        BatchGetResponse.Builder response = BatchGetResponse.newBuilder();
        long bytes = 0;
        for (int i = 0; i < request.getTablesCount(); i++) {
            BatchGetRequest.TableKeys wanted = request.getTables(i);
            BatchGetResponse.TableItems.Builder found =
                    BatchGetResponse.TableItems.newBuilder().setTable(wanted.getTable());
            BatchGetRequest.TableKeys.Builder again = wanted.toBuilder().clearKeys();
            for (BatchPart<ByteString> part : parts) {
                if (part.table() != i) {
                    continue;
                }
                SizedItem item = part.value().item();
                int itemBytes = item == null ? 0 : item.item().size();
                if (part.isUnprocessed() || bytes + itemBytes > Limits.BATCH_BYTES_MAX) {
                    again.addKeys(part.request());
                } else if (item != null) {
                    bytes += itemBytes;
                    found.addItems(item.item()).addItemBytes(item.sizeBytes());
                }
            }
            response.addTables(found);
            if (again.getKeysCount() > 0) {
                response.addUnprocessed(again);
            }
        }
        return response.build();
    }
}
