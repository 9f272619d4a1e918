package io.stator.gateway.operation;

import com.fasterxml.jackson.core.JsonGenerator;
import io.stator.gateway.ApiAnswer;
import io.stator.gateway.ApiOperation;
import io.stator.gateway.ApiRequest;
import io.stator.gateway.json.Constraints;
import io.stator.gateway.json.JsonBytes;
import io.stator.gateway.json.RequestReader;
import io.stator.model.CapacityType;
import io.stator.model.CapacityUnits;
import io.stator.model.ErrorMessages;
import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.model.Limits;
import io.stator.model.StatorException;
import io.stator.model.json.DynamoJson;
import io.stator.proto.v1.TransactGetItem;
import io.stator.proto.v1.TransactGetRequest;
import io.stator.proto.v1.TransactGetResponse;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Reads up to 100 items of any tables, as they were at one moment. */
record TransactGetItems(Cluster cluster) implements ApiOperation {

    @Override
    public CompletableFuture<ApiAnswer> call(ApiRequest request) {
        Members members = new Members();
        RequestReader.read(request.body(), (name, reader) -> {
            switch (name) {
                case "TransactItems" ->
                    members.transactItems =
                            TransactItemsMember.read(reader, TransactGetMember::read, TransactGetMember.UNKNOWN);
                case "ReturnConsumedCapacity" -> members.returnConsumedCapacity = reader.string();
                default -> {}
            }
        });
        List<TransactedRead> reads =
                members.constrained().stream().map(TransactedRead::of).toList();
        CapacityDetail detail = CapacityDetail.of(members.returnConsumedCapacity);
        TransactGetRequest.Builder transaction = TransactGetRequest.newBuilder();
        reads.forEach(read -> transaction.addGets(read.toProto()));
        TransactGetRequest prepared = transaction.build();
        return cluster.onItems(new TransactedTables(cluster.tables())
                        .check(reads)
                        .thenCompose(checked -> cluster.data().transactGet(prepared)))
                .thenApply(got -> answer(reads, got, detail));
    }

    @Override
    public boolean readsItems() {
        return true;
    }

    private static final class Members {
        private @Nullable List<TransactGetMember> transactItems;
        private @Nullable String returnConsumedCapacity;

        List<TransactGetMember> constrained() {
            Constraints constraints = new Constraints();
            constraints.oneOf("returnConsumedCapacity", returnConsumedCapacity, ItemConstraints.CAPACITY_DETAILS);
            TransactItemsMember.constrain(
                    constraints, transactItems, (element, path) -> element.constrain(constraints, path));
            constraints.check();
            return Objects.requireNonNull(transactItems, "a constraint");
        }
    }

    private static ApiAnswer answer(List<TransactedRead> reads, TransactGetResponse got, CapacityDetail detail) {
        long bytes = got.getItemsList().stream()
                .mapToLong(TransactGetItem::getItemBytes)
                .sum();
        if (bytes > Limits.TRANSACTION_BYTES_MAX) {
            throw StatorException.validation(ErrorMessages.TRANSACTION_TOO_LARGE);
        }
        TransactCapacity capacity = new TransactCapacity(CapacityType.READ);
        for (int i = 0; i < reads.size(); i++) {
            int itemBytes = got.getItems(i).getItemBytes();
            capacity.add(reads.get(i).calledTable(), CapacityUnits.read(itemBytes, true));
        }
        return ApiAnswer.of(JsonBytes.object(generator -> {
            generator.writeArrayFieldStart("Responses");
            for (TransactGetItem item : got.getItemsList()) {
                write(generator, item);
            }
            generator.writeEndArray();
            capacity.writeMember(generator, detail);
        }));
    }

    /** An empty object for an item that is not there, or has nothing of what is wanted. */
    private static void write(JsonGenerator generator, TransactGetItem got) throws IOException {
        generator.writeStartObject();
        if (got.hasItem()) {
            Item item = ItemCodec.decode(got.getItem());
            if (!item.attributes().isEmpty()) {
                generator.writeFieldName("Item");
                DynamoJson.writeItem(generator, item);
            }
        }
        generator.writeEndObject();
    }
}
