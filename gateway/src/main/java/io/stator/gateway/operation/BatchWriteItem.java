package io.stator.gateway.operation;

import com.google.protobuf.ByteString;
import io.stator.gateway.ApiAnswer;
import io.stator.gateway.ApiOperation;
import io.stator.gateway.ApiRequest;
import io.stator.gateway.RequestIdentity;
import io.stator.gateway.json.Constraints;
import io.stator.gateway.json.RequestReader;
import io.stator.model.Limits;
import io.stator.model.StatorException;
import io.stator.proto.v1.BatchWriteRequest;
import io.stator.proto.v1.BatchWriteRequest.TableWrites;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Puts and deletes up to 25 items of any tables, each for itself. What was not done is told, to be asked for again. */
record BatchWriteItem(Cluster cluster) implements ApiOperation {

    @Override
    public CompletableFuture<ApiAnswer> call(ApiRequest request) {
        Members members = new Members();
        RequestReader.read(request.body(), (name, reader) -> {
            switch (name) {
                // DynamoDB calls the type of the lists so.
                case "RequestItems" ->
                    members.requestItems = reader.map(
                            "java.util.List<com.amazonaws.dynamodb.v20120810.WriteRequest>",
                            at -> at.list(WriteMember::read));
                case "ReturnConsumedCapacity" -> members.returnConsumedCapacity = reader.string();
                case "ReturnItemCollectionMetrics" -> members.returnItemCollectionMetrics = reader.string();
                default -> {}
            }
        });
        Map<String, List<WriteMember>> tables = members.constrained();
        CapacityDetail detail = CapacityDetail.of(members.returnConsumedCapacity);
        check(tables, request.body().length);
        BatchWriteRequest batch = toProto(tables, request.identity(), detail);
        return cluster.onItems(known(tables).thenCompose(known -> cluster.data().batchWrite(batch)))
                .thenApply(written -> new BatchWriteAnswer(tables, detail).of(written));
    }

    private static final class Members {
        private @Nullable Map<String, List<WriteMember>> requestItems;
        private @Nullable String returnConsumedCapacity;
        private @Nullable String returnItemCollectionMetrics;

        Map<String, List<WriteMember>> constrained() {
            BatchConstraints.notEmpty(requestItems, "BatchWriteItem");
            Constraints constraints = new Constraints();
            constraints
                    .oneOf("returnConsumedCapacity", returnConsumedCapacity, ItemConstraints.CAPACITY_DETAILS)
                    .oneOf("returnItemCollectionMetrics", returnItemCollectionMetrics, ItemConstraints.METRICS);
            BatchConstraints.tables(constraints, requestItems);
            if (requestItems != null) {
                writes(constraints, requestItems);
            }
            constraints.check();
            return Objects.requireNonNull(requestItems, "a constraint");
        }

        private static void writes(Constraints constraints, Map<String, List<WriteMember>> tables) {
            if (tables.values().stream()
                    .anyMatch(writes -> writes.isEmpty() || writes.size() > Limits.BATCH_WRITE_ITEMS_MAX)) {
                constraints.broken(
                        "requestItems",
                        tables,
                        "Map value must satisfy constraint: [Member must have length less than or equal to "
                                + Limits.BATCH_WRITE_ITEMS_MAX
                                + ", Member must have length greater than or equal to 1]");
            }
            tables.forEach((nameOrArn, writes) -> {
                for (int i = 0; i < writes.size(); i++) {
                    writes.get(i)
                            .constrain(constraints, "requestItems." + nameOrArn + ".member." + (i + 1) + ".member.");
                }
            });
        }
    }

    private static void check(Map<String, List<WriteMember>> tables, int bodyBytes) {
        BatchConstraints.differentTables(tables.keySet());
        int count = 0;
        for (List<WriteMember> writes : tables.values()) {
            writes.forEach(WriteMember::one);
            for (WriteMember write : writes) {
                WriteRules.itemSize(write.checked(), bodyBytes);
            }
            count += writes.size();
        }
        if (count > Limits.BATCH_WRITE_ITEMS_MAX) {
            throw StatorException.validation("Too many items requested for the BatchWriteItem call");
        }
    }

    /** Ends when all tables are known, and what is written has keys of theirs, no key twice. */
    private CompletableFuture<Void> known(Map<String, List<WriteMember>> tables) {
        return CompletableFuture.allOf(tables.entrySet().stream()
                .map(entry -> cluster.tables().withTable(TableArns.nameOf(entry.getKey()), table -> {
                    BatchKeys.check(table, entry.getValue());
                    return table;
                }))
                .toArray(CompletableFuture<?>[]::new));
    }

    private static BatchWriteRequest toProto(
            Map<String, List<WriteMember>> tables, Optional<RequestIdentity> identity, CapacityDetail detail) {
        BatchWriteRequest.Builder batch = BatchWriteRequest.newBuilder().setReturnSizes(detail != CapacityDetail.NONE);
        int index = 0;
        for (Map.Entry<String, List<WriteMember>> entry : tables.entrySet()) {
            TableWrites.Builder table = TableWrites.newBuilder().setTable(TableArns.nameOf(entry.getKey()));
            for (WriteMember write : entry.getValue()) {
                int place = index++;
                // The body, and so the order, is the same in all attempts of a call.
                ByteString id = identity.map(whole -> whole.part(place).id()).orElse(ByteString.EMPTY);
                table.addWrites(write.toProto().setRequestId(id));
            }
            batch.addTables(table);
        }
        return batch.build();
    }
}
