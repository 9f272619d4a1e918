package io.stator.model;

import static io.stator.model.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import org.junit.jupiter.api.Test;

/** From items to keys and back. */
class EncodedKeyTest {
    private static final String INVALID = "One or more parameter values were invalid: ";

    static final TableInfo MUSIC = table(TableSchema.of("Music", "Artist", KeyType.STRING, "Year", KeyType.NUMBER));
    static final TableInfo BLOBS = table(TableSchema.of("Blobs", "Id", KeyType.BINARY, "Part", KeyType.BINARY));
    static final TableInfo USERS = table(TableSchema.of("Users", "Name", KeyType.STRING));

    private static TableInfo table(TableSchema schema) {
        return new TableInfo(7, 1, schema, TableStatus.ACTIVE, 0);
    }

    @Test
    void isMadeOfTheKeyAttributesAlone() {
        Item key = Item.builder().set("Artist", "Nina").set("Year", 1964).build();
        Item item = key.toBuilder().set("Title", "Mississippi Goddam").build();
        EncodedKey encoded = KeyCodec.encodeKey(MUSIC, item);
        assertThat(encoded).isEqualTo(KeyCodec.encodeKey(MUSIC, key));
        assertThat(encoded.tableId()).isEqualTo(7);
        assertThat(encoded.partitionKey()).isEqualTo(KeyCodec.encode(AttributeValue.string("Nina")));
        assertThat(encoded.sortKey()).isEqualTo(KeyCodec.encode(AttributeValue.number(1964)));
        assertThat(encoded.token()).isEqualTo(KeyCodec.token(7, encoded.partitionKey()));
        assertThat(KeyCodec.decodeKey(MUSIC, encoded)).isEqualTo(key);
    }

    @Test
    void mayHaveNoSortKey() {
        Item key = Item.builder().set("Name", "x").build();
        EncodedKey encoded = KeyCodec.encodeKey(USERS, key);
        assertThat(encoded.sortKey()).isEqualTo(ByteString.EMPTY);
        assertThat(KeyCodec.decodeKey(USERS, encoded)).isEqualTo(key);
        assertThatThrownBy(() -> KeyCodec.decodeKey(MUSIC, encoded)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> KeyCodec.decodeKey(BLOBS, KeyCodec.encodeKey(MUSIC, music("a", 1))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesItemsWithoutAKey() {
        assertRefused(
                () -> KeyCodec.encodeKey(MUSIC, Item.builder().set("Year", 1).build()),
                INVALID + "Missing the key Artist in the item");
        assertRefused(
                () -> KeyCodec.encodeKey(
                        MUSIC, Item.builder().set("Artist", "x").build()),
                INVALID + "Missing the key Year in the item");
        assertRefused(
                () -> KeyCodec.encodeKey(
                        MUSIC, Item.builder().set("Artist", 1).set("Year", 1).build()),
                INVALID + "Type mismatch for key Artist expected: S actual: N");
        assertRefused(
                () -> KeyCodec.encodeKey(
                        MUSIC,
                        Item.builder().set("Artist", "x").set("Year", true).build()),
                INVALID + "Type mismatch for key Year expected: N actual: BOOL");
    }

    @Test
    void refusesEmptyKeys() {
        String message =
                "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an ";
        assertRefused(() -> KeyCodec.encodeKey(MUSIC, music("", 1)), message + "empty string value. Key: Artist");
        assertRefused(() -> KeyCodec.encodeKey(BLOBS, blob(0, 1)), message + "empty binary value. Key: Id");
        assertRefused(() -> KeyCodec.encodeKey(BLOBS, blob(1, 0)), message + "empty binary value. Key: Part");
    }

    @Test
    void boundsTheSizeOfKeys() {
        String partitionKey = INVALID + "Size of hashkey has exceeded the maximum size limit of2048 bytes";
        String sortKey = INVALID + "Aggregated size of all range keys has exceeded the size limit of 1024 bytes";
        assertThat(KeyCodec.encodeKey(MUSIC, music("\u00e4".repeat(1024), 1))).isNotNull();
        assertRefused(() -> KeyCodec.encodeKey(MUSIC, music("\u00e4".repeat(1024) + "x", 1)), partitionKey);
        assertThat(KeyCodec.encodeKey(BLOBS, blob(Limits.PARTITION_KEY_BYTES_MAX, Limits.SORT_KEY_BYTES_MAX)))
                .isNotNull();
        assertRefused(() -> KeyCodec.encodeKey(BLOBS, blob(Limits.PARTITION_KEY_BYTES_MAX + 1, 1)), partitionKey);
        assertRefused(() -> KeyCodec.encodeKey(BLOBS, blob(1, Limits.SORT_KEY_BYTES_MAX + 1)), sortKey);
    }

    static Item music(String artist, long year) {
        return Item.builder().set("Artist", artist).set("Year", year).build();
    }

    static Item blob(int idBytes, int partBytes) {
        return Item.builder()
                .set("Id", new byte[idBytes])
                .set("Part", new byte[partBytes])
                .build();
    }
}
