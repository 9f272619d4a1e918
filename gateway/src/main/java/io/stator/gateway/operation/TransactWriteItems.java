package io.stator.gateway.operation;

import io.stator.gateway.ApiAnswer;
import io.stator.gateway.ApiOperation;
import io.stator.gateway.ApiRequest;
import io.stator.gateway.json.Constraints;
import io.stator.gateway.json.JsonBytes;
import io.stator.gateway.json.RequestReader;
import io.stator.model.CapacityType;
import io.stator.model.ErrorMessages;
import io.stator.model.Limits;
import io.stator.model.StatorException;
import io.stator.proto.v1.TransactWriteRequest;
import io.stator.proto.v1.TransactWriteResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Puts, updates, deletes and checks up to 100 items of any tables: all of it or nothing. */
record TransactWriteItems(Cluster cluster) implements ApiOperation {

    @Override
    public CompletableFuture<ApiAnswer> call(ApiRequest request) {
        Members members = new Members();
        RequestReader.read(request.body(), (name, reader) -> {
            switch (name) {
                case "TransactItems" ->
                    members.transactItems =
                            TransactItemsMember.read(reader, TransactWriteMember::read, TransactWriteMember.UNKNOWN);
                case "ClientRequestToken" -> members.clientRequestToken = reader.string();
                case "ReturnConsumedCapacity" -> members.returnConsumedCapacity = reader.string();
                case "ReturnItemCollectionMetrics" -> members.returnItemCollectionMetrics = reader.string();
                default -> {}
            }
        });
        List<TransactedWrite> writes = writes(members.constrained(), request.body().length);
        CapacityDetail detail = CapacityDetail.of(members.returnConsumedCapacity);
        TransactWriteRequest transaction = members.toProto(writes, detail, request.user());
        return cluster.onItems(new TransactedTables(cluster.tables())
                        .check(writes)
                        .thenCompose(checked -> cluster.data().transactWrite(transaction)))
                .thenCompose(done -> capacity(writes, done, detail))
                .thenApply(capacity ->
                        ApiAnswer.of(JsonBytes.object(generator -> capacity.writeMember(generator, detail))));
    }

    private static final class Members {
        private @Nullable List<TransactWriteMember> transactItems;
        private @Nullable String clientRequestToken;
        private @Nullable String returnConsumedCapacity;
        private @Nullable String returnItemCollectionMetrics;

        List<TransactWriteMember> constrained() {
            Constraints constraints = new Constraints();
            constraints
                    .lengthAtLeast("clientRequestToken", clientRequestToken, 1)
                    .lengthAtMost("clientRequestToken", clientRequestToken, Limits.TRANSACTION_TOKEN_CHARS_MAX)
                    .oneOf("returnConsumedCapacity", returnConsumedCapacity, ItemConstraints.CAPACITY_DETAILS)
                    .oneOf("returnItemCollectionMetrics", returnItemCollectionMetrics, ItemConstraints.METRICS);
            TransactItemsMember.constrain(
                    constraints, transactItems, (element, path) -> element.constrain(constraints, path));
            constraints.check();
            return Objects.requireNonNull(transactItems, "a constraint");
        }

        TransactWriteRequest toProto(List<TransactedWrite> writes, CapacityDetail detail, String user) {
            TransactWriteRequest.Builder transaction =
                    TransactWriteRequest.newBuilder().setReturnSizes(detail != CapacityDetail.NONE);
            if (clientRequestToken != null) {
                transaction.setToken(clientRequestToken).setTokenOwner(user);
            }
            writes.forEach(write -> transaction.addWrites(write.toProto()));
            return transaction.build();
        }
    }

    /** One after the other: DynamoDB tells what is wrong with the first that has anything wrong. */
    private static List<TransactedWrite> writes(List<TransactWriteMember> members, int bodyBytes) {
        List<TransactedWrite> writes = new ArrayList<>(members.size());
        for (TransactWriteMember member : members) {
            writes.add(TransactedWrite.of(member, bodyBytes));
        }
        // No item is larger than its JSON.
        if (bodyBytes > Limits.TRANSACTION_BYTES_MAX
                && writes.stream().mapToLong(TransactedWrite::sizeBytes).sum() > Limits.TRANSACTION_BYTES_MAX) {
            throw StatorException.validation(ErrorMessages.TRANSACTION_TOO_LARGE);
        }
        return writes;
    }

    private CompletableFuture<TransactCapacity> capacity(
            List<TransactedWrite> writes, TransactWriteResponse done, CapacityDetail detail) {
        if (detail != CapacityDetail.NONE && done.getSizesCount() == 0) {
            return new RepeatedTransaction(cluster).capacity(writes);
        }
        TransactCapacity capacity = new TransactCapacity(CapacityType.WRITE);
        for (int i = 0; i < done.getSizesCount(); i++) {
            capacity.add(writes.get(i).calledTable(), WriteAnswer.units(done.getSizes(i)));
        }
        return CompletableFuture.completedFuture(capacity);
    }
}
