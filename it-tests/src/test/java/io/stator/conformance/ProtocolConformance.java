package io.stator.conformance;

import static io.stator.conformance.Code.INCOMPLETE_SIGNATURE;
import static io.stator.conformance.Code.MISSING_TOKEN;
import static io.stator.conformance.Code.SERIALIZATION;
import static io.stator.conformance.Code.UNKNOWN_OPERATION;
import static io.stator.conformance.Code.VALIDATION;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an SDK never sends or does not show. */
@ExtendWith(ConformanceTarget.class)
final class ProtocolConformance {
    @TestFactory
    Stream<DynamicTest> cases(CaseRunner runner) {
        return runner.tests(table());
    }

    static List<Case> table() {
        Cases protocol = Cases.of("Protocol", "ListTables");
        targets(protocol);
        bodies(protocol);
        members(protocol);
        strings(protocol);
        others(protocol);
        values(protocol);
        return protocol.list();
    }

    private static void targets(Cases protocol) {
        protocol.observed("no target", "{}").header("X-Amz-Target", "").fails(UNKNOWN_OPERATION, "");
        protocol.observed("a target that is none", "{}")
                .header("X-Amz-Target", "whatever")
                .fails(UNKNOWN_OPERATION, "");
        protocol.observed("an operation that is none", "{}")
                .header("X-Amz-Target", "DynamoDB_20120810.ListTable")
                .fails(UNKNOWN_OPERATION, "");
        protocol.believed("another version", "{}")
                .header("X-Amz-Target", "DynamoDB_20111205.ListTables")
                .fails(UNKNOWN_OPERATION, "");
        protocol.observed("plain JSON as content type", "{}")
                .header("Content-Type", "application/json")
                .answersWith("{TableNames: '*'}");
        protocol.observed("no signature", "{}")
                .header("Authorization", "")
                .fails(MISSING_TOKEN, "Request is missing Authentication Token");
        protocol.observed("an incomplete signature", "{}")
                .header("Authorization", "AWS4-")
                .fails(
                        INCOMPLETE_SIGNATURE,
                        "Authorization header requires 'Credential' parameter. Authorization header requires"
                                + " 'Signature' parameter. Authorization header requires 'SignedHeaders' parameter."
                                + " Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header."
                                + " Authorization=AWS4-");
    }

    private static void bodies(Cases protocol) {
        protocol.observed("no JSON, and no operation", "hi")
                .header("X-Amz-Target", "")
                .fails(SERIALIZATION, "");
        for (String body : List.of("", "hi", "{", "{\"a\"", "{\"a\":", "{\"a\":1", "}", "}{", "{,}", "{7}", "7")) {
            protocol.observed("no JSON object: " + body, body).raw().failsLike(SERIALIZATION, ".*");
        }
        for (String body :
                List.of("{'Limit':1}", "{Limit:1}", "[]", "null", "{}{}", "{\"Limit\":01}", "{\"Limit\":1,}")) {
            protocol.believed("no JSON object: " + body, body).raw().failsLike(SERIALIZATION, ".*");
        }
        protocol.observed("members that nobody knows", "{\"hi\":\"yo\",\"stuff\":{\"things\":[1,null]}}")
                .raw()
                .answersWith("{TableNames: '*'}");
        protocol.observed("members that are null", "{\"ExclusiveStartTableName\":null,\"Limit\":null}")
                .raw()
                .answersWith("{TableNames: '*'}");
        protocol.documented("white space", " {\r\n\t\"Limit\" : 1 }\n").raw().answersWith("{TableNames: '*'}");
        protocol.documented("escapes", "{\"Limi\\u0074\":1}").raw().answersWith("{TableNames: '*'}");
        protocol.believed(
                        "an unknown member of an attribute value",
                        "{\"TableName\":\"@hash\",\"Key\":{\"a\":{\"X\":\"1\"}}}")
                .calling("GetItem")
                .raw()
                .fails(VALIDATION, Messages.EMPTY_VALUE);
        protocol.observed(
                        "a member that is null among others",
                        "{\"TableName\":\"@hash\",\"Item\":{\"a\":{\"S\":\"@key\"}},\"ReturnValues\":null}")
                .calling("PutItem")
                .raw()
                .answers("{}");
    }

    private static CaseBuilder wrongType(Cases protocol, String operation, String path, String value, String message) {
        return protocol.observed(operation + ", " + path + ": " + value, nested(path, value))
                .calling(operation)
                .raw()
                .fails(SERIALIZATION, message);
    }

    /** {@code a.b.0} with 1 is {@code {"a":{"b":[1]}}}. */
    private static String nested(String path, String value) {
        String body = value;
        String[] parts = path.split("\\.");
        for (int i = parts.length - 1; i >= 0; i--) {
            body = parts[i].equals("0") ? "[" + body + "]" : "{\"" + parts[i] + "\":" + body + "}";
        }
        return body;
    }

