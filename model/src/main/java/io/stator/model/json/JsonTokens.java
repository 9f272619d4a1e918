package io.stator.model.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.stator.model.AttributeValue;
import io.stator.model.ErrorMessages;
import io.stator.model.StatorException;
import io.stator.model.Validation;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a document must have at a place, with the words of DynamoDB's SerializationException where it has other things. */
final class JsonTokens {
    private static final int SHOWN_CHARS_MAX = 200;

    private JsonTokens() {}

    interface ValueReading {
        AttributeValue read(JsonParser parser) throws IOException;
    }

    static String string(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw unexpected(parser.currentToken(), "String");
        }
        String text = parser.getText();
        Validation.unicode(text);
        return text;
    }

    static boolean bool(JsonParser parser) {
        JsonToken token = parser.currentToken();
        if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
            throw unexpected(token, "Boolean");
        }
        return token == JsonToken.VALUE_TRUE;
    }

    static void expectObject(JsonParser parser) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw unexpected(parser.currentToken(), "Map");
        }
    }

    static void expectArray(JsonParser parser) {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw unexpected(parser.currentToken(), "List");
        }
    }

    /** The members of the object that the parser stands at; it is left at the end of it. */
    static Map<String, AttributeValue> members(JsonParser parser, ValueReading reading) throws IOException {
        expectObject(parser);
        Map<String, AttributeValue> members = new HashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            Validation.unicode(name);
            parser.nextToken();
            if (members.put(name, reading.read(parser)) != null) {
                throw StatorException.validation(ErrorMessages.duplicateName(name));
            }
        }
        return members;
    }

    /** What DynamoDB says of a token where it cannot be. */
    static StatorException unexpected(@Nullable JsonToken token, String target) {
        if (token == null) {
            return StatorException.validation("Malformed JSON: nothing but blanks");
        }
        return StatorException.validation(
                switch (token) {
                    case START_OBJECT -> "Start of structure or map found where not expected";
                    case START_ARRAY -> "Start of list found where not expected";
                    case VALUE_STRING -> "STRING_VALUE cannot be converted to " + target;
                    case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "NUMBER_VALUE cannot be converted to " + target;
                    case VALUE_TRUE -> "TRUE_VALUE cannot be converted to " + target;
                    case VALUE_FALSE -> "FALSE_VALUE cannot be converted to " + target;
                    case VALUE_NULL -> "NULL_VALUE cannot be converted to " + target;
                    case END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                        "Unexpected token received from parser";
                });
    }

    static String firstLine(@Nullable String problem) {
        String line = problem == null ? "" : problem.lines().findFirst().orElse("");
        return line.length() <= SHOWN_CHARS_MAX ? line : line.substring(0, SHOWN_CHARS_MAX) + "...";
    }
}
