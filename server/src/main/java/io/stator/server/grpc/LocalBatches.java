package io.stator.server.grpc;

import com.google.protobuf.ByteString;
import io.stator.client.routing.WrongRouteException;
import io.stator.model.Bounds;
import io.stator.model.EncodedKey;
import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.model.KeyCodec;
import io.stator.model.Limits;
import io.stator.model.Position;
import io.stator.model.StatorException;
import io.stator.model.Validation;
import io.stator.partition.ItemWrite;
import io.stator.proto.v1.BatchGetRequest;
import io.stator.proto.v1.BatchGetResponse;
import io.stator.proto.v1.BatchWriteRequest;
import io.stator.proto.v1.BatchWriteResponse;
import io.stator.proto.v1.Route;
import io.stator.server.grpc.LocalRequests.Access;
import io.stator.server.grpc.LocalRequests.Target;
import io.stator.server.replica.Failures;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Batches of one partition of this node: each write or read stands for itself. Thread-safe.
 *
 * <p>What a later try may still do is handed back as unprocessed, unless it is all of the batch: then that error is the
 * answer. A write whose outcome is unknown makes the batch's outcome unknown.
 */
final class LocalBatches {
    private final LocalRequests requests;

    LocalBatches(LocalRequests requests) {
        this.requests = requests;
    }

    CompletableFuture<BatchWriteResponse> write(BatchWriteRequest request) {
        int count = request.getTablesList().stream()
                .mapToInt(BatchWriteRequest.TableWrites::getWritesCount)
                .sum();
        checkCount(count, Limits.BATCH_WRITE_ITEMS_MAX);
        List<CompletableFuture<List<BatchPart<BatchWriteRequest.Write>>>> tables = new ArrayList<>();
        for (BatchWriteRequest.TableWrites writes : request.getTablesList()) {
            List<Writes.Prepared> prepared = writes.getWritesList().stream()
                    .map(LocalBatches::prepare)
                    .toList();
            tables.add(requests.withTable(writes.getTable(), Access.AT_LEADER, table -> {
                List<ItemWrite> checked = new ArrayList<>();
                Set<EncodedKey> keys = new HashSet<>();
                for (Writes.Prepared each : prepared) {
                    ItemWrite write = each.of(table, request.getRoute().getEpoch());
                    if (!keys.add(write.key())) {
                        throw duplicates();
                    }
                    checked.add(write);
                }
                List<Target> targets = targets(request.getRoute(), List.copyOf(keysOf(checked)));
                List<BatchPart<BatchWriteRequest.Write>> parts = new ArrayList<>();
                for (int i = 0; i < checked.size(); i++) {
                    Target target = targets.get(i);
                    CompletableFuture<ByteString> done = requests.write(target, checked.get(i))
                            .thenApply(outcome -> {
                                ByteString attributes = requests.done(target, outcome);
                                return attributes == null ? ByteString.EMPTY : attributes;
                            });
                    parts.add(new BatchPart<>(writes.getWrites(i), done));
                }
                return BatchPart.settled(parts);
            }));
        }
        return all(tables).thenApply(parts -> writeResponse(request, parts));
    }

    private static List<EncodedKey> keysOf(List<ItemWrite> writes) {
        return writes.stream().map(ItemWrite::key).toList();
    }

    private static Writes.Prepared prepare(BatchWriteRequest.Write write) {
        return switch (write.getWriteCase()) {
            case PUT_ITEM -> Writes.put(write.getPutItem());
            case DELETE_KEY -> Writes.delete(write.getDeleteKey());
            case WRITE_NOT_SET ->
                throw StatorException.validation("Supplied WriteRequest must contain a put or a delete");
        };
    }