    private static void strings(Cases protocol) {
        String[][] wrong = {
            {"true", "TRUE_VALUE cannot be converted to String"},
            {"false", "FALSE_VALUE cannot be converted to String"},
            {"23", "NUMBER_VALUE cannot be converted to String"},
            {"34.56", "DECIMAL_VALUE cannot be converted to String"},
            {"[]", "Unrecognized collection type class java.lang.String"},
            {"{}", "Start of structure or map found where not expected"},
        };
        for (String[] row : wrong) {
            for (String path : List.of(
                    "TableName",
                    "ReturnValues",
                    "ConditionExpression",
                    "ExpressionAttributeNames.#n",
                    "Item.a.S",
                    "Item.a.N",
                    "Item.a.SS.0")) {
                wrongType(protocol, "PutItem", path, row[0], row[1]);
            }
        }
    }

    private static void others(Cases protocol) {
        String[][] integers = {
            {"\"23\"", "STRING_VALUE cannot be converted to Integer"},
            {"true", "TRUE_VALUE cannot be converted to Integer"},
            {"[]", "Unrecognized collection type class java.lang.Integer"},
            {"{}", "Start of structure or map found where not expected"},
        };
        for (String[] row : integers) {
            wrongType(protocol, "ListTables", "Limit", row[0], row[1]);
            wrongType(protocol, "Scan", "Segment", row[0], row[1]);
        }
        for (String[] row : integers) {
            wrongType(
                    protocol,
                    "CreateTable",
                    "ProvisionedThroughput.ReadCapacityUnits",
                    row[0],
                    row[1].replace("Integer", "Long"));
        }
        String[][] booleans = {
            {"\"23\"", "Unexpected token received from parser"},
            {"23", "NUMBER_VALUE cannot be converted to Boolean"},
            {"34.56", "DECIMAL_VALUE cannot be converted to Boolean"},
            {"[]", "Unrecognized collection type class java.lang.Boolean"},
            {"{}", "Start of structure or map found where not expected"},
        };
        for (String[] row : booleans) {
            wrongType(protocol, "GetItem", "ConsistentRead", row[0], row[1]);
            wrongType(protocol, "PutItem", "Item.a.BOOL", row[0], row[1]);
        }
    }

    private static void members(Cases protocol) {
        for (String value : List.of("\"23\"", "true", "23", "34.56")) {
            wrongType(protocol, "PutItem", "Item.a", value, "Unexpected value type in payload");
            wrongType(protocol, "PutItem", "Item.a.SS", value, "Unexpected field type");
            wrongType(protocol, "GetItem", "AttributesToGet", value, "Unexpected field type");
            wrongType(protocol, "CreateTable", "ProvisionedThroughput", value, "Unexpected field type");
        }
        wrongType(protocol, "GetItem", "AttributesToGet", "{}", "Start of structure or map found where not expected");
    }

    private static void values(Cases protocol) {
        for (String value : List.of("true", "23")) {
            wrongType(protocol, "PutItem", "Item.a.B", value, "only base-64-encoded strings are convertible to bytes");
        }
        wrongType(
                protocol,
                "PutItem",
                "Item.a.B",
                "\"23456\"",
                "Base64 encoded length is expected a multiple of 4 bytes but found: 5");
        protocol.observed("an empty attribute value", "{\"TableName\":\"@hash\",\"Item\":{\"a\":{}}}")
                .calling("PutItem")
                .raw()
                .fails(VALIDATION, Messages.EMPTY_VALUE);
        protocol.documented(
                        "a number as text",
                        "{\"TableName\":\"@number\",\"Item\":{\"a\":{\"S\":\"@key\"},\"b\":{\"N\":\"1\"}}}")
                .calling("PutItem")
                .raw()
                .answers("{}");
    }

    @Test
    void anAnswerHasAnIdTheRightChecksumAndTheContentTypeOfItsRequest(CaseRunner runner) {
        for (String type : List.of(PlainHttp.JSON, "application/json")) {
            Call call = new Call("ListTables", "{\"Limit\":1}", Call.Road.RAW, Map.of("Content-Type", type));
            Answer answer = runner.endpoints().send(call, runner.names());
            assertThat(answer.headers()).containsEntry("content-type", type).containsKey("x-amzn-requestid");
            // Written as the server writes it: without white space, in the order in which it was read.
            CRC32 checksum = new CRC32();
            checksum.update(Json.write(answer.body()).getBytes(StandardCharsets.UTF_8));
            assertThat(answer.headers()).containsEntry("x-amz-crc32", Long.toString(checksum.getValue()));
        }
    }

    @Test
    void everyAnswerHasAnIdOfItsOwn(CaseRunner runner) {
        Call call = new Call("ListTables", "{\"Limit\":1}", Call.Road.RAW, Map.of());
        List<String> ids = Stream.generate(() -> runner.endpoints().send(call, runner.names()))
                .limit(6)
                .map(answer -> answer.headers().get("x-amzn-requestid"))
                .toList();
        assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.matches("[0-9A-Z]{52}"));
    }
}
