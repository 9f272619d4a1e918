package io.stator.model.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.stator.model.AttributeValue;
import io.stator.model.ErrorMessages;
import io.stator.model.StatorException;
import io.stator.model.Validation;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a document must have at a place, with the words of DynamoDB's SerializationException where it has other things.
 * Each method looks at the token that the parser stands at.
 */
public final class JsonTokens {
    /** What DynamoDB's own types are called in messages. */
    public static final String API_TYPES = "com.amazonaws.dynamodb.v20120810.";

    private static final int SHOWN_CHARS_MAX = 200;
    private static final String UNEXPECTED_OBJECT = "Start of structure or map found where not expected";
    private static final String UNEXPECTED_FIELD = "Unexpected field type";

    /** Where DynamoDB lets its parser's own words out. */
    private static final String NO_COLLECTION_ELEMENT =
            "class sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl cannot be cast to class java.lang.Class "
                    + "(sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl and java.lang.Class are in module "
                    + "java.base of loader 'bootstrap')";

    private static final String UNEXPECTED_TOKEN = "Unexpected token received from parser";

    private JsonTokens() {}

    interface ValueReading {
        AttributeValue read(JsonParser parser) throws IOException;
    }

    /** @throws StatorException if there is no string, or one with an unpaired surrogate */
    public static String string(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw notScalar(parser.currentToken(), "String");
        }
        String text = parser.getText();
        Validation.unicode(text);
        return text;
    }

    /** @throws JsonTypeException if there is none */
    public static boolean bool(JsonParser parser) {
        JsonToken token = parser.currentToken();
        if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
            throw token == JsonToken.VALUE_STRING
                    ? new JsonTypeException(UNEXPECTED_TOKEN)
                    : notScalar(token, "Boolean");
        }
        return token == JsonToken.VALUE_TRUE;
    }

    /** @throws JsonTypeException if there is no string, or it is not base64 with all its padding */
    public static ByteString binary(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_ARRAY) {
            throw new JsonTypeException("Unrecognized collection type class java.nio.ByteBuffer");
        }
        if (token == JsonToken.START_OBJECT) {
            throw new JsonTypeException(UNEXPECTED_OBJECT);
        }
        if (token != JsonToken.VALUE_STRING) {
            throw new JsonTypeException("only base-64-encoded strings are convertible to bytes");
        }
        byte[] bytes = Base64Text.decode(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
        if (bytes == null) {
            throw notBase64(parser.getText());
        }
        return UnsafeByteOperations.unsafeWrap(bytes);
    }

    /** What DynamoDB says is wrong with a text that {@link Base64Text} does not take. */
    private static JsonTypeException notBase64(String text) {
        int length = text.length();
        if (length % 4 != 0) {
            return new JsonTypeException(
                    "Base64 encoded length is expected a multiple of 4 bytes but found: " + length);
        }
        int padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
        for (int i = 0; i < length - padding; i++) {
            char c = text.charAt(i);
            if (c != '=' && !Base64Text.hasCharacter(c)) {
                return new JsonTypeException("Invalid Base64 character: '" + c + "'");
            }
        }
        // Padding inside, or bits that belong to no byte: two texts would be the same bytes.
        return new JsonTypeException("Invalid last non-pad Base64 character dectected");
    }

    static void expectStructure(JsonParser parser, String itsType) {
        JsonToken token = parser.currentToken();
        if (token != JsonToken.START_OBJECT) {
            throw notStructure(token, itsType, true);
        }
    }

    /**
     * What DynamoDB says of a token where a structure must be.
     *
     * @param itsType its simple name
     * @param element whether the place is in a list or a map, not a member of a structure
     */
    public static JsonTypeException notStructure(@Nullable JsonToken token, String itsType, boolean element) {
        if (token == JsonToken.START_ARRAY) {
            return new JsonTypeException("Unrecognized collection type class " + API_TYPES + itsType);
        }
        return new JsonTypeException(element ? "Unexpected value type in payload" : UNEXPECTED_FIELD);
    }

    /**
     * @param elementType the qualified name of the type of its values
     * @param element whether the place is in a list or a map
     * @throws JsonTypeException if there is no map
     */
    public static void expectMap(JsonParser parser, String elementType, boolean element) {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_ARRAY) {
            throw new JsonTypeException(
                    "Unrecognized collection type java.util.Map<java.lang.String, " + elementType + ">");
        }
        if (token != JsonToken.START_OBJECT) {
            throw new JsonTypeException(element ? NO_COLLECTION_ELEMENT : UNEXPECTED_FIELD);
        }
    }

    /**
     * @param element whether the place is in a list or a map
     * @throws JsonTypeException if there is no list
     */
    public static void expectList(JsonParser parser, boolean element) {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            throw new JsonTypeException(UNEXPECTED_OBJECT);
        }
        if (token != JsonToken.START_ARRAY) {
            throw new JsonTypeException(element ? NO_COLLECTION_ELEMENT : UNEXPECTED_FIELD);
        }
    }

    /** A name that an object has twice; believed: what DynamoDB does is not known, and no SDK sends such a thing. */
    public static JsonTypeException twice(String name) {
        return new JsonTypeException("Duplicate field " + firstLine(name));
    }

    /** The members of the object that the parser stands at; it is left at the end of it. */
    static Map<String, AttributeValue> members(JsonParser parser, ValueReading reading) throws IOException {
        expectMap(parser, API_TYPES + "AttributeValue", false);
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

    /**
     * What DynamoDB says of a token where a string, a number or a boolean must be.
     *
     * @param target String, Integer, Long or Boolean
     */
    public static JsonTypeException notScalar(@Nullable JsonToken token, String target) {
        if (token == null) {
            return new JsonTypeException(UNEXPECTED_TOKEN);
        }
        return new JsonTypeException(
                switch (token) {
                    case START_OBJECT -> UNEXPECTED_OBJECT;
                    case START_ARRAY -> "Unrecognized collection type class java.lang." + target;
                    case VALUE_STRING -> "STRING_VALUE cannot be converted to " + target;
                    case VALUE_NUMBER_INT -> "NUMBER_VALUE cannot be converted to " + target;
                    case VALUE_NUMBER_FLOAT -> "DECIMAL_VALUE cannot be converted to " + target;
                    case VALUE_TRUE -> "TRUE_VALUE cannot be converted to " + target;
                    case VALUE_FALSE -> "FALSE_VALUE cannot be converted to " + target;
                    case VALUE_NULL -> "NULL_VALUE cannot be converted to " + target;
                    case END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE -> UNEXPECTED_TOKEN;
                });
    }

    static String firstLine(@Nullable String problem) {
        String line = problem == null ? "" : problem.lines().findFirst().orElse("");
        return line.length() <= SHOWN_CHARS_MAX ? line : line.substring(0, SHOWN_CHARS_MAX) + "...";
    }
}
