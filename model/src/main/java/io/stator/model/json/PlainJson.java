package io.stator.model.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.protobuf.ByteString;
import io.stator.model.AttributeValue;
import io.stator.model.DecimalNumber;
import io.stator.model.Item;
import io.stator.model.Validation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * JSON as people write it: objects are maps, arrays lists, strings, numbers, booleans and null themselves.
 * Numbers keep all their digits. What JSON has no type for is written as what is nearest, and so does not
 * come back as it was: sets as arrays, binaries as base64 text.
 *
 * <p>Every method that reads throws a ValidationException as those of {@link DynamoJson} do.
 */
public final class PlainJson {
    private PlainJson() {}

    public static Item parseItem(String json) {
        return BoundedJson.parse(json, PlainJson::itemAt);
    }

    public static AttributeValue parseValue(String json) {
        return BoundedJson.parse(json, parser -> valueAt(parser, 1));
    }

    /**
     * Reads the object that the parser stands at, or that comes first, and leaves it at the object's end.
     * Make the parser with {@link BoundedJson#FACTORY}.
     *
     * @throws IOException if the parser's source fails
     */
    public static Item readItem(JsonParser parser) throws IOException {
        return BoundedJson.read(parser, PlainJson::itemAt);
    }

    /** As {@link #readItem}. */
    public static AttributeValue readValue(JsonParser parser) throws IOException {
        return BoundedJson.read(parser, at -> valueAt(at, 1));
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
        writeMembers(generator, item.attributes(), 1);
    }

    /** As {@link #writeItem(JsonGenerator, Item)}. */
    public static void writeValue(JsonGenerator generator, AttributeValue value) throws IOException {
        write(generator, value, 1);
    }

    private static Item itemAt(JsonParser parser) throws IOException {
        return Item.of(JsonTokens.members(parser, at -> valueAt(at, 1)));
    }

    private static AttributeValue valueAt(JsonParser parser, int level) throws IOException {
        Validation.nestingLevel(level);
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw JsonTokens.notScalar(null, "Value");
        }
        return switch (token) {
            case VALUE_STRING -> AttributeValue.string(JsonTokens.string(parser));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> AttributeValue.number(parser.getText());
            case VALUE_TRUE, VALUE_FALSE -> AttributeValue.bool(token == JsonToken.VALUE_TRUE);
            case VALUE_NULL -> AttributeValue.nullValue();
            case START_OBJECT -> AttributeValue.map(JsonTokens.members(parser, at -> valueAt(at, level + 1)));
            case START_ARRAY -> listAt(parser, level + 1);
            case END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                throw JsonTokens.notScalar(token, "Value");
        };
    }

    private static AttributeValue listAt(JsonParser parser, int level) throws IOException {
        List<AttributeValue> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(valueAt(parser, level));
        }
        return new AttributeValue.L(elements);
    }

    private static void writeMembers(JsonGenerator generator, Map<String, AttributeValue> members, int level)
            throws IOException {
        generator.writeStartObject();
        for (Map.Entry<String, AttributeValue> member : members.entrySet()) {
            generator.writeFieldName(member.getKey());
            write(generator, member.getValue(), level);
        }
        generator.writeEndObject();
    }

    private static void write(JsonGenerator generator, AttributeValue value, int level) throws IOException {
        Validation.nestingLevel(level);
        switch (value.type()) {
            case STRING -> generator.writeString(((AttributeValue.S) value).value());
            case NUMBER -> writeNumber(generator, ((AttributeValue.N) value).value());
            case BINARY ->
                generator.writeBinary(((AttributeValue.B) value).value().toByteArray());
            case STRING_SET, NUMBER_SET, BINARY_SET -> writeSet(generator, value);
            case MAP -> writeMembers(generator, ((AttributeValue.M) value).members(), level + 1);
            case LIST -> {
                generator.writeStartArray();
                for (AttributeValue element : ((AttributeValue.L) value).values()) {
                    write(generator, element, level + 1);
                }
                generator.writeEndArray();
            }
            case NULL -> generator.writeNull();
            case BOOLEAN -> generator.writeBoolean(((AttributeValue.Bool) value).value());
        }
    }

    private static void writeNumber(JsonGenerator generator, DecimalNumber number) throws IOException {
        generator.writeNumber(number.toCompactString());
    }

    private static void writeSet(JsonGenerator generator, AttributeValue set) throws IOException {
        generator.writeStartArray();
        if (set instanceof AttributeValue.SS strings) {
            for (String element : strings.values()) {
                generator.writeString(element);
            }
        } else if (set instanceof AttributeValue.NS numbers) {
            for (DecimalNumber element : numbers.values()) {
                writeNumber(generator, element);
            }
        } else if (set instanceof AttributeValue.BS binaries) {
            for (ByteString element : binaries.values()) {
                generator.writeBinary(element.toByteArray());
            }
        }
        generator.writeEndArray();
    }
}
