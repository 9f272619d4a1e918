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
import org.jspecify.annotations.Nullable;

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

    /** @param projection null: the whole item */
    private record Wanted(ByteString key, @Nullable ByteString projection) {}

    CompletableFuture<BatchGetResponse> get(BatchGetRequest batch) {
        List<BatchEntry<Wanted>> entries = entries(batch);
        BatchSplit<Wanted, BatchGetRequest, BatchGetResponse> split = new BatchSplit<>(
                machinery,
                directory,
                DataGrpc.getBatchGetMethod(),
                BatchGets::request,
                answer -> true,
                machinery.callDeadline());
        return split.send(entries).thenApply(this::merge);
    }

    private static List<BatchEntry<Wanted>> entries(BatchGetRequest batch) {
        int keys =
                batch.getTablesList().stream().mapToInt(TableKeys::getKeysCount).sum();
        if (keys == 0) {
            throw StatorException.validation("1 validation error detected: Value at 'requestItems' failed to satisfy"
                    + " constraint: Member must have length greater than or equal to 1");
        }
        if (keys > Limits.BATCH_GET_KEYS_MAX) {
            throw StatorException.validation("Too many items requested for the BatchGetItem call");
        }
        List<BatchEntry<Wanted>> entries = new ArrayList<>(keys);
        for (TableKeys table : batch.getTablesList()) {
            Access access = table.getConsistent() ? Access.STRONG_READ : Access.EVENTUAL_READ;
            for (ByteString key : table.getKeysList()) {
                Wanted wanted = new Wanted(key, projection(table));
                entries.add(new BatchEntry<>(table.getTable(), access, ItemCodec.decode(key), wanted, null));
            }
        }
        return entries;
    }

    private static @Nullable ByteString projection(TableKeys table) {
        return table.hasProjection() ? table.getProjection() : null;
    }

    private static BatchGetRequest request(PartitionRoute route, List<BatchEntry<Wanted>> entries) {
        return BatchGetRequest.newBuilder()
                .setRoute(route.toProto())
                .addAllTables(keysOf(entries))
                .build();
    }

    private static List<TableKeys> keysOf(List<BatchEntry<Wanted>> entries) {
        Unprocessed keys = new Unprocessed();
        entries.forEach(keys::add);
        return keys.toProto();
    }

    private BatchGetResponse merge(List<BatchSplit.Part<Wanted, BatchGetResponse>> parts) {
        BatchFailures.check(parts);
        Map<String, BatchGetResponse.TableItems.Builder> items = new LinkedHashMap<>();
        Unprocessed unprocessed = new Unprocessed();
        long bytes = 0;
        for (BatchSplit.Part<Wanted, BatchGetResponse> part : parts) {
            BatchGetResponse answer = part.answer();
            if (answer == null || isTooMuch(part.entries(), answer, bytes)) {
                part.entries().forEach(unprocessed::add);
                continue;
            }
            boolean strong = part.entries().get(0).access() == Access.STRONG_READ;
            for (BatchGetResponse.TableItems table : answer.getTablesList()) {
                for (int i = 0; i < table.getItemsCount(); i++) {
                    ByteString item = table.getItems(i);
                    bytes += item.size();
                    if (bytes > answerBytesMax) {
                        unprocessed.add(table.getTable(), strong, null, keyOf(table.getTable(), item));
                        continue;
                    }
                    BatchGetResponse.TableItems.Builder found =
                            items.computeIfAbsent(table.getTable(), BatchGets::tableItems);
                    found.addItems(item);
                    if (i < table.getItemBytesCount()) {
                        found.addItemBytes(table.getItemBytes(i));
                    }
                }
            }
            answer.getUnprocessedList()
                    .forEach(table -> table.getKeysList()
                            .forEach(key -> unprocessed.add(table.getTable(), strong, projection(table), key)));
        }
        BatchGetResponse.Builder merged = BatchGetResponse.newBuilder().addAllUnprocessed(unprocessed.toProto());
        items.values().forEach(merged::addTables);
        return merged.build();
    }

    /** Where items are projected, they do not say which keys are left unprocessed: then all of the part's are. */
    private boolean isTooMuch(List<BatchEntry<Wanted>> entries, BatchGetResponse answer, long bytesBefore) {
        if (entries.stream().allMatch(entry -> entry.payload().projection() == null)) {
            return false;
        }
        long bytes = bytesBefore;
        for (BatchGetResponse.TableItems table : answer.getTablesList()) {
            for (ByteString item : table.getItemsList()) {
                bytes += item.size();
            }
        }
        return bytes > answerBytesMax;
    }

    private ByteString keyOf(String tableName, ByteString item) {
        TableInfo table = directory.table(tableName);
        EncodedKey key = KeyCodec.encodeKey(table, ItemCodec.decode(item));
        return ItemCodec.encode(KeyCodec.decodeKey(table, key));
    }

    private static BatchGetResponse.TableItems.Builder tableItems(String table) {
        return BatchGetResponse.TableItems.newBuilder().setTable(table);
    }

    /** Keys by table, consistency and projection. */
    private static final class Unprocessed {
        private record Kind(
                String table, boolean consistent, @Nullable ByteString projection) {}

        private final Map<Kind, TableKeys.Builder> tables = new LinkedHashMap<>();

        void add(BatchEntry<Wanted> entry) {
            Wanted wanted = entry.payload();
            add(entry.table(), entry.access() == Access.STRONG_READ, wanted.projection(), wanted.key());
        }

        void add(String table, boolean consistent, @Nullable ByteString projection, ByteString key) {
            tables.computeIfAbsent(new Kind(table, consistent, projection), Unprocessed::keys)
                    .addKeys(key);
        }

        private static TableKeys.Builder keys(Kind kind) {
            TableKeys.Builder keys =
                    TableKeys.newBuilder().setTable(kind.table()).setConsistent(kind.consistent());
            ByteString projection = kind.projection();
            return projection == null ? keys : keys.setProjection(projection);
        }

        List<TableKeys> toProto() {
            return tables.values().stream().map(TableKeys.Builder::build).toList();
        }
    }
}
