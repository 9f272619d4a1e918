package io.stator.model.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.stator.model.AttributeType;
import io.stator.model.AttributeValue;
import io.stator.model.DecimalNumber;
import io.stator.model.ErrorMessages;
import io.stator.model.Item;
import io.stator.model.StatorException;
import io.stator.model.Validation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads what the parser stands at, and leaves it at the last token of that. */
final class DynamoJsonReader {
    private static final Set<String> TYPES =
            Arrays.stream(AttributeType.values()).map(AttributeType::letters).collect(Collectors.toUnmodifiableSet());

    private DynamoJsonReader() {}

    static Item readItem(JsonParser parser) throws IOException {
        return Item.of(JsonTokens.members(parser, at -> readValue(at, 1)));
    }

    /** An object with one member whose name is a type. Members of other names, and nulls, count as absent. */
    static AttributeValue readValue(JsonParser parser, int level) throws IOException {
        Validation.nestingLevel(level);
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            throw StatorException.validation(ErrorMessages.NO_TYPE);
        }
        JsonTokens.expectStructure(parser, "AttributeValue");
        AttributeValue value = null;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String type = parser.currentName();
            JsonToken content = parser.nextToken();
            if (content == JsonToken.VALUE_NULL || !TYPES.contains(type)) {
                parser.skipChildren();
                continue;
            }
            if (value != null) {
                throw StatorException.validation(ErrorMessages.MANY_TYPES);
            }
            value = readTyped(parser, type, level);
        }
        if (value == null) {
            throw StatorException.validation(ErrorMessages.NO_TYPE);
        }
        return value;
    }

    private static AttributeValue readTyped(JsonParser parser, String type, int level) throws IOException {
        return switch (type) {
            case "S" -> AttributeValue.string(JsonTokens.string(parser));
            case "N" -> new AttributeValue.N(readNumber(parser));
            case "B" -> new AttributeValue.B(JsonTokens.binary(parser));
            case "SS" -> new AttributeValue.SS(readElements(parser, JsonTokens::string));
            case "NS" -> new AttributeValue.NS(readElements(parser, DynamoJsonReader::readNumber));
            case "BS" -> new AttributeValue.BS(readElements(parser, JsonTokens::binary));
            case "M" -> AttributeValue.map(JsonTokens.members(parser, at -> readValue(at, level + 1)));
            case "L" -> new AttributeValue.L(readElements(parser, at -> readValue(at, level + 1)));
            case "NULL" -> readNull(parser);
            case "BOOL" -> AttributeValue.bool(JsonTokens.bool(parser));
            default -> throw new IllegalArgumentException("type " + type);
        };
    }

    private static AttributeValue readNull(JsonParser parser) {
        if (!JsonTokens.bool(parser)) {
            throw StatorException.validation(ErrorMessages.NULL_NOT_TRUE);
        }
        return AttributeValue.nullValue();
    }

    private static DecimalNumber readNumber(JsonParser parser) throws IOException {
        return DecimalNumber.parse(JsonTokens.string(parser));
    }

    private static <T> List<T> readElements(JsonParser parser, BoundedJson.Reading<T> reading) throws IOException {
        JsonTokens.expectList(parser, false);
        List<T> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(reading.read(parser));
        }
        return elements;
    }
}
