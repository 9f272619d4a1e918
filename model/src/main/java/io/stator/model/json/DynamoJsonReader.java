package io.stator.model.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.protobuf.ByteString;
import io.stator.model.AttributeValue;
import io.stator.model.DecimalNumber;
import io.stator.model.ErrorCode;
import io.stator.model.ErrorMessages;
import io.stator.model.Item;
import io.stator.model.StatorException;
import io.stator.model.Validation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Reads what the parser stands at, and leaves it at the last token of that. */
final class DynamoJsonReader {
    private DynamoJsonReader() {}

    static Item readItem(JsonParser parser) throws IOException {
        return Item.of(JsonTokens.members(parser, at -> readValue(at, 1)));
    }

    /** An object with one member, whose name is the type. */
    static AttributeValue readValue(JsonParser parser, int level) throws IOException {
        Validation.nestingLevel(level);
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            throw StatorException.validation(ErrorMessages.NO_TYPE);
        }
        JsonTokens.expectObject(parser);
        if (parser.nextToken() == JsonToken.END_OBJECT) {
            throw StatorException.validation(ErrorMessages.NO_TYPE);
        }
        String type = parser.currentName();
        parser.nextToken();
        AttributeValue value = readTyped(parser, type, level);
        if (parser.nextToken() != JsonToken.END_OBJECT) {
            throw StatorException.validation(ErrorMessages.MANY_TYPES);
        }
        return value;
    }

    private static AttributeValue readTyped(JsonParser parser, String type, int level) throws IOException {
        return switch (type) {
            case "S" -> AttributeValue.string(JsonTokens.string(parser));
            case "N" -> new AttributeValue.N(readNumber(parser));
            case "B" -> new AttributeValue.B(readBinary(parser));
            case "SS" -> new AttributeValue.SS(readElements(parser, JsonTokens::string));
            case "NS" -> new AttributeValue.NS(readElements(parser, DynamoJsonReader::readNumber));
            case "BS" -> new AttributeValue.BS(readElements(parser, DynamoJsonReader::readBinary));
            case "M" -> AttributeValue.map(JsonTokens.members(parser, at -> readValue(at, level + 1)));
            case "L" -> new AttributeValue.L(readElements(parser, at -> readValue(at, level + 1)));
            case "NULL" -> readNull(parser);
            case "BOOL" -> AttributeValue.bool(JsonTokens.bool(parser));
            default -> throw StatorException.validation(ErrorMessages.NO_TYPE);
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

    private static ByteString readBinary(JsonParser parser) throws IOException {
        String text = JsonTokens.string(parser);
        if (text.length() % 4 != 0) {
            throw StatorException.validation(
                    "Base64 encoded length is expected a multiple of 4 bytes but found: " + text.length());
        }
        try {
            return ByteString.copyFrom(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            throw new StatorException(ErrorCode.VALIDATION, "Invalid base64 text", e);
        }
    }

    private static <T> List<T> readElements(JsonParser parser, BoundedJson.Reading<T> reading) throws IOException {
        JsonTokens.expectArray(parser);
        List<T> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(reading.read(parser));
        }
        return elements;
    }
}
