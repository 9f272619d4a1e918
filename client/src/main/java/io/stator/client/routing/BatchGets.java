package io.stator.client.routing;

import com.google.protobuf.ByteString;
import io.stator.client.routing.PartitionCall.Access;
import io.stator.model.EncodedKey;
import io.stator.model.ItemCodec;
import io.stator.model.KeyCodec;
import io.stator.model.Limits;
import io.stator.model.StatorException;
import io.stator.model.TableInfo;
import io.stator.proto.v1.BatchGetRequest;
import io.stator.proto.v1.BatchGetRequest.TableKeys;
import io.stator.proto.v1.BatchGetResponse;
import io.stator.proto.v1.DataGrpc;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Batches of reads: split, sent, merged. Thread-safe. */
final class BatchGets {
    private final CallMachinery machinery;
    private final Directory directory;
    private final long answerBytesMax;

    /** @param answerBytesMax of encoded items; what is beyond it is left unprocessed */
    BatchGets(CallMachinery machinery, Directory directory, long answerBytesMax) {
        this.machinery = machinery;
        this.directory = directory;
        this.answerBytesMax = answerBytesMax;
    }

    CompletableFuture<BatchGetResponse> get(BatchGetRequest batch) {
        List<BatchEntry<ByteString>> entries = entries(batch);
        BatchSplit<ByteString, BatchGetRequest, BatchGetResponse> split = new BatchSplit<>(
                machinery,
                directory,
                DataGrpc.getBatchGetMethod(),
                BatchGets::request,
                answer -> true,
                machinery.callDeadline());
        return split.send(entries).thenApply(this::merge);
    }

    private static List<BatchEntry<ByteString>> entries(BatchGetRequest batch) {
        int keys =
                batch.getTablesList().stream().mapToInt(TableKeys::getKeysCount).sum();
        if (keys == 0) {
            throw StatorException.validation("1 validation error detected: Value at 'requestItems' failed to satisfy"
                    + " constraint: Member must have length greater than or equal to 1");
        }
        if (keys > Limits.BATCH_GET_KEYS_MAX) {
            throw StatorException.validation("Too many items requested for the BatchGetItem call");
        }
        List<BatchEntry<ByteString>> entries = new ArrayList<>(keys);
        for (TableKeys table : batch.getTablesList()) {
            Access access = table.getConsistent() ? Access.STRONG_READ : Access.EVENTUAL_READ;
            for (ByteString key : table.getKeysList()) {
                entries.add(new BatchEntry<>(table.getTable(), access, ItemCodec.decode(key), key, null));
            }
        }
        return entries;
    }

    private static BatchGetRequest request(PartitionRoute route, List<BatchEntry<ByteString>> entries) {
        return BatchGetRequest.newBuilder()
                .setRoute(route.toProto())
                .addAllTables(keysOf(entries))
                .build();
    }

    private static List<TableKeys> keysOf(List<BatchEntry<ByteString>> entries) {
        Unprocessed keys = new Unprocessed();
        entries.forEach(entry -> keys.add(entry.table(), entry.access() == Access.STRONG_READ, entry.payload()));
        return keys.toProto();
    }

    private BatchGetResponse merge(List<BatchSplit.Part<ByteString, BatchGetResponse>> parts) {
        BatchFailures.check(parts);
        Map<String, BatchGetResponse.TableItems.Builder> items = new LinkedHashMap<>();
        Unprocessed unprocessed = new Unprocessed();
        long bytes = 0;
        for (BatchSplit.Part<ByteString, BatchGetResponse> part : parts) {
            BatchGetResponse answer = part.answer();
            if (answer == null) {
                part.entries()
                        .forEach(entry ->
                                unprocessed.add(entry.table(), entry.access() == Access.STRONG_READ, entry.payload()));
                continue;
            }
            boolean strong = part.entries().get(0).access() == Access.STRONG_READ;
            for (BatchGetResponse.TableItems table : answer.getTablesList()) {
                for (ByteString item : table.getItemsList()) {
                    bytes += item.size();
                    if (bytes > answerBytesMax) {
                        unprocessed.add(table.getTable(), strong, keyOf(table.getTable(), item));
                    } else {
                        items.computeIfAbsent(table.getTable(), BatchGets::tableItems)
                                .addItems(item);
                    }
                }
            }
            answer.getUnprocessedList()
                    .forEach(table ->
                            table.getKeysList().forEach(key -> unprocessed.add(table.getTable(), strong, key)));
        }
        BatchGetResponse.Builder merged = BatchGetResponse.newBuilder().addAllUnprocessed(unprocessed.toProto());
        items.values().forEach(merged::addTables);
        return merged.build();
    }

    private ByteString keyOf(String tableName, ByteString item) {
        TableInfo table = directory.table(tableName);
        EncodedKey key = KeyCodec.encodeKey(table, ItemCodec.decode(item));
        return ItemCodec.encode(KeyCodec.decodeKey(table, key));
    }

    private static BatchGetResponse.TableItems.Builder tableItems(String table) {
        return BatchGetResponse.TableItems.newBuilder().setTable(table);
    }

    /** Keys by table and consistency. */
    private static final class Unprocessed {
        private record Kind(String table, boolean consistent) {}

        private final Map<Kind, TableKeys.Builder> tables = new LinkedHashMap<>();

        void add(String table, boolean consistent, ByteString key) {
            tables.computeIfAbsent(
                            new Kind(table, consistent),
                            kind -> TableKeys.newBuilder().setTable(table).setConsistent(consistent))
                    .addKeys(key);
        }

        List<TableKeys> toProto() {
            return tables.values().stream().map(TableKeys.Builder::build).toList();
        }
    }
}
