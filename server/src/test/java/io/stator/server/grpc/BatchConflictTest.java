package io.stator.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.stator.client.BlockingStatorClient;
import io.stator.client.Get;
import io.stator.client.Put;
import io.stator.client.routing.NettyChannelFactory;
import io.stator.model.EncodedKey;
import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.model.KeyCodec;
import io.stator.model.KeyType;
import io.stator.model.TableInfo;
import io.stator.model.TableSchema;
import io.stator.partition.HybridClock;
import io.stator.partition.ItemChange;
import io.stator.partition.ItemWrite;
import io.stator.partition.TransactionStep;
import io.stator.partition.command.TransactionStepCodec;
import io.stator.proto.v1.BatchWriteRequest;
import io.stator.proto.v1.BatchWriteRequest.TableWrites;
import io.stator.proto.v1.BatchWriteRequest.Write;
import io.stator.proto.v1.BatchWriteResponse;
import io.stator.proto.v1.DataGrpc;
import io.stator.proto.v1.Route;
import io.stator.proto.v1.TransactionStepsRequest;
import io.stator.server.embedded.EmbeddedStator;
import io.stator.txn.TransactionHeader;
import io.stator.txn.TransactionId;
import io.stator.txn.TransactionMessage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a batch of which a transaction that is not decided keeps a part away. */
class BatchConflictTest {
    private static final Route ROUTE =
            Route.newBuilder().setPartitionId(1).setEpoch(1).build();

    private static Item item(String id, String value) {
        return Item.builder().set("id", id).set("value", value).build();
    }

    private static Item key(String id) {
        return Item.builder().set("id", id).build();
    }

    private static Write put(String id, int requestId) {
        return Write.newBuilder()
                .setPutItem(ItemCodec.encode(item(id, "batch")))
                .setRequestId(ByteString.copyFrom(
                        new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, (byte) requestId}))
                .setSentAfter(0)
                .build();
    }

    private static BatchWriteRequest batch(Write... writes) {
        return BatchWriteRequest.newBuilder()
                .setRoute(ROUTE)
                .addTables(TableWrites.newBuilder().setTable("Things").addAllWrites(List.of(writes)))
                .build();
    }

    @Test
    void thePartIsHandedBackAsAnotherWrite(@TempDir Path directory) {
        try (EmbeddedStator stator = EmbeddedStator.start(directory, Map.of("cluster.partitions", "1"))) {
            ManagedChannel channel = new NettyChannelFactory().open(stator.address());
            try {
                thePartIsHandedBackAsAnotherWrite(stator.client().blocking(), DataGrpc.newBlockingStub(channel));
            } finally {
                channel.shutdownNow();
            }
        }
    }

    private static void thePartIsHandedBackAsAnotherWrite(BlockingStatorClient db, DataGrpc.DataBlockingStub data) {
        TableInfo table = db.createTable(TableSchema.of("Things", "id", KeyType.STRING));
        EncodedKey place = KeyCodec.encodeKey(table, key("kept"));
        TransactionHeader header = new TransactionHeader(
                new TransactionId(ByteString.copyFrom(new byte[16])),
                place,
                HybridClock.stamps(System.currentTimeMillis() + 8_000));
        step(
                data,
                new TransactionMessage.Prepare(header, place, 0, null),
                new ItemChange(
                        place,
                        table.schemaVersion(),
                        new ItemWrite.Put(ItemCodec.encode(item("kept", "transaction"))),
                        null,
                        false,
                        null));

        BatchWriteRequest batch = batch(put("kept", 1), put("free", 2));
        Write asAnother =
                put("kept", 1).toBuilder().clearRequestId().clearSentAfter().build();
        assertThat(unprocessed(data.batchWrite(batch))).containsExactly(asAnother);
        assertThat(db.get(Get.of("Things", key("free")))).contains(item("free", "batch"));

        // Nor is it done later under its first id, when nothing is in the way any more: it was told as not done.
        step(data, new TransactionMessage.Abort(header));
        step(data, new TransactionMessage.Drop(place, header.id(), null));
        db.put(Put.of("Things", item("free", "later")));
        assertThat(unprocessed(data.batchWrite(batch))).containsExactly(asAnother);
        assertThat(db.get(Get.of("Things", key("kept")))).isEmpty();
        assertThat(db.get(Get.of("Things", key("free")))).contains(item("free", "later"));

        assertThat(unprocessed(data.batchWrite(batch(asAnother)))).isEmpty();
        assertThat(db.get(Get.of("Things", key("kept")))).contains(item("kept", "batch"));
    }

    private static void step(DataGrpc.DataBlockingStub data, TransactionMessage message, ItemChange... changes) {
        assertThat(data.transactionSteps(TransactionStepsRequest.newBuilder()
                                .setRoute(ROUTE)
                                .addSteps(
                                        TransactionStepCodec.toProto(new TransactionStep(message, 0, List.of(changes))))
                                .build())
                        .getAnswersCount())
                .isEqualTo(1);
    }

    private static List<Write> unprocessed(BatchWriteResponse answer) {
        return answer.getUnprocessedList().stream()
                .flatMap(table -> table.getWritesList().stream())
                .toList();
    }
}
