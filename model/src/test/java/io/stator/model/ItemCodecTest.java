package io.stator.model;

import static io.stator.model.Refusals.assertRefused;
import static io.stator.model.Refusals.nested;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ItemCodecTest {
    private static final String INVALID = "One or more parameter values were invalid: ";

    @Test
    void writesTheseBytes() {
        Item item = Item.builder()
                .set("s", "x")
                .set("n", AttributeValue.number("-1.50"))
                .set("b", new byte[] {1})
                .set("z", AttributeValue.map(Map.of("a", AttributeValue.list(AttributeValue.nullValue()))))
                .set("ss", AttributeValue.stringSet("b", "a"))
                .set("t", true)
                .build();
        assertThat(KeyCodecTest.hex(ItemCodec.encode(item)))
                .isEqualTo("0a08" + "0a0162" + "12031a0101"
                        + "0a0b" + "0a016e" + "1206" + "12042d312e35"
                        + "0a08" + "0a0173" + "12030a0178"
                        + "0a0e" + "0a027373" + "1208" + "22060a01610a0162"
                        + "0a07" + "0a0174" + "12025001"
                        + "0a14" + "0a017a" + "120f" + "3a0d" + "0a0b0a0161" + "1206" + "4204" + "0a024801");
        assertThat(ItemCodec.encode(Item.EMPTY).isEmpty()).isTrue();
    }

    @Test
    void isReadByTheGeneratedClassesAndReadsThem() throws InvalidProtocolBufferException {
        RandomValues values = RandomValues.create();
        for (int i = 0; i < 5_000; i++) {
            Item item = values.item();
            io.stator.proto.v1.Item message = ProtoItems.toProto(item);
            ByteString encoded = ItemCodec.encode(item);
            assertThat(encoded).as("%s", item).isEqualTo(message.toByteString());
            assertThat(io.stator.proto.v1.Item.parseFrom(encoded)).isEqualTo(message);
            assertThat(ItemCodec.decode(message.toByteString())).isEqualTo(item);
            assertThat(ItemCodec.encode(ItemCodec.decode(encoded))).isEqualTo(encoded);
            AttributeValue value = values.value();
            assertThat(ItemCodec.encodeValue(value))
                    .isEqualTo(ProtoItems.toProto(value).toByteString());
            assertThat(ItemCodec.decodeValue(ItemCodec.encodeValue(value))).isEqualTo(value);
        }
    }

    @Test
    void bringsWhatItReadsIntoOrder() {
        var shuffled = io.stator.proto.v1.Item.newBuilder()
                .addAttributes(ProtoItems.attribute("\uD83D\uDE00", AttributeValue.number(1)))
                .addAttributes(ProtoItems.attribute("\uFFFF", AttributeValue.number(2)))
                .addAttributes(io.stator.proto.v1.Attribute.newBuilder()
                        .setName("a")
                        .setValue(io.stator.proto.v1.AttributeValue.newBuilder().setN("01.0")))
                .build();
        Item item = ItemCodec.decode(shuffled.toByteString());
        assertThat(item.attributes().keySet()).containsExactly("a", "\uFFFF", "\uD83D\uDE00");
        assertThat(item.get("a")).isEqualTo(AttributeValue.number(1));
    }

    @ParameterizedTest
    @CsvSource({
        "an attribute without a value, 0a030a0161",
        "an empty value, 0a050a01611200",
        "an empty attribute, 0a00",
        "a list with an empty value, 0a090a01611204 42020a00"
    })
    void refusesValuesWithoutAType(String what, String hex) {
        assertRefused(
                () -> ItemCodec.decode(KeyCodecTest.fromHex(hex.replace(" ", ""))),
                "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes");
    }

    @Test
    void refusesValuesOfTwoTypes() {
        String message = "Supplied AttributeValue has more than one datatypes set, "
                + "must contain exactly one of the supported datatypes";
        assertRefused(() -> ItemCodec.decodeValue(KeyCodecTest.fromHex("0a01611201 31".replace(" ", ""))), message);
        assertRefused(() -> ItemCodec.decodeValue(KeyCodecTest.fromHex("0a01610a0161")), message);
        assertRefused(() -> ItemCodec.decodeValue(KeyCodecTest.fromHex("0a016100")), message);
    }

    @ParameterizedTest
    @CsvSource({
        "null that is false, 4800, Null attribute value types must have the value of true",
        "an empty string set, 2200, An string set  may not be empty",
        "an empty number set, 2a00, An number set  may not be empty",
        "an empty binary set, 3200, Binary sets should not be empty",
        "strings twice, 22060a01610a0161, 'Input collection [a, a] contains duplicates.'",
        "binaries twice, 32060a01620a0162, 'Input collection [Yg==, Yg==]of type BS contains duplicates.'",
        "a name twice, 3a120a070a0161120248010a070a016112024801, Duplicate attribute name: a"
    })
    void refusesInvalidValues(String what, String hex, String message) {
        assertRefused(() -> ItemCodec.decodeValue(KeyCodecTest.fromHex(hex)), INVALID + message);
    }

    @Test
    void refusesInvalidNumbers() {
        assertRefused(
                () -> ItemCodec.decodeValue(KeyCodecTest.fromHex("120178")),
                "The parameter cannot be converted to a numeric value: x");
        assertRefused(
                () -> ItemCodec.decodeValue(KeyCodecTest.fromHex("1200")),
                "The parameter cannot be converted to a numeric value");
        assertRefused(
                () -> ItemCodec.decodeValue(KeyCodecTest.fromHex("2a080a01310a03312e30")),
                "Input collection contains duplicates");
    }

    @ParameterizedTest
    @CsvSource({
        "an unknown field of an item, 1200",
        "an unknown field of an attribute, 0a020a001a00",
        "an unknown field of a value, 0a065a00",
        "a wrong wire type, 0a0208 01",
        "two names, 0a0a0a01610a016212024801",
        "two values, 0a0b0a01611202480112024801",
        "a length beyond the end, 0a7f",
        "a length beyond the message, 0a070a0161120348 01",
        "a negative length, 0affffffff0f",
        "a length that never ends, 0affffffffffffffffffffff",
        "a cut tag, 8a",
        "tag zero, 00",
        "trailing garbage, 0a070a01611202480107",
        "a string that is no UTF-8, 0a080a016112030a01ff",
        "a name that is no UTF-8, 0a070aff6112024801",
        "a surrogate, 0a0a0a016112050a03eda080"
    })
    void refusesMalformedItems(String what, String hex) {
        assertRefused(() -> ItemCodec.decode(KeyCodecTest.fromHex(hex.replace(" ", ""))));
    }

    @Test
    void survivesDamage() {
        RandomValues values = RandomValues.create();
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = ItemCodec.encode(values.item()).toByteArray();
            for (int hits = values.below(3); bytes.length > 0 && hits >= 0; hits--) {
                bytes[values.below(bytes.length)] = (byte) values.below(256);
            }
            try {
                Item item = ItemCodec.decode(ByteString.copyFrom(
                        bytes, 0, values.chance(50) ? bytes.length : values.below(bytes.length + 1)));
                assertThat(ItemCodec.decode(ItemCodec.encode(item))).isEqualTo(item);
            } catch (StatorException e) {
                assertThat(e.code()).isEqualTo(ErrorCode.VALIDATION);
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(1_000);
    }

    @Test
    void goes32LevelsDeep() {
        AttributeValue deepest = nested(Limits.NESTING_LEVELS_MAX);
        ByteString encoded = ItemCodec.encodeValue(deepest);
        assertThat(ItemCodec.decodeValue(encoded)).isEqualTo(deepest);
        String message = "Nesting Levels have exceeded supported limits: "
                + "Attributes in the item have nested levels beyond supported limit";
        AttributeValue tooDeep = nested(Limits.NESTING_LEVELS_MAX + 1);
        assertRefused(() -> ItemCodec.encodeValue(tooDeep), message);
        assertRefused(() -> ItemCodec.decodeValue(ProtoItems.toProto(tooDeep).toByteString()), message);
        assertRefused(
                () -> ItemCodec.decodeValue(ProtoItems.toProto(nested(500)).toByteString()), message);
    }

    @Test
    void boundsBytes() {
        int content = Limits.ENCODED_ITEM_BYTES_MAX - 5;
        AttributeValue largest = AttributeValue.string("x".repeat(content));
        ByteString encoded = ItemCodec.encodeValue(largest);
        assertThat(encoded.size()).isEqualTo(Limits.ENCODED_ITEM_BYTES_MAX);
        assertThat(ItemCodec.decodeValue(encoded)).isEqualTo(largest);
        String message = "Item size has exceeded the maximum allowed size";
        AttributeValue tooLarge = AttributeValue.string("x".repeat(content + 1));
        assertRefused(() -> ItemCodec.encodeValue(tooLarge), message);
        assertRefused(() -> ItemCodec.decodeValue(ProtoItems.toProto(tooLarge).toByteString()), message);
        AttributeValue repeated = AttributeValue.list(Collections.nCopies(10_000, largest));
        assertRefused(() -> ItemCodec.encodeValue(repeated), message);
    }

    /** What is largest on the wire for its size: sets of one empty string. */
    @Test
    void encodesEveryLegalItem() {
        List<AttributeValue> elements = new ArrayList<>();
        for (int i = 0; i < Limits.ITEM_BYTES_MAX - 20; i++) {
            elements.add(AttributeValue.stringSet(""));
        }
        Item item = EncodedKeyTest.music("a", 1).toBuilder()
                .set("l", AttributeValue.list(elements))
                .build();
        Validation.item(EncodedKeyTest.MUSIC, item);
        assertThat(ItemCodec.decode(ItemCodec.encode(item))).isEqualTo(item);
    }
}
