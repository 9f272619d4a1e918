package io.stator.client;

import io.stator.client.FakeNode.Reaction;
import io.stator.model.AttributeValue;
import io.stator.model.CancellationReason;
import io.stator.model.CancellationReason.Code;
import io.stator.model.Item;
import io.stator.model.KeyCodec;
import io.stator.model.TransactionCanceledException;
import io.stator.proto.v1.TransactGetRequest;
import io.stator.proto.v1.TransactWriteRequest;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A cluster with two pairs, a and b, for transactions in several steps. */
abstract class InTransactionFixture {
    static final Get A = Get.of("pairs", Fixtures.key("a"));
    static final Get B = Get.of("pairs", Fixtures.key("b"));

    final FakeCluster cluster = FakeCluster.of(3, 4);
    final StatorClient client = Fixtures.client(cluster);
    final BlockingStatorClient stator = client.blocking();

    /** How often the work of a test ran. */
    final AtomicInteger runs = new AtomicInteger();

    @BeforeEach
    void createTables() {
        cluster.createTable(Fixtures.PAIRS);
        cluster.createTable(Fixtures.NOTES);
        cluster.put("pairs", Fixtures.pair("a", "1"));
        cluster.put("pairs", Fixtures.pair("b", "1"));
    }

    @AfterEach
    void close() {
        client.close();
        cluster.close();
    }

    static Item append(Item item, String text) {
        AttributeValue.S value = (AttributeValue.S) item.get("v");
        return item.toBuilder()
                .set("v", (value == null ? "" : value.value()) + text)
                .build();
    }

    void refuseWrites() {
        cluster.nodes.forEach(node -> node.behave(request -> {
            if (request instanceof TransactWriteRequest) {
                throw new TransactionCanceledException(List.of(new CancellationReason(
                        Code.TRANSACTION_CONFLICT, "Transaction is ongoing for the item", null)));
            }
            return Reaction.SERVE;
        }));
    }

    long versionOf(String key) {
        return cluster.versions.get(
                KeyCodec.encodeKey(cluster.table("pairs"), Fixtures.key(key)).position());
    }

    List<TransactWriteRequest> writes() {
        return cluster.nodes.stream()
                .flatMap(node -> node.requests(TransactWriteRequest.class).stream())
                .toList();
    }

    List<TransactGetRequest> reads() {
        return cluster.nodes.stream()
                .flatMap(node -> node.requests(TransactGetRequest.class).stream())
                .toList();
    }
}
