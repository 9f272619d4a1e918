package io.stator.model.expression.text;

import com.google.protobuf.ByteString;
import io.stator.model.AttributeValue;
import io.stator.model.KeyType;
import io.stator.model.TableSchema;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The tables of expressions among the tests' resources, and the names and values that their rows use. */
final class ExpressionTable {
    static final Map<String, String> NAMES = Map.of(
            "#a",
            "a",
            "#c",
            "c",
            "#d",
            "[3]",
            "#dot",
            "x.y",
            "#reserved",
            "name",
            "#123",
            "digits",
            "#_",
            "underscore",
            "#p",
            "p");

    static final Map<String, AttributeValue> VALUES = Map.ofEntries(
            Map.entry(":n", AttributeValue.number(1)),
            Map.entry(":n2", AttributeValue.number(2)),
            Map.entry(":s", AttributeValue.string("a")),
            Map.entry(":s2", AttributeValue.string("b")),
            Map.entry(":empty", AttributeValue.string("")),
            Map.entry(":b", AttributeValue.binary(new byte[] {1})),
            Map.entry(":b2", AttributeValue.binary(new byte[] {1, 1})),
            Map.entry(":t", AttributeValue.bool(true)),
            Map.entry(":null", AttributeValue.nullValue()),
            Map.entry(":ss", AttributeValue.stringSet("a")),
            Map.entry(":ns", AttributeValue.numberSet("1")),
            Map.entry(":bs", AttributeValue.binarySet(List.of(ByteString.copyFromUtf8("a")))),
            Map.entry(":m", AttributeValue.map(Map.of())),
            Map.entry(":l", AttributeValue.list()),
            Map.entry(":typeS", AttributeValue.string("S")),
            Map.entry(":typeBOOL", AttributeValue.string("BOOL")));

    static final TableSchema SCHEMA = TableSchema.of("table", "p", KeyType.STRING, "r", KeyType.NUMBER);
    static final TableSchema HASH_SCHEMA = TableSchema.of("table", "p", KeyType.STRING);

    private ExpressionTable() {}

    /** Rows of so many columns, trimmed. */
    static List<List<String>> rows(String resource, int columns) {
        var stream = Objects.requireNonNull(ExpressionTable.class.getResourceAsStream(resource), resource);
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> Arrays.stream(line.split("\\|", -1))
                            .map(String::trim)
                            .toList())
                    .peek(row -> {
                        if (row.size() != columns) {
                            throw new IllegalStateException("not " + columns + " columns: " + row);
                        }
                    })
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads a text as the expression of this letter, and shows its tree. */
    static String read(String letter, String text) {
        Expressions expressions = new Expressions(NAMES, VALUES);
        return switch (letter) {
            case "C" -> TreeWriter.shown().condition(expressions.condition(text));
            case "F" -> TreeWriter.shown().condition(expressions.filter(text));
            case "P" -> TreeWriter.shown().projection(expressions.projection(text));
            case "U" -> TreeWriter.shown().update(expressions.update(text));
            case "K" -> TreeWriter.shown().keyCondition(expressions.keyCondition(text, SCHEMA), SCHEMA);
            case "H" -> TreeWriter.shown().keyCondition(expressions.keyCondition(text, HASH_SCHEMA), HASH_SCHEMA);
            default -> throw new IllegalStateException("no expression: " + letter);
        };
    }

    /** What a message of such an expression starts with. */
    static String prefix(String letter) {
        return switch (letter) {
            case "C" -> "Invalid ConditionExpression: ";
            case "F" -> "Invalid FilterExpression: ";
            case "P" -> "Invalid ProjectionExpression: ";
            case "U" -> "Invalid UpdateExpression: ";
            default -> "";
        };
    }
}
