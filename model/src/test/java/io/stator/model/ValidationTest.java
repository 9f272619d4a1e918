package io.stator.model;

import static io.stator.model.EncodedKeyTest.BLOBS;
import static io.stator.model.EncodedKeyTest.MUSIC;
import static io.stator.model.EncodedKeyTest.USERS;
import static io.stator.model.EncodedKeyTest.blob;
import static io.stator.model.EncodedKeyTest.music;
import static io.stator.model.Refusals.assertRefused;
import static io.stator.model.Refusals.nested;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValidationTest {
    private static final String INVALID = "One or more parameter values were invalid: ";
    private static final String TOO_DEEP = "Nesting Levels have exceeded supported limits: "
            + "Attributes in the item have nested levels beyond supported limit";

    @Test
    void tableNames() {
        String length = "TableName must be at least 3 characters long and at most 255 characters long";
        Validation.tableName("aZ9");
        Validation.tableName("_.-");
        Validation.tableName("x".repeat(Limits.TABLE_NAME_CHARS_MAX));
        assertRefused(() -> Validation.tableName(""), length);
        assertRefused(() -> Validation.tableName("ab"), length);
        assertRefused(() -> Validation.tableName("x".repeat(Limits.TABLE_NAME_CHARS_MAX + 1)), length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc;", "a b", "abc\n", "\u00e4bc", "a/b", "abc\u0000"})
    void tableNamesOfOtherCharacters(String name) {
        assertRefused(
                () -> Validation.tableName(name),
                "1 validation error detected: Value '" + name + "' at 'tableName' failed to satisfy constraint: "
                        + "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+");
    }

    @Test
    void schemas() {
        String longest = "\u00e4".repeat(127) + "x";
        Validation.tableSchema(TableSchema.of("abc", longest, KeyType.STRING));
        Validation.tableSchema(TableSchema.of("abc", "p", KeyType.STRING, "s", KeyType.BINARY));
        assertRefused(() -> Validation.tableSchema(TableSchema.of("a", "p", KeyType.STRING)));
        assertRefused(
                () -> Validation.tableSchema(TableSchema.of("abc", longest + "x", KeyType.STRING)),
                "1 validation error detected: Value '" + longest + "x' at 'keySchema.1.member.attributeName' "
                        + "failed to satisfy constraint: Member must have length less than or equal to 255");
        assertRefused(
                () -> Validation.tableSchema(TableSchema.of("abc", "p", KeyType.STRING, "", KeyType.STRING)),
                "1 validation error detected: Value '' at 'keySchema.2.member.attributeName' "
                        + "failed to satisfy constraint: Member must have length greater than or equal to 1");
        assertRefused(
                () -> Validation.tableSchema(TableSchema.of("abc", "p", KeyType.STRING, "p", KeyType.STRING)),
                "Both the Hash Key and the Range Key element in the KeySchema have the same name");
    }

    @Test
    void itemsHaveTheKey() {
        Validation.item(MUSIC, music("a", 1));
        assertRefused(
                () -> Validation.item(MUSIC, Item.builder().set("Artist", "a").build()),
                INVALID + "Missing the key Year in the item");
        assertRefused(
                () -> Validation.item(USERS, Item.builder().set("Name", 1).build()),
                INVALID + "Type mismatch for key Name expected: S actual: N");
    }

    @Test
    void keysFitByTheirTypesWhateverTheirContents() {
        Item more = music("", 1).toBuilder().set("x", 1).build();
        assertThat(Validation.isKeyOf(MUSIC, music("", 1))).isTrue();
        assertThat(Validation.isKeyOf(MUSIC, more)).isFalse();
        assertThat(Validation.hasKeyOf(MUSIC, more)).isTrue();
        assertThat(Validation.hasKeyOf(MUSIC, Item.builder().set("Artist", "a").build()))
                .isFalse();
        assertThat(Validation.hasKeyOf(USERS, Item.builder().set("Name", 1).build()))
                .isFalse();
        assertThat(Validation.isKeyOf(USERS, Item.builder().set("Name", "").build()))
                .isTrue();
    }

    @Test
    void itemsHaveASize() {
        Item small = music("a", 1).toBuilder().set("x", "").build();
        int free = Limits.ITEM_BYTES_MAX - ItemSize.of(small);
        Validation.item(MUSIC, small.toBuilder().set("x", "x".repeat(free)).build());
        assertRefused(
                () -> Validation.item(
                        MUSIC, small.toBuilder().set("x", "x".repeat(free + 1)).build()),
                "Item size has exceeded the maximum allowed size");
    }

    @Test
    void itemsHaveADepth() {
        Item key = music("a", 1);
        Validation.item(
                MUSIC,
                key.toBuilder().set("x", nested(Limits.NESTING_LEVELS_MAX)).build());
        assertRefused(
                () -> Validation.item(
                        MUSIC,
                        key.toBuilder()
                                .set("x", nested(Limits.NESTING_LEVELS_MAX + 1))
                                .build()),
                TOO_DEEP);
        assertRefused(
                () -> Validation.item(
                        MUSIC, key.toBuilder().set("x", nested(100_000)).build()),
                TOO_DEEP);
    }

    @Test
    void attributesHaveNames() {
        Item key = music("a", 1);
        String longest = "x".repeat(Limits.ATTRIBUTE_NAME_BYTES_MAX);
        Validation.item(MUSIC, key.toBuilder().set(longest, 1).build());
        Validation.item(MUSIC, key.toBuilder().set("m", map(longest)).build());
        assertRefused(() -> Validation.item(MUSIC, key.toBuilder().set("", 1).build()), "Empty attribute name");
        assertRefused(
                () -> Validation.item(MUSIC, key.toBuilder().set("m", map("")).build()), "Empty attribute name");
        String tooLarge = "Attribute name is too large, must be less than 65536 bytes";
        assertRefused(
                () -> Validation.item(
                        MUSIC, key.toBuilder().set(longest + "x", 1).build()),
                tooLarge);
        assertRefused(
                () -> Validation.item(
                        MUSIC, key.toBuilder().set("m", map(longest + "x")).build()),
                tooLarge);
    }

    private static AttributeValue map(String name) {
        return AttributeValue.map(Map.of(name, AttributeValue.number(1)));
    }

    @Test
    void keysAreTheKeyAttributesAndNothingElse() {
        String mismatch = "The provided key element does not match the schema";
        Validation.key(MUSIC, music("a", 1));
        Validation.key(USERS, Item.builder().set("Name", "x").build());
        assertRefused(() -> Validation.key(MUSIC, Item.EMPTY), mismatch);
        assertRefused(
                () -> Validation.key(MUSIC, Item.builder().set("Artist", "a").build()), mismatch);
        assertRefused(
                () -> Validation.key(
                        MUSIC, music("a", 1).toBuilder().set("x", 1).build()),
                mismatch);
        assertRefused(
                () -> Validation.key(
                        MUSIC, Item.builder().set("Artist", "a").set("x", 1).build()),
                mismatch);
        assertRefused(
                () -> Validation.key(
                        MUSIC,
                        Item.builder().set("Artist", "a").set("Year", "1").build()),
                mismatch);
        assertRefused(() -> Validation.key(USERS, music("a", 1)), mismatch);
        assertRefused(
                () -> Validation.key(MUSIC, music("", 1)),
                "One or more parameter values are not valid. The AttributeValue for a key attribute "
                        + "cannot contain an empty string value. Key: Artist");
        assertRefused(
                () -> Validation.key(BLOBS, blob(2049, 1)),
                INVALID + "Size of hashkey has exceeded the maximum size limit of2048 bytes");
        assertRefused(
                () -> Validation.key(BLOBS, blob(1, 1025)),
                INVALID + "Aggregated size of all range keys has exceeded the size limit of 1024 bytes");
    }

    @Test
    void queriesFitTheKey() {
        AttributeValue artist = AttributeValue.string("a");
        AttributeValue year = AttributeValue.number(1);
        Validation.query(MUSIC, artist, null);
        Validation.query(MUSIC, artist, SortKeyRange.ALL);
        Validation.query(MUSIC, artist, SortKeyRange.between(year, year));
        Validation.query(MUSIC, artist, SortKeyRange.greaterThan(year));
        Validation.query(USERS, artist, SortKeyRange.ALL);
        String mismatch = INVALID + "Condition parameter type does not match schema type";
        assertRefused(() -> Validation.query(MUSIC, year, null), mismatch);
        assertRefused(() -> Validation.query(MUSIC, artist, SortKeyRange.equalTo(artist)), mismatch);
        assertRefused(() -> Validation.query(MUSIC, artist, SortKeyRange.atMost(AttributeValue.list())), mismatch);
        assertRefused(() -> Validation.query(MUSIC, AttributeValue.string(""), null));
        assertRefused(() -> Validation.query(MUSIC, AttributeValue.string("x".repeat(2049)), null));
        assertRefused(
                () -> Validation.query(USERS, artist, SortKeyRange.equalTo(year)), "Query key condition not supported");
        assertRefused(
                () -> Validation.query(
                        MUSIC, artist, SortKeyRange.between(AttributeValue.number(10), AttributeValue.number(9))),
                "Invalid KeyConditionExpression: The BETWEEN operator requires upper bound "
                        + "to be greater than or equal to lower bound");
    }

    @Test
    void prefixesAreOfStringsOrBinariesAndAlone() {
        AttributeValue id = AttributeValue.binary(new byte[] {1});
        Validation.query(BLOBS, id, SortKeyRange.beginsWith(id));
        Validation.query(BLOBS, id, SortKeyRange.beginsWith(AttributeValue.binary(new byte[1024])));
        assertRefused(
                () -> Validation.query(BLOBS, id, SortKeyRange.beginsWith(AttributeValue.binary(new byte[1025]))));
        assertRefused(
                () -> Validation.query(
                        MUSIC, AttributeValue.string("a"), SortKeyRange.beginsWith(AttributeValue.number(1))),
                "Invalid KeyConditionExpression: Incorrect operand type for operator or function; "
                        + "operator or function: begins_with, operand type: N");
        assertRefused(
                () -> Validation.query(BLOBS, id, new SortKeyRange(id, false, null, false, id)),
                "Query key condition not supported");
    }

    @Test
    void emptyPrefixesAreRefused() {
        AttributeValue id = AttributeValue.binary(new byte[] {1});
        assertRefused(
                () -> Validation.query(BLOBS, id, SortKeyRange.beginsWith(AttributeValue.binary(new byte[0]))),
                "One or more parameter values are not valid. The AttributeValue for a key attribute "
                        + "cannot contain an empty binary value. Key: Part");
        Validation.query(BLOBS, id, SortKeyRange.lessThan(AttributeValue.binary(new byte[1])));
        assertRefused(() -> Validation.query(MUSIC, AttributeValue.nullValue(), SortKeyRange.ALL));
        assertRefused(() -> Validation.query(MUSIC, AttributeValue.list(List.of()), SortKeyRange.ALL));
    }
}
