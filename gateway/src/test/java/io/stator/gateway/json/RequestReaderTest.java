package io.stator.gateway.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stator.gateway.json.RequestReader.Reading;
import io.stator.model.AttributeValue;
import io.stator.model.ErrorCode;
import io.stator.model.ErrorMessages;
import io.stator.model.Item;
import io.stator.model.StatorException;
import io.stator.model.json.JsonTypeException;
import io.stator.model.json.MalformedJsonException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestReaderTest {
    private static final String CAST =
            "class sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl cannot be cast to class java.lang.Class "
                    + "(sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl and java.lang.Class are in module "
                    + "java.base of loader 'bootstrap')";

    /** Reads the member "m" of a request. */
    private static <T> T member(String json, Reading<T> reading) {
        List<T> read = new ArrayList<>();
        RequestReader.read(("{\"m\":" + json + "}").getBytes(UTF_8), (name, reader) -> {
            if (name.equals("m")) {
                read.add(reading.read(reader));
            }
        });
        assertThat(read).hasSize(1);
        return read.get(0);
    }

    @Test
    void readsEachKindOfMember() {
        assertThat(member("\"x\"", RequestReader::string)).isEqualTo("x");
        assertThat(member("true", RequestReader::bool)).isTrue();
        assertThat(member("7", RequestReader::integer)).isEqualTo(7);
        assertThat(member("\"YQ==\"", RequestReader::binary).toStringUtf8()).isEqualTo("a");
        assertThat(member("{\"S\":\"x\"}", RequestReader::value).orThrow()).isEqualTo(AttributeValue.string("x"));
        assertThat(member("{\"a\":{\"N\":\"1\"}}", RequestReader::item).orThrow())
                .isEqualTo(Item.builder().set("a", 1).build());
        List<String> list = member("[\"a\",\"b\"]", reader -> reader.list(RequestReader::string));
        assertThat(list).containsExactly("a", "b");
        Map<String, String> map =
                member("{\"#b\":\"b\",\"#a\":\"a\"}", reader -> reader.map("x.Y", RequestReader::string));
        assertThat(map).containsExactly(Map.entry("#b", "b"), Map.entry("#a", "a"));
    }

    /** DynamoDB accepts members of any name, and takes null for absent: listTables of dynalite's tests. */
    @Test
    void skipsWhatNobodyAsksForAndNulls() {
        List<String> seen = new ArrayList<>();
        String body =
                "{\"hi\":{\"deep\":[{\"x\":[1,2,{}]}]},\"Limit\":null,\"hi\":[[]],\"TableName\":\"t\",\"z\":1e999999999999}";
        RequestReader.read(body.getBytes(UTF_8), (name, reader) -> {
            seen.add(name);
            if (name.equals("TableName")) {
                assertThat(reader.string()).isEqualTo("t");
            }
        });
        assertThat(seen).containsExactly("hi", "hi", "TableName", "z");
    }

    @Test
    void readsStructuresInListsInMaps() {
        List<String> read = new ArrayList<>();
        String body =
                "{\"r\":{\"t\":[{\"P\":{\"n\":\"1\",\"x\":{}}},{\"x\":1,\"P\":{\"n\":\"2\"}}],\"u\":[]},\"s\":\"3\"}";
        RequestReader.read(body.getBytes(UTF_8), (name, reader) -> {
            if (name.equals("r")) {
                Map<String, List<Boolean>> tables = reader.map(
                        "x.List",
                        at -> at.list(request -> {
                            request.structure("WriteRequest", (kind, in) -> {
                                if (kind.equals("P")) {
                                    in.structure("Put", (member, put) -> {
                                        if (member.equals("n")) {
                                            read.add(put.string());
                                        }
                                    });
                                }
                            });
                            return true;
                        }));
                assertThat(tables.keySet()).containsExactly("t", "u");
            } else {
                read.add(reader.string());
            }
        });
        assertThat(read).containsExactly("1", "2", "3");
    }

    /** The messages are those that dynalite's tests found DynamoDB to have. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "String | true | TRUE_VALUE cannot be converted to String",
                "String | false | FALSE_VALUE cannot be converted to String",
                "String | 23 | NUMBER_VALUE cannot be converted to String",
                "String | 2147483648 | NUMBER_VALUE cannot be converted to String",
                "String | 34.56 | DECIMAL_VALUE cannot be converted to String",
                "String | [] | Unrecognized collection type class java.lang.String",
                "String | {} | Start of structure or map found where not expected",
                "Boolean | \"23\" | Unexpected token received from parser",
                "Boolean | 23 | NUMBER_VALUE cannot be converted to Boolean",
                "Boolean | 34.56 | DECIMAL_VALUE cannot be converted to Boolean",
                "Boolean | [] | Unrecognized collection type class java.lang.Boolean",
                "Integer | \"23\" | STRING_VALUE cannot be converted to Integer",
                "Integer | true | TRUE_VALUE cannot be converted to Integer",
                "Integer | [] | Unrecognized collection type class java.lang.Integer",
                "Integer | {} | Start of structure or map found where not expected",
                "Long | \"23\" | STRING_VALUE cannot be converted to Long",
                "Long | [] | Unrecognized collection type class java.lang.Long",
                "Blob | true | only base-64-encoded strings are convertible to bytes",
                "Blob | 23 | only base-64-encoded strings are convertible to bytes",
                "Blob | [] | Unrecognized collection type class java.nio.ByteBuffer",
                "Blob | {} | Start of structure or map found where not expected",
                "Blob | \"23456\" | Base64 encoded length is expected a multiple of 4 bytes but found: 5",
                "List | \"23\" | Unexpected field type",
                "List | 34.56 | Unexpected field type",
                "List | {} | Start of structure or map found where not expected",
                "Map | true | Unexpected field type",
                "Map | [] | Unrecognized collection type java.util.Map<java.lang.String, java.lang.String>",
                "Item | \"23\" | Unexpected field type",
                "Item | {\"a\":\"23\"} | Unexpected value type in payload",
                "Item | {\"a\":{\"S\":[]}} | Unrecognized collection type class java.lang.String",
                "Value | [] | Unrecognized collection type class com.amazonaws.dynamodb.v20120810.AttributeValue",
                "Value | 7 | Unexpected field type",
                "Structure | 23 | Unexpected field type",
                "Structure | [] | Unrecognized collection type class com.amazonaws.dynamodb.v20120810.Tag",
                "Structures | [23] | Unexpected value type in payload",
                "Structures | [[]] | Unrecognized collection type class com.amazonaws.dynamodb.v20120810.Tag",
            })
    void refusesOtherTypes(String type, String json, String message) {
        assertThatThrownBy(() -> member(json, reading(type)))
                .isInstanceOf(JsonTypeException.class)
                .hasMessage(message);
    }

    @Test
    void letsOutWhatDynamoDbLetsOut() {
        assertThatThrownBy(() ->
                        member("{\"t\":23}", reader -> reader.map("x.L", at -> at.list(RequestReader::string))))
                .isInstanceOf(JsonTypeException.class)
                .hasMessage(CAST);
        assertThatThrownBy(() -> member("[23]", reader -> reader.list(RequestReader::item)))
                .isInstanceOf(JsonTypeException.class)
                .hasMessage(CAST);
    }

    private static Reading<?> reading(String type) {
        return switch (type) {
            case "String" -> RequestReader::string;
            case "Boolean" -> RequestReader::bool;
            case "Integer" -> RequestReader::integer;
            case "Long" -> RequestReader::longInteger;
            case "Blob" -> RequestReader::binary;
            case "List" -> reader -> reader.list(RequestReader::string);
            case "Map" -> reader -> reader.map("java.lang.String", RequestReader::string);
            case "Item" -> RequestReader::item;
            case "Value" -> RequestReader::value;
            case "Structure" -> RequestReaderTest::tag;
            case "Structures" -> reader -> reader.list(RequestReaderTest::tag);
            default -> throw new IllegalArgumentException(type);
        };
    }

    private static boolean tag(RequestReader reader) throws java.io.IOException {
        reader.structure("Tag", (name, in) -> {});
        return true;
    }

    @ParameterizedTest
    @CsvSource({
        "2147483647, 2147483647",
        "2147483648, 2147483647",
        "-2147483649, -2147483648",
        "7.9, 7",
        "-7.9, -7",
        "1e400, 2147483647",
        "1e999999999, 2147483647",
        "1e-999999999, 0",
        "-0.5, 0",
        "12e1, 120",
        "0e999999999, 0"
    })
    void bringsNumbersIntoTheirRange(String json, int read) {
        assertThat(member(json, RequestReader::integer)).isEqualTo(read);
        if (Math.abs((long) read) < Integer.MAX_VALUE) {
            assertThat(member(json, RequestReader::longInteger)).isEqualTo(read);
        }
    }

    @Test
    void readsTheLongestIntegers() {
        assertThat(member("9223372036854775807", RequestReader::longInteger)).isEqualTo(Long.MAX_VALUE);
        assertThat(member("-9223372036854775809", RequestReader::longInteger)).isEqualTo(Long.MIN_VALUE);
        String digits = "1".repeat(1000);
        assertThat(member(digits, RequestReader::longInteger)).isEqualTo(Long.MAX_VALUE);
        assertThatThrownBy(() -> member(digits.repeat(2), RequestReader::integer))
                .isInstanceOf(MalformedJsonException.class);
        assertThatThrownBy(() -> member("1e99999999999", RequestReader::integer))
                .isInstanceOf(StatorException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "hi", "{", "{}x", "{} {}", "{\"m\":}", "{\"m\":\"\u0001\"}", "{\"a\":tru}", "{\"x\":1,}"
            })
    void refusesWhatIsNoJson(String body) {
        assertThatThrownBy(() -> RequestReader.read(body.getBytes(UTF_8), (name, reader) -> {}))
                .isInstanceOf(MalformedJsonException.class);
    }

    /** What looks like UTF-32 was once taken for it, and led to an error of the server. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000007B0000007D",
                "00000020214d22",
                "7B0000007D000000",
                "007B007D",
                "FEFF007B007D",
                "7B22FF223A317D"
            })
    void refusesWhatIsNotInUtf8(String hex) {
        byte[] body = HexFormat.of().parseHex(hex);
        assertThatThrownBy(() -> RequestReader.read(body, (name, reader) -> {}))
                .isInstanceOf(MalformedJsonException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "23", "null", "\"x\""})
    void refusesWhatIsNoObject(String body) {
        assertThatThrownBy(() -> RequestReader.read(body.getBytes(UTF_8), (name, reader) -> {}))
                .isInstanceOf(JsonTypeException.class);
    }

    @Test
    void refusesNamesThatAreThereTwice() {
        byte[] twice = "{\"m\":\"1\",\"m\":\"2\"}".getBytes(UTF_8);
        assertThatThrownBy(() -> RequestReader.read(twice, (name, reader) -> reader.string()))
                .isInstanceOf(JsonTypeException.class);
        assertThatThrownBy(
                        () -> member("{\"a\":\"1\",\"a\":\"1\"}", reader -> reader.map("x.Y", RequestReader::string)))
                .isInstanceOf(JsonTypeException.class);
    }

    @Test
    void boundsNesting() {
        String deep = "[".repeat(100_000);
        assertThatThrownBy(() -> member(deep, RequestReader::item)).isInstanceOf(StatorException.class);
        byte[] skipped = ("{\"x\":" + deep).getBytes(UTF_8);
        assertThatThrownBy(() -> RequestReader.read(skipped, (name, reader) -> {}))
                .isInstanceOf(MalformedJsonException.class);
        // A value too deep is wrong in DynamoDB's words, though the rest of it is never looked at.
        String value = "{\"L\":[".repeat(1000) + "]}".repeat(1000);
        assertThatThrownBy(() -> member(value, RequestReader::value)).hasMessage(ErrorMessages.NESTED_TOO_DEEPLY);
    }

    @Test
    void keepsWhatIsWrongWithAValueForItsTurn() {
        Checked<AttributeValue> bad = member("{\"L\":[{\"N\":\"x\"},{\"S\":\"y\"}]}", RequestReader::value);
        assertThatThrownBy(bad::orThrow)
                .isInstanceOfSatisfying(
                        StatorException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.VALIDATION))
                .hasMessage("The parameter cannot be converted to a numeric value: x");
        List<Checked<AttributeValue>> list = member(
                "[{\"S\":\"a\",\"N\":\"1\"},{},{\"M\":{\"k\":{\"NULL\":false}}},{\"S\":\"last\"}]",
                reader -> reader.list(RequestReader::value));
        assertThat(list).hasSize(4);
        assertThatThrownBy(list.get(0)::orThrow).hasMessage(ErrorMessages.MANY_TYPES);
        assertThatThrownBy(list.get(1)::orThrow).hasMessage(ErrorMessages.NO_TYPE);
        assertThatThrownBy(list.get(2)::orThrow).hasMessage(ErrorMessages.NULL_NOT_TRUE);
        assertThat(list.get(3).orThrow()).isEqualTo(AttributeValue.string("last"));
        // What follows is still read, and its type errors come first.
        byte[] body = "{\"Key\":{\"a\":{}},\"TableName\":7}".getBytes(UTF_8);
        assertThatThrownBy(() -> RequestReader.read(body, (name, reader) -> {
                    if (name.equals("Key")) {
                        assertThat(reader.item().failure()).isNotNull();
                    } else {
                        reader.string();
                    }
                }))
                .hasMessage("NUMBER_VALUE cannot be converted to String");
    }

    @Test
    void writesObjects() {
        JsonBytes written = JsonBytes.object(generator -> {
            JsonBytes.member(generator, "a", "ü");
            JsonBytes.member(generator, "b", null);
            generator.writeStringField("c", "x".repeat(5000));
        });
        assertThat(new String(written.bytes(), 0, written.length(), UTF_8))
                .isEqualTo("{\"a\":\"ü\",\"c\":\"" + "x".repeat(5000) + "\"}");
    }
}
