package io.stator.server.golden;

import com.google.protobuf.ByteString;
import io.stator.model.AttributeValue;
import io.stator.model.DecimalNumber;
import io.stator.model.EncodedKey;
import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.model.KeyCodec;
import io.stator.model.KeyType;
import io.stator.model.ReturnValues;
import io.stator.model.TableInfo;
import io.stator.model.TableSchema;
import io.stator.model.expression.UpdateAction;
import io.stator.partition.ItemWrite;
import io.stator.partition.WriteId;
import io.stator.partition.WriteOutcome;
import io.stator.server.StatorNode;
import io.stator.server.replica.LocalPartition;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What every golden data directory holds. Never changed: older ones cannot be. */
final class GoldenContent {
    static final TableSchema TABLE = TableSchema.of("Golden", "p", KeyType.STRING, "s", KeyType.NUMBER);
    static final String NAME = TABLE.name();
    static final int COUNTED = 2;

    private GoldenContent() {}

    /** Stored before the checkpoint. */
    static List<Item> early() {
        TreeMap<String, AttributeValue> members = new TreeMap<>();
        members.put("empty", new AttributeValue.M(new TreeMap<>()));
        members.put(
                "list",
                new AttributeValue.L(List.of(
                        new AttributeValue.S("ü"),
                        new AttributeValue.Null(),
                        new AttributeValue.L(List.of(new AttributeValue.Bool(true))))));
        Item nested = Item.builder()
                .set("p", "nested")
                .set("s", -1)
                .set("map", new AttributeValue.M(members))
                .build();
        Item kinds = Item.builder()
                .set("p", "kinds")
                .set("s", new AttributeValue.N(DecimalNumber.parse("12345678901234567890.123456789012345678")))
                .set("b", new AttributeValue.B(ByteString.copyFrom(new byte[] {0, 1, -1})))
                .set("no", new AttributeValue.Bool(false))
                .set("ss", new AttributeValue.SS(List.of("a", "b")))
                .set("ns", new AttributeValue.NS(List.of(DecimalNumber.parse("-1e-30"), DecimalNumber.of(2))))
                .set("bs", new AttributeValue.BS(List.of(ByteString.copyFromUtf8("x"), ByteString.copyFromUtf8("y"))))
                .build();
        return List.of(nested, kinds, plain(1, "early"), plain(2, "early"));
    }

    /** Stored after it, so that they are in the log alone; the first of them in the place of an early one. */
    static List<Item> late() {
        return List.of(plain(2, "late"), plain(4, "late"));
    }

    /** Stored before the checkpoint, deleted after it. */
    static Item deleted() {
        return plain(3, "deleted");
    }

    /** Every item there is. */
    static List<Item> all() {
        return List.of(
                early().get(0), early().get(1), plain(1, "early"), plain(2, "late"), plain(4, "late"), counter());
    }

    static Item key(Item item) {
        return Item.builder()
                .set("p", Objects.requireNonNull(item.get("p")))
                .set("s", Objects.requireNonNull(item.get("s")))
                .build();
    }

    private static Item plain(long sortKey, String text) {
        return Item.builder()
                .set("p", "plain")
                .set("s", sortKey)
                .set("text", text)
                .build();
    }

    /** What {@link #COUNTED} increments made. */
    static Item counter() {
        return counter(COUNTED);
    }

    private static Item counter(long n) {
        return Item.builder().set("p", "counter").set("s", 0).set("n", n).build();
    }

    /**
     * Sends an increment under its request id; again: as a retry.
     *
     * @param number from 1; the second is sent after the checkpoint
     */
    static WriteOutcome increment(StatorNode node, TableInfo table, int number) {
        LocalPartition local = node.replicas().all().get(0);
        Item key = key(counter(0));
        EncodedKey encoded = KeyCodec.encodeKey(table, key);
        ItemWrite.Action add = new ItemWrite.Update(
                ItemCodec.encode(key), List.of(UpdateAction.add("n", new AttributeValue.N(DecimalNumber.of(1)))));
        WriteId id = new WriteId(ByteString.copyFromUtf8("golden-request-" + number), 0);
        return local.partition()
                .write(new ItemWrite(
                        table, encoded, local.partition().epoch(), add, null, ReturnValues.ALL_NEW, false, id))
                .join();
    }

    static WriteOutcome incremented(int number) {
        return new WriteOutcome.Done(ItemCodec.encode(counter(number)));
    }

    /** A small node, so that its directory is small, too. */
    static Map<String, String> settings() {
        return Map.of("raft.segment.bytes", "1MB", "storage.cache.bytes", "8MB", "storage.writebuffer.bytes", "4MB");
    }
}
