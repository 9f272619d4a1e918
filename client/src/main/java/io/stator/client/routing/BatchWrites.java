package io.stator.client.routing;

import com.google.protobuf.ByteString;
import io.stator.client.routing.PartitionCall.Access;
import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.model.Limits;
import io.stator.model.StatorException;
import io.stator.proto.v1.BatchWriteRequest;
import io.stator.proto.v1.BatchWriteRequest.TableWrites;
import io.stator.proto.v1.BatchWriteRequest.Write;
import io.stator.proto.v1.BatchWriteResponse;
import io.stator.proto.v1.DataGrpc;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Batches of writes: split, sent, merged. Thread-safe. */
final class BatchWrites {
    private final CallMachinery machinery;
    private final Directory directory;
    private final WriteIdentities identities;

    BatchWrites(CallMachinery machinery, Directory directory, WriteIdentities identities) {
        this.machinery = machinery;
        this.directory = directory;
        this.identities = identities;
    }

    CompletableFuture<BatchWriteResponse> write(BatchWriteRequest batch) {
        List<BatchEntry<Write>> entries = entries(batch);
        BatchSplit<Write, BatchWriteRequest, BatchWriteResponse> split = new BatchSplit<>(
                machinery,
                directory,
                DataGrpc.getBatchWriteMethod(),
                (route, entriesThere) -> request(route, entriesThere, batch.getReturnSizes()),
                BatchWrites::decidesAll,
                machinery.writeDeadline());
        return split.send(entries).thenApply(BatchWrites::merge);
    }

    /** What is handed back without the id that it was sent with is never done under it, as little as by an attempt in doubt. */
    private static boolean decidesAll(BatchWriteResponse answer) {
        return answer.getUnprocessedList().stream()
                .flatMap(table -> table.getWritesList().stream())
                .allMatch(write -> write.getRequestId().isEmpty());
    }

    private List<BatchEntry<Write>> entries(BatchWriteRequest batch) {
        int writes = batch.getTablesList().stream()
                .mapToInt(TableWrites::getWritesCount)
                .sum();
        if (writes == 0) {
            throw StatorException.validation("1 validation error detected: Value at 'requestItems' failed to satisfy"
                    + " constraint: Member must have length greater than or equal to 1");
        }
        if (writes > Limits.BATCH_WRITE_ITEMS_MAX) {
            throw StatorException.validation("Too many items requested for the BatchWriteItem call");
        }
        List<BatchEntry<Write>> entries = new ArrayList<>(writes);
        for (TableWrites table : batch.getTablesList()) {
            for (Write write : table.getWritesList()) {
                WriteIdentity identity =
                        identities.of(write.getRequestId(), write.hasSentAfter(), write.getSentAfter());
                Item keyed = ItemCodec.decode(keyed(write));
                entries.add(new BatchEntry<>(table.getTable(), Access.WRITE, keyed, write, identity));
            }
        }
        return entries;
    }

    private static ByteString keyed(Write write) {
        return switch (write.getWriteCase()) {
            case PUT_ITEM -> write.getPutItem();
            case DELETE_KEY -> write.getDeleteKey();
            case WRITE_NOT_SET -> throw StatorException.validation("Supplied write request is empty");
        };
    }

    private static BatchWriteRequest request(
            PartitionRoute route, List<BatchEntry<Write>> entries, boolean returnSizes) {
        return BatchWriteRequest.newBuilder()
                .setRoute(route.toProto())
                .addAllTables(byTable(entries, entry -> identified(entry, route)))
                .setReturnSizes(returnSizes)
                .build();
    }

    private static Write identified(BatchEntry<Write> entry, PartitionRoute route) {
        WriteIdentity identity = Objects.requireNonNull(entry.identity(), "writes have one");
        return entry.payload().toBuilder()
                .setRequestId(identity.id())
                .setSentAfter(identity.sentAfter(route))
                .build();
    }

    private static List<TableWrites> byTable(
            List<BatchEntry<Write>> entries, Function<BatchEntry<Write>, Write> write) {
        Map<String, TableWrites.Builder> tables = new LinkedHashMap<>();
        for (BatchEntry<Write> entry : entries) {
            tables.computeIfAbsent(
                            entry.table(), name -> TableWrites.newBuilder().setTable(name))
                    .addWrites(write.apply(entry));
        }
        return tables.values().stream().map(TableWrites.Builder::build).toList();
    }

    private static void learn(List<BatchEntry<Write>> entries, long writeCount) {
        WriteIdentity identity = entries.get(0).identity();
        if (identity != null) {
            identity.answered(writeCount);
        }
    }

    private static BatchWriteResponse merge(List<BatchSplit.Part<Write, BatchWriteResponse>> parts) {
        BatchFailures.check(parts);
        BatchWriteResponse.Builder merged = BatchWriteResponse.newBuilder();
        Map<String, BatchWriteResponse.TableSizes.Builder> sizes = new LinkedHashMap<>();
        for (BatchSplit.Part<Write, BatchWriteResponse> part : parts) {
            BatchWriteResponse answer = part.answer();
            if (answer != null) {
                learn(part.entries(), answer.getWriteCount());
                for (BatchWriteResponse.TableSizes table : answer.getSizesList()) {
                    sizes.computeIfAbsent(table.getTable(), BatchWrites::tableSizes)
                            .addAllWrites(table.getWritesList());
                }
            }
            merged.addAllUnprocessed(
                    answer == null ? byTable(part.entries(), BatchEntry::payload) : answer.getUnprocessedList());
        }
        sizes.values().forEach(merged::addSizes);
        return merged.build();
    }

    private static BatchWriteResponse.TableSizes.Builder tableSizes(String table) {
        return BatchWriteResponse.TableSizes.newBuilder().setTable(table);
    }
}