    CompletableFuture<BatchGetResponse> get(BatchGetRequest request) {
        int count = request.getTablesList().stream()
                .mapToInt(BatchGetRequest.TableKeys::getKeysCount)
                .sum();
        checkCount(count, Limits.BATCH_GET_KEYS_MAX);
        List<CompletableFuture<List<BatchPart<ByteString>>>> tables = new ArrayList<>();
        for (BatchGetRequest.TableKeys wanted : request.getTablesList()) {
            List<Item> items =
                    wanted.getKeysList().stream().map(ItemCodec::decode).toList();
            Access access = wanted.getConsistent() ? Access.AT_LEADER : Access.AT_ANY_REPLICA;
            tables.add(requests.withTable(wanted.getTable(), access, table -> {
                List<EncodedKey> keys = new ArrayList<>();
                Set<EncodedKey> seen = new HashSet<>();
                for (Item item : items) {
                    Validation.key(table, item);
                    EncodedKey key = KeyCodec.encodeKey(table, item);
                    if (!seen.add(key)) {
                        throw duplicates();
                    }
                    keys.add(key);
                }
                List<Target> targets = targets(request.getRoute(), keys);
                List<BatchPart<ByteString>> parts = new ArrayList<>();
                for (int i = 0; i < keys.size(); i++) {
                    CompletableFuture<ByteString> found = requests.get(
                                    targets.get(i), table, keys.get(i), wanted.getConsistent())
                            .thenApply(item -> item.orElse(ByteString.EMPTY));
                    parts.add(new BatchPart<>(wanted.getKeys(i), found));
                }
                return BatchPart.settled(parts);
            }));
        }
        return all(tables).thenApply(parts -> getResponse(request, parts));
    }

    private static void checkCount(int count, int most) {
        if (count == 0) {
            throw StatorException.validation("The batch is empty; it must have at least 1 element");
        }
        if (count > most) {
            throw StatorException.validation("Too many items requested for the batch; at most " + most + " are allowed");
        }
    }

    private static StatorException duplicates() {
        return StatorException.validation("Provided list of item keys contains duplicates");
    }

    /** Every key must be in the partition, before anything is done: then a wrong route has left no trace. */
    private List<Target> targets(Route route, List<EncodedKey> keys) {
        List<Target> targets = new ArrayList<>();
        for (EncodedKey key : keys) {
            Position place = key.position();
            Target target = requests.target(route, place);
            Bounds bounds = target.local().partition().bounds().orElse(null);
            if (bounds == null
                    || !bounds.contains(place)
                    || target.local().partition().epoch() != target.epoch()) {
                throw requests.wrongRoute(target);
            }
            targets.add(target);
        }
        return targets;
    }

    private static <T> CompletableFuture<List<T>> all(List<CompletableFuture<T>> futures) {
        return CompletableFuture.allOf(futures.toArray(CompletableFuture<?>[]::new))
                .thenApply(done -> futures.stream().map(CompletableFuture::join).toList());
    }

    private static BatchWriteResponse writeResponse(
            BatchWriteRequest request, List<List<BatchPart<BatchWriteRequest.Write>>> tables) {
        BatchPart.failIfNothingIsDone(tables);
        BatchWriteResponse.Builder response = BatchWriteResponse.newBuilder();
        for (int i = 0; i < tables.size(); i++) {
            List<BatchWriteRequest.Write> again = BatchPart.unprocessed(tables.get(i));
            if (!again.isEmpty()) {
                response.addUnprocessed(BatchWriteRequest.TableWrites.newBuilder()
                        .setTable(request.getTables(i).getTable())
                        .addAllWrites(again));
            }
        }
        return response.build();
    }

    private static BatchGetResponse getResponse(BatchGetRequest request, List<List<BatchPart<ByteString>>> tables) {
        BatchPart.failIfNothingIsDone(tables);
        BatchGetResponse.Builder response = BatchGetResponse.newBuilder();
        long bytes = 0;
        for (int i = 0; i < tables.size(); i++) {
            BatchGetRequest.TableKeys wanted = request.getTables(i);
            BatchGetResponse.TableItems.Builder found =
                    BatchGetResponse.TableItems.newBuilder().setTable(wanted.getTable());
            List<ByteString> again = new ArrayList<>(BatchPart.unprocessed(tables.get(i)));
            for (BatchPart<ByteString> part : tables.get(i)) {
                ByteString item = part.value();
                if (item.isEmpty()) {
                    continue;
                }
                if (bytes + item.size() > Limits.BATCH_BYTES_MAX) {
                    again.add(part.request());
                } else {
                    bytes += item.size();
                    found.addItems(item);
                }
            }
            response.addTables(found);
            if (!again.isEmpty()) {
                response.addUnprocessed(wanted.toBuilder().clearKeys().addAllKeys(again));
            }
        }
        return response.build();
    }
}
