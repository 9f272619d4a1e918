package io.stator.model.json;

import static io.stator.model.Refusals.assertRefused;
import static io.stator.model.Refusals.nested;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.google.protobuf.ByteString;
import io.stator.model.AttributeValue;
import io.stator.model.ErrorMessages;
import io.stator.model.Item;
import io.stator.model.Limits;
import io.stator.model.RandomValues;
import io.stator.model.StatorException;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DynamoJsonTest {
    private static final String VALUE_TYPE = "com.amazonaws.dynamodb.v20120810.AttributeValue";

    private static final String INVALID = "One or more parameter values were invalid: ";

    @Test
    void hasDynamosForm() {
        Item item = Item.builder()
                .set("s", "a\"\u00e4\n")
                .set("n", AttributeValue.number("-1.50"))
                .set("far", AttributeValue.number("1e-45"))
                .set("b", new byte[] {1, 2, 3, 4})
                .set("ss", AttributeValue.stringSet("y", "x"))
                .set("ns", AttributeValue.numberSet("10", "9"))
                .set("bs", AttributeValue.binarySet(List.of(ByteString.copyFromUtf8("b"), ByteString.EMPTY)))
                .set("m", AttributeValue.map(Map.of("k", AttributeValue.map(Map.of()))))
                .set("l", AttributeValue.list(AttributeValue.nullValue(), AttributeValue.bool(false)))
                .build();
        String json = "{\"b\":{\"B\":\"AQIDBA==\"},\"bs\":{\"BS\":[\"\",\"Yg==\"]},\"far\":{\"N\":\"0." + "0".repeat(44)
                + "1\"},\"l\":{\"L\":[{\"NULL\":true},{\"BOOL\":false}]},\"m\":{\"M\":{\"k\":{\"M\":{}}}},"
                + "\"n\":{\"N\":\"-1.5\"},\"ns\":{\"NS\":[\"9\",\"10\"]},\"s\":{\"S\":\"a\\\"\u00e4\\n\"},"
                + "\"ss\":{\"SS\":[\"x\",\"y\"]}}";
        assertThat(DynamoJson.writeItem(item)).isEqualTo(json);
        assertThat(DynamoJson.parseItem(json)).isEqualTo(item);
        assertThat(DynamoJson.parseItem(" { } \n")).isEqualTo(Item.EMPTY);
    }

    @Test
    void comesBackAsItWas() {
        RandomValues values = RandomValues.create();
        for (int i = 0; i < 3_000; i++) {
            Item item = values.item();
            assertThat(DynamoJson.parseItem(DynamoJson.writeItem(item))).isEqualTo(item);
            AttributeValue value = values.value();
            assertThat(DynamoJson.parseValue(DynamoJson.writeValue(value))).isEqualTo(value);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":{}}",
                "{\"a\":null}",
                "{\"a\":{\"X\":1}}",
                "{\"a\":{\"L\":[{}]}}",
                "{\"a\":{\"M\":{\"b\":{}}}}"
            })
    void refusesValuesWithoutAType(String json) {
        assertRefused(() -> DynamoJson.parseItem(json), ErrorMessages.NO_TYPE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"S\":1} | NUMBER_VALUE cannot be converted to String",
                "{\"N\":1.5} | DECIMAL_VALUE cannot be converted to String",
                "{\"S\":true} | TRUE_VALUE cannot be converted to String",
                "{\"S\":false} | FALSE_VALUE cannot be converted to String",
                "{\"S\":[]} | Unrecognized collection type class java.lang.String",
                "{\"S\":{}} | Start of structure or map found where not expected",
                "{\"BOOL\":\"true\"} | Unexpected token received from parser",
                "{\"BOOL\":[]} | Unrecognized collection type class java.lang.Boolean",
                "{\"NULL\":1} | NUMBER_VALUE cannot be converted to Boolean",
                "{\"NULL\":34.56} | DECIMAL_VALUE cannot be converted to Boolean",
                "{\"B\":true} | only base-64-encoded strings are convertible to bytes",
                "{\"B\":[]} | Unrecognized collection type class java.nio.ByteBuffer",
                "{\"B\":{}} | Start of structure or map found where not expected",
                "{\"B\":\"23456\"} | Base64 encoded length is expected a multiple of 4 bytes but found: 5",
                "{\"B\":\"=+/=\"} | Invalid last non-pad Base64 character dectected",
                "{\"B\":\"+/+=\"} | Invalid last non-pad Base64 character dectected",
                "{\"BS\":[\"YQ==\",7]} | only base-64-encoded strings are convertible to bytes",
                "{\"SS\":\"x\"} | Unexpected field type",
                "{\"SS\":[1]} | NUMBER_VALUE cannot be converted to String",
                "{\"SS\":[null]} | NULL_VALUE cannot be converted to String",
                "{\"L\":{}} | Start of structure or map found where not expected",
                "{\"L\":[true]} | Unexpected value type in payload",
                "{\"M\":[]} | Unrecognized collection type java.util.Map<java.lang.String, " + VALUE_TYPE + ">",
                "{\"M\":7} | Unexpected field type",
                "\"x\" | Unexpected value type in payload",
                "[] | Unrecognized collection type class " + VALUE_TYPE
            })
    void refusesOtherKindsOfJson(String json, String message) {
        assertRefused(() -> DynamoJson.parseValue(json), message);
        assertThatThrownBy(() -> DynamoJson.parseValue(json)).isInstanceOf(JsonTypeException.class);
    }

    /** As members that DynamoDB does not know are ignored everywhere. */
    @Test
    void ignoresNullsAndOtherMembers() {
        assertThat(DynamoJson.parseValue("{\"S\":null,\"X\":{\"S\":\"a\"},\"N\":\"1\"}"))
                .isEqualTo(AttributeValue.number(1));
        assertRefused(() -> DynamoJson.parseValue("{\"S\":null}"), ErrorMessages.NO_TYPE);
    }

    @Test
    void refusesInvalidValues() {
        assertRefused(() -> DynamoJson.parseValue("{\"S\":\"a\",\"N\":\"1\"}"), ErrorMessages.MANY_TYPES);
        assertRefused(() -> DynamoJson.parseValue("{\"NULL\":false}"), ErrorMessages.NULL_NOT_TRUE);
        assertRefused(
                () -> DynamoJson.parseValue("{\"N\":\"x\"}"),
                "The parameter cannot be converted to a numeric value: x");
        assertRefused(() -> DynamoJson.parseValue("{\"SS\":[]}"), INVALID + "An string set  may not be empty");
        assertRefused(
                () -> DynamoJson.parseValue("{\"SS\":[\"a\",\"a\"]}"),
                INVALID + "Input collection [a, a] contains duplicates.");
        assertRefused(
                () -> DynamoJson.parseValue("{\"B\":\"YQ\"}"),
                "Base64 encoded length is expected a multiple of 4 bytes but found: 2");
        assertRefused(() -> DynamoJson.parseValue("{\"B\":\"Y*==\"}"), "Invalid Base64 character: '*'");
        assertRefused(
                () -> DynamoJson.parseItem("{\"a\":{\"S\":\"x\"},\"a\":{\"S\":\"x\"}}"),
                INVALID + "Duplicate attribute name: a");
        assertRefused(
                () -> DynamoJson.parseValue("{\"M\":{\"a\":{\"NULL\":true},\"a\":{\"NULL\":true}}}"),
                INVALID + "Duplicate attribute name: a");
        assertRefused(() -> DynamoJson.parseValue("{\"S\":\"\\ud800\"}"), INVALID + "A string is not valid Unicode");
        assertRefused(() -> DynamoJson.parseItem("{\"\\udc00\":{\"S\":\"\"}}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{\"a\"",
                "{\"a\":",
                "{\"a\":{\"S\":\"x\"}",
                "{\"a\":{\"S\":\"x\"}}}",
                "{\"a\":{\"S\":\"x\"}} x",
                "{} {}",
                "{'a':{\"S\":\"x\"}}",
                "{a:{}}",
                "nope",
                "{\"a\":{\"S\":\"\u0001\"}}",
                "{\"a\":{\"S\":\"x\",}}",
                "1",
                "[{}]",
                "\u0000"
            })
    void refusesMalformedText(String json) {
        assertRefused(() -> DynamoJson.parseItem(json));
    }

    @Test
    void saysWhereTextIsMalformed() {
        assertThatThrownBy(() -> DynamoJson.parseItem("{\n\"a\":x}"))
                .isInstanceOf(StatorException.class)
                .hasMessageStartingWith("Malformed JSON at line 2, column ");
    }

    @Test
    void goes32LevelsDeep() {
        AttributeValue deepest = nested(Limits.NESTING_LEVELS_MAX);
        String json = DynamoJson.writeValue(deepest);
        assertThat(DynamoJson.parseValue(json)).isEqualTo(deepest);
        assertRefused(() -> DynamoJson.parseValue("{\"L\":[" + json + "]}"), ErrorMessages.NESTED_TOO_DEEPLY);
        assertRefused(
                () -> DynamoJson.writeValue(nested(Limits.NESTING_LEVELS_MAX + 1)), ErrorMessages.NESTED_TOO_DEEPLY);
        assertRefused(() -> DynamoJson.parseValue("{\"L\":[".repeat(100_000)), ErrorMessages.NESTED_TOO_DEEPLY);
        assertRefused(() -> DynamoJson.parseValue("{\"X\":" + "[".repeat(100_000)));
    }

    @Test
    void boundsText() {
        String frame = "{\"S\":\"\"}";
        int content = Limits.JSON_CHARS_MAX - frame.length();
        assertThat(DynamoJson.parseValue("{\"S\":\"" + "x".repeat(content) + "\"}"))
                .isInstanceOf(AttributeValue.S.class);
        assertRefused(
                () -> DynamoJson.parseValue("{\"S\":\"" + "x".repeat(content + 1) + "\"}"),
                ErrorMessages.ITEM_TOO_LARGE);
        // What is a little too long is read, and refused by who knows what it names.
        String name = "x".repeat(2 * Limits.ATTRIBUTE_NAME_BYTES_MAX);
        assertThat(DynamoJson.parseItem("{\"" + name + "\":{\"S\":\"\"}}").attributes())
                .hasSize(1);
        assertRefused(() -> DynamoJson.parseItem("{\"" + name + "x\":{\"S\":\"\"}}"));
    }

    @Test
    void streamsItems() throws IOException {
        RandomValues values = RandomValues.create();
        List<Item> items = new ArrayList<>();
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = BoundedJson.FACTORY.createGenerator(text)) {
            for (int i = 0; i < 100; i++) {
                items.add(values.item());
                DynamoJson.writeItem(generator, items.get(i));
                generator.writeRaw('\n');
            }
        }
        List<Item> read = new ArrayList<>();
        try (JsonParser parser = BoundedJson.FACTORY.createParser(text.toString())) {
            while (parser.nextToken() != null) {
                read.add(DynamoJson.readItem(parser));
            }
        }
        assertThat(read).isEqualTo(items);
        try (JsonParser parser = BoundedJson.FACTORY.createParser("{\"S\":\"x\"}")) {
            assertThat(DynamoJson.readValue(parser)).isEqualTo(AttributeValue.string("x"));
        }
    }

    @Test
    void doesNotHideThatASourceFailed() throws IOException {
        Reader failing = new Reader() {
            @Override
            public int read(char[] buffer, int offset, int length) throws IOException {
                throw new IOException("disk");
            }

            @Override
            public void close() {}
        };
        try (JsonParser parser = BoundedJson.FACTORY.createParser(failing)) {
            assertThatThrownBy(() -> DynamoJson.readItem(parser))
                    .isInstanceOf(IOException.class)
                    .hasMessage("disk");
        }
    }
}
