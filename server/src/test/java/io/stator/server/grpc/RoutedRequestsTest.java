package io.stator.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.stator.client.BlockingStatorClient;
import io.stator.client.Get;
import io.stator.client.Put;
import io.stator.client.Scan;
import io.stator.client.routing.ErrorCodec;
import io.stator.client.routing.NettyChannelFactory;
import io.stator.client.routing.WrongRouteException;
import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.model.KeyType;
import io.stator.model.TableSchema;
import io.stator.proto.v1.AttributeValue;
import io.stator.proto.v1.BatchGetRequest;
import io.stator.proto.v1.BatchWriteRequest;
import io.stator.proto.v1.BatchWriteResponse;
import io.stator.proto.v1.DataGrpc;
import io.stator.proto.v1.GetRequest;
import io.stator.proto.v1.PageResponse;
import io.stator.proto.v1.PutRequest;
import io.stator.proto.v1.QueryRequest;
import io.stator.proto.v1.Route;
import io.stator.proto.v1.ScanRequest;
import io.stator.server.embedded.EmbeddedStator;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests that name a partition, at a node with two. */
class RoutedRequestsTest {
    private static EmbeddedStator stator;
    private static BlockingStatorClient db;
    private static ManagedChannel channel;
    private static DataGrpc.DataBlockingStub data;

    /** A key of each partition. */
    private static final Map<Long, Item> KEYS = new HashMap<>();

    @BeforeAll
    static void start(@TempDir Path directory) {
        stator = EmbeddedStator.start(directory, Map.of("cluster.partitions", "2"));
        db = stator.client().blocking();
        channel = new NettyChannelFactory().open(stator.address());
        data = DataGrpc.newBlockingStub(channel);
        db.createTable(TableSchema.of("Users", "id", KeyType.STRING));
        for (int i = 0; KEYS.size() < 2; i++) {
            Item key = Item.builder().set("id", "user-" + i).build();
            Throwable failure = catchThrowable(() -> data.get(get(key, route(1)).build()));
            KEYS.putIfAbsent(failure == null ? 1L : 2L, key);
        }
    }

    @AfterAll
    static void stop() {
        channel.shutdownNow();
        stator.close();
    }

    private static Route route(long partition) {
        return Route.newBuilder().setPartitionId(partition).setEpoch(1).build();
    }

    private static GetRequest.Builder get(Item key, Route route) {
        return GetRequest.newBuilder()
                .setTable("Users")
                .setKey(ItemCodec.encode(key))
                .setConsistent(true)
                .setRoute(route);
    }

    private static Item key(long partition) {
        return java.util.Objects.requireNonNull(KEYS.get(partition));
    }

    private static ByteString encoded(long partition) {
        return ItemCodec.encode(key(partition));
    }

    private static void belongsTo(long partition, Runnable call) {
        Throwable failure = catchThrowable(call::run);
        assertThat(failure).isNotNull();
        assertThat(ErrorCodec.toStatorException(failure)).isInstanceOfSatisfying(WrongRouteException.class, wrong -> {
            assertThat(wrong.route()).isNotNull();
            assertThat(wrong.route().getId()).isEqualTo(partition);
            assertThat(wrong.route().getLeader()).isEqualTo("n1");
        });
    }

    @Test
    void aPartitionRefusesWhatAnotherOwns() {
        belongsTo(2, () -> data.get(get(key(2), route(1)).build()));
        belongsTo(2, () -> data.get(get(key(2), route(1)).setConsistent(false).build()));
        belongsTo(
                1,
                () -> data.put(PutRequest.newBuilder()
                        .setRoute(route(2))
                        .setTable("Users")
                        .setItem(encoded(1))
                        .build()));
    }

    @Test
    void aQueryIsNotAnsweredWithNothingByAPartitionThatOwnsNothingOfIt() {
        belongsTo(
                2,
                () -> data.query(QueryRequest.newBuilder()
                        .setRoute(route(1))
                        .setTable("Users")
                        .setPartitionKey(AttributeValue.newBuilder().setS(idOf(key(2))))
                        .build()));
    }

