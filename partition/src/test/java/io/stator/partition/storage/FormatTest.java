package io.stator.partition.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.stator.model.AttributeValue;
import io.stator.model.EncodedKey;
import io.stator.model.KeyCodec;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The bytes that lie on disks: they must never change their meaning. */
class FormatTest {
    private static final EncodedKey KEY = new EncodedKey(
            0x0102030405060708L,
            0xf1f2f3f4f5f6f7f8L,
            ByteString.copyFrom(new byte[] {0x41, 0x00}),
            ByteString.copyFrom(new byte[] {0x51}));

    @Test
    void anItemKey() {
        byte[] key = ItemKey.encode(KEY);
        assertThat(hex(key)).isEqualTo("10" + "0102030405060708" + "f1f2f3f4f5f6f7f8" + "4100" + "51");
        assertThat(ItemKey.ofPlace(KEY.tableId(), ItemKey.place(key))).isEqualTo(key);
    }

    @Test
    void anItemKeyComesApart() throws CorruptStoreException {
        ByteString partitionKey = KeyCodec.encode(new AttributeValue.S("a\0b"));
        for (ByteString sortKey : List.of(ByteString.EMPTY, KeyCodec.encode(AttributeValue.number(7)))) {
            EncodedKey key = new EncodedKey(3, KeyCodec.token(3, partitionKey), partitionKey, sortKey);
            assertThat(ItemKey.decode(ItemKey.encode(key))).isEqualTo(key);
        }
        assertThatThrownBy(() -> ItemKey.decode(ItemKey.encode(KEY))).isInstanceOf(CorruptStoreException.class);
        assertThatThrownBy(() -> ItemKey.decode(new byte[] {0x10, 0})).isInstanceOf(CorruptStoreException.class);
    }

    @Test
    void anIntentsKeyIsTheItemsInItsOwnSpace() {
        byte[] key = IntentKey.of(ItemKey.encode(KEY));
        assertThat(hex(key)).isEqualTo("12" + "0102030405060708" + "f1f2f3f4f5f6f7f8" + "4100" + "51");
        assertThat(IntentKey.itemKey(key)).isEqualTo(ItemKey.encode(KEY));
        KeyRange last = IntentKey.range(ItemKey.table(-1));
        assertThat(hex(last.from())).isEqualTo("12ffffffffffffffff");
        assertThat(hex(last.to())).isEqualTo("13");
    }

    @Test
    void theKeysOfATransaction() throws CorruptStoreException {
        ByteString partitionKey = KeyCodec.encode(new AttributeValue.S("a"));
        ByteString id = ByteString.copyFromUtf8("sixteen bytes id");
        for (ByteString sortKey : List.of(ByteString.EMPTY, KeyCodec.encode(AttributeValue.number(7)))) {
            EncodedKey anchor = new EncodedKey(3, 0xf1f2f3f4f5f6f7f8L, partitionKey, sortKey);
            String place = hex(ItemKey.encode(anchor)).substring(2);
            byte[] record = TransactionKey.record(anchor, id);
            byte[] token = TransactionKey.token(anchor, ByteString.copyFromUtf8("t"));
            assertThat(hex(record)).isEqualTo("14" + place + "01" + hex(id.toByteArray()));
            assertThat(hex(token)).isEqualTo("14" + place + "02" + "74");
            assertThat(TransactionKey.isRecord(record)).isTrue();
            assertThat(TransactionKey.isRecord(token)).isFalse();
            assertThat(TransactionKey.anchor(record)).isEqualTo(anchor);
            assertThat(TransactionKey.anchor(token)).isEqualTo(anchor);
            assertThatThrownBy(() -> TransactionKey.anchor(ItemKey.encode(anchor)))
                    .isInstanceOf(CorruptStoreException.class);
        }
        assertThat(hex(TransactionKey.leadingTo(id))).isEqualTo("01" + hex(id.toByteArray()));
        assertThat(TransactionKey.ledTo(TransactionKey.leadingTo(id))).isEqualTo(id);
    }

    @Test
    void aTablesRange() {
        assertThat(hex(ItemKey.table(255).from())).isEqualTo("1000000000000000ff");
        assertThat(hex(ItemKey.table(255).to())).isEqualTo("100000000000000100");
        assertThat(hex(ItemKey.table(-1).to())).isEqualTo("11");
    }

    @Test
    void aStoredItem() throws CorruptStoreException {
        StoredItem item = new StoredItem(0x1112131415161718L, 0x21222324, ByteString.copyFrom(new byte[] {0x31, 0x32}));
        assertThat(hex(item.encode())).isEqualTo("01" + "1112131415161718" + "21222324" + "3132");
        byte[] golden = HexFormat.of().parseHex("01" + "1112131415161718" + "21222324" + "3132");
        assertThat(StoredItem.decode(golden)).isEqualTo(item);
    }

    @Test
    void otherStoredItemsAreRefused() {
        byte[] bytes = new StoredItem(1, 2, ByteString.EMPTY).encode();
        bytes[0] = 2;
        assertThatThrownBy(() -> StoredItem.decode(bytes))
                .isInstanceOf(CorruptStoreException.class)
                .hasMessage("a stored item has format 2, written by a newer version of Stator; this one reads up to 1");
        assertThatThrownBy(() -> StoredItem.decode(new byte[] {1, 2})).isInstanceOf(CorruptStoreException.class);
    }

    @Test
    void theOtherKeys() throws CorruptStoreException {
        assertThat(hex(StateKey.FORMAT.key())).isEqualTo("0101");
        assertThat(hex(StateKey.APPLIED.key())).isEqualTo("0102");
        assertThat(hex(StateKey.PARTITION.key())).isEqualTo("0103");
        assertThat(hex(KeySpace.TABLE.key(0x1234))).isEqualTo("020000000000001234");
        assertThat(hex(KeySpace.TRIM.key(0x1234))).isEqualTo("030000000000001234");
        assertThat(KeySpace.TABLE.id(KeySpace.TABLE.key(0x1234))).isEqualTo(0x1234);
        assertThatThrownBy(() -> KeySpace.TABLE.id(KeySpace.TRIM.key(1))).isInstanceOf(CorruptStoreException.class);
        assertThatThrownBy(() -> KeySpace.TABLE.id(new byte[] {2})).isInstanceOf(CorruptStoreException.class);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
