package io.stator.model.json;

import static io.stator.model.Refusals.assertRefused;
import static io.stator.model.Refusals.nested;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.google.protobuf.ByteString;
import io.stator.model.AttributeValue;
import io.stator.model.ErrorMessages;
import io.stator.model.Item;
import io.stator.model.Limits;
import io.stator.model.RandomValues;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainJsonTest {
    @Test
    void isJsonAsPeopleWriteIt() {
        Item item = Item.builder()
                .set("s", "x")
                .set("n", AttributeValue.number("-1.50"))
                .set("t", true)
                .setNull("z")
                .set("l", AttributeValue.list(AttributeValue.number(1), AttributeValue.string("")))
                .set("m", AttributeValue.map(Map.of("k", AttributeValue.map(Map.of()))))
                .build();
        String json = "{\"l\":[1,\"\"],\"m\":{\"k\":{}},\"n\":-1.5,\"s\":\"x\",\"t\":true,\"z\":null}";
        assertThat(PlainJson.writeItem(item)).isEqualTo(json);
        assertThat(PlainJson.parseItem(json)).isEqualTo(item);
    }

    @Test
    void writesWhatIsNearest() {
        Item item = Item.builder()
                .set("b", new byte[] {1, 2, 3, 4})
                .set("bs", AttributeValue.binarySet(List.of(ByteString.copyFromUtf8("b"))))
                .set("ns", AttributeValue.numberSet("2", "1"))
                .set("ss", AttributeValue.stringSet("y", "x"))
                .build();
        assertThat(PlainJson.writeItem(item))
                .isEqualTo("{\"b\":\"AQIDBA==\",\"bs\":[\"Yg==\"],\"ns\":[1,2],\"ss\":[\"x\",\"y\"]}");
    }

    @Test
    void keepsAllDigits() {
        String digits = "0.12345678901234567890123456789012345678";
        assertThat(PlainJson.parseValue(digits)).isEqualTo(AttributeValue.number(digits));
        assertThat(PlainJson.writeValue(AttributeValue.number(digits))).isEqualTo(digits);
        assertThat(PlainJson.writeValue(AttributeValue.number("1e125"))).isEqualTo("1E+125");
        assertThat(PlainJson.parseValue("1E+125")).isEqualTo(AttributeValue.number("1e125"));
        assertRefused(
                () -> PlainJson.parseValue(digits + "9"),
                "Attempting to store more than 38 significant digits in a Number");
        assertRefused(() -> PlainJson.parseValue("1e999999999"));
        assertRefused(() -> PlainJson.parseValue("1" + "0".repeat(2_000)));
    }

    @Test
    void isStableOnceWritten() {
        RandomValues values = RandomValues.create();
        for (int i = 0; i < 3_000; i++) {
            String json = PlainJson.writeItem(values.item());
            assertThat(PlainJson.writeItem(PlainJson.parseItem(json))).isEqualTo(json);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "1",
                "null",
                "\"x\"",
                "{\"a\":}",
                "{\"a\":01}",
                "{\"a\":NaN}",
                "{\"a\":+1}",
                "{\"a\":1}}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":{\"b\":1,\"b\":1}}",
                "{\"a\":[1,]}",
                "{\"a\":\"\\ud800\"}",
                "{\"a\":tru}",
                "{\"a\":0x1}"
            })
    void refusesWhatIsNoItem(String json) {
        assertRefused(() -> PlainJson.parseItem(json));
    }

    @Test
    void goes32LevelsDeep() {
        AttributeValue deepest = nested(Limits.NESTING_LEVELS_MAX);
        String json = PlainJson.writeValue(deepest);
        assertThat(PlainJson.parseValue(json)).isEqualTo(deepest);
        assertRefused(() -> PlainJson.parseValue("[" + json + "]"), ErrorMessages.NESTED_TOO_DEEPLY);
        assertRefused(() -> PlainJson.writeValue(nested(33)), ErrorMessages.NESTED_TOO_DEEPLY);
        assertRefused(() -> PlainJson.parseValue("[".repeat(100_000)), ErrorMessages.NESTED_TOO_DEEPLY);
        assertRefused(() -> PlainJson.parseItem("{\"a\":".repeat(100_000)), ErrorMessages.NESTED_TOO_DEEPLY);
    }

    @Test
    void readsFromAParser() throws IOException {
        try (JsonParser parser = BoundedJson.FACTORY.createParser("{\"a\":1}\n{\"a\":2} 3")) {
            assertThat(PlainJson.readItem(parser))
                    .isEqualTo(Item.builder().set("a", 1).build());
            parser.nextToken();
            assertThat(PlainJson.readItem(parser))
                    .isEqualTo(Item.builder().set("a", 2).build());
            parser.nextToken();
            assertThat(PlainJson.readValue(parser)).isEqualTo(AttributeValue.number(3));
        }
    }
}
