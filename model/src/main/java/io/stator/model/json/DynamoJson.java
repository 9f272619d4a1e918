package io.stator.model.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import io.stator.model.AttributeValue;
import io.stator.model.Item;
import java.io.IOException;

/**
 * DynamoDB's JSON: {@code {"pk": {"S": "x"}, "n": {"N": "1"}}}. Numbers are text, binaries are base64. An
 * item and its text say the same: reading what was written gives an equal item.
 *
 * <p>Every method that reads throws a ValidationException if the text is no such document, has a name
 * twice, is nested deeper than 32 levels or longer than {@code Limits.JSON_CHARS_MAX}. Keys and sizes of
 * items are not looked at ({@code Validation} does).
 */
public final class DynamoJson {
    private DynamoJson() {}

    public static Item parseItem(String json) {
        return BoundedJson.parse(json, DynamoJsonReader::readItem);
    }

    public static AttributeValue parseValue(String json) {
        return BoundedJson.parse(json, parser -> DynamoJsonReader.readValue(parser, 1));
    }

    /**
     * Reads the object that the parser stands at, or that comes first, and leaves it at the object's end.
     * Make the parser with {@link BoundedJson#FACTORY}.
     *
     * @throws IOException if the parser's source fails
     */
    public static Item readItem(JsonParser parser) throws IOException {
        return BoundedJson.read(parser, DynamoJsonReader::readItem);
    }

    /** As {@link #readItem}. */
    public static AttributeValue readValue(JsonParser parser) throws IOException {
        return BoundedJson.read(parser, at -> DynamoJsonReader.readValue(at, 1));
    }

    /** On one line. */
    public static String writeItem(Item item) {
        return BoundedJson.write(generator -> writeItem(generator, item));
    }

    public static String writeValue(AttributeValue value) {
        return BoundedJson.write(generator -> writeValue(generator, value));
    }

    /** Writes one object; neither flushes nor closes. */
    public static void writeItem(JsonGenerator generator, Item item) throws IOException {
        DynamoJsonWriter.writeMembers(generator, item.attributes(), 1);
    }

    /** As {@link #writeItem(JsonGenerator, Item)}. */
    public static void writeValue(JsonGenerator generator, AttributeValue value) throws IOException {
        DynamoJsonWriter.writeValue(generator, value, 1);
    }
}