    private static String idOf(Item key) {
        return ((io.stator.model.AttributeValue.S) java.util.Objects.requireNonNull(key.get("id"))).value();
    }

    private static BatchWriteRequest.Builder puts(Route route, ByteString... items) {
        BatchWriteRequest.TableWrites.Builder writes =
                BatchWriteRequest.TableWrites.newBuilder().setTable("Users");
        for (ByteString item : items) {
            writes.addWrites(BatchWriteRequest.Write.newBuilder().setPutItem(item));
        }
        return BatchWriteRequest.newBuilder().setRoute(route).addTables(writes);
    }

    @Test
    void aBatchWithOneKeyOfAnotherPartitionDoesNothing() {
        belongsTo(
                2, () -> data.batchWrite(puts(route(1), encoded(1), encoded(2)).build()));
        belongsTo(
                1,
                () -> data.batchWrite(puts(route(1).toBuilder().setEpoch(7).build(), encoded(1))
                        .build()));
        belongsTo(
                2,
                () -> data.batchGet(BatchGetRequest.newBuilder()
                        .setRoute(route(1))
                        .addTables(BatchGetRequest.TableKeys.newBuilder()
                                .setTable("Users")
                                .addKeys(encoded(1))
                                .addKeys(encoded(2)))
                        .build()));
        assertThat(db.scanAll(Scan.of("Users").strong())).isEmpty();
    }

    @Test
    void aBatchOfOnePartitionIsDone() {
        db.createTable(TableSchema.of("Batched", "id", KeyType.STRING));
        BatchWriteRequest batch = BatchWriteRequest.newBuilder()
                .setRoute(routeOf("Batched"))
                .addTables(BatchWriteRequest.TableWrites.newBuilder()
                        .setTable("Batched")
                        .addWrites(BatchWriteRequest.Write.newBuilder().setPutItem(encoded(1))))
                .build();
        assertThat(data.batchWrite(batch)).isEqualTo(BatchWriteResponse.getDefaultInstance());
        assertThat(db.get(Get.of("Batched", key(1)))).contains(key(1));
    }

    /** Where key(1) of another table belongs: tokens depend on the table. */
    private static Route routeOf(String table) {
        Throwable failure = catchThrowable(
                () -> data.get(get(key(1), route(1)).setTable(table).build()));
        return route(failure == null ? 1 : 2);
    }

    @Test
    void everyPartitionAnswersItsPartOfAScan() {
        db.createTable(TableSchema.of("Scanned", "id", KeyType.STRING));
        for (int i = 0; i < 40; i++) {
            db.put(Put.of("Scanned", Item.builder().set("id", "item-" + i).build()));
        }
        int items = 0;
        for (long partition = 1; partition <= 2; partition++) {
            ScanRequest request = ScanRequest.newBuilder()
                    .setRoute(route(partition))
                    .setTable("Scanned")
                    .setConsistent(true)
                    .setLimit(3)
                    .build();
            PageResponse page = data.scan(request);
            while (page.hasLastEvaluatedKey()) {
                items += page.getItemsCount();
                page = data.scan(request.toBuilder()
                        .setExclusiveStartKey(page.getLastEvaluatedKey())
                        .build());
            }
            items += page.getItemsCount();
        }
        assertThat(items).isEqualTo(40);
    }

    @Test
    void aTableThatIsMadeAnewIsAnotherTable() {
        for (int round = 0; round < 3; round++) {
            db.createTable(TableSchema.of("Anew", "id", KeyType.STRING));
            Item item = Item.builder().set("id", "x").set("round", round).build();
            data.put(PutRequest.newBuilder()
                    .setTable("Anew")
                    .setItem(ItemCodec.encode(item))
                    .build());
            assertThat(db.scanAll(Scan.of("Anew").strong())).containsExactly(item);
            db.deleteTable("Anew");
        }
    }
}
