package io.stator.gateway.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.google.protobuf.ByteString;
import io.stator.model.AttributeValue;
import io.stator.model.Item;
import io.stator.model.StatorException;
import io.stator.model.json.BoundedJson;
import io.stator.model.json.DynamoJson;
import io.stator.model.json.JsonTokens;
import io.stator.model.json.JsonTypeException;
import io.stator.model.json.MalformedJsonException;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a request's body, member by member, as DynamoDB does: members that nobody asks for are skipped, whatever they
 * are; null is as good as absent; what is of a wrong type is refused with DynamoDB's words for it.
 *
 * <pre>{@code
 * RequestReader.read(body, (name, reader) -> {
 *     switch (name) {
 *         case "TableName" -> table = reader.string();
 *         case "Key" -> key = reader.item();
 *         case "AttributesToGet" -> attributes = reader.list(RequestReader::string);
 *         default -> {}
 *     }
 * });
 * }</pre>
 *
 * <p>Each reading method takes the value at hand, once. What they throw is a {@link JsonTypeException} or a
 * {@link MalformedJsonException}; the gateway answers both with a SerializationException. Values of items are the
 * exception: what breaks their rules is found in its turn, see {@link Checked}.
 */
public final class RequestReader {
    private static final BigDecimal INT_MAX = BigDecimal.valueOf(Integer.MAX_VALUE);
    private static final BigDecimal INT_MIN = BigDecimal.valueOf(Integer.MIN_VALUE);
    private static final BigDecimal LONG_MAX = BigDecimal.valueOf(Long.MAX_VALUE);
    private static final BigDecimal LONG_MIN = BigDecimal.valueOf(Long.MIN_VALUE);

    private final JsonParser parser;

    /** Whether the value at hand has been read. */
    private boolean taken;

    /** Whether the value at hand is in a list or a map, and not a member of a structure. */
    private boolean element;

    private RequestReader(JsonParser parser) {
        this.parser = parser;
    }

    /** Is told of each member of a structure, and reads the value if it wants it. */
    @FunctionalInterface
    public interface Members {
        void member(String name, RequestReader reader) throws IOException;
    }

    /** Reads one value. */
    @FunctionalInterface
    public interface Reading<T> {
        T read(RequestReader reader) throws IOException;
    }

    /**
     * Reads all of a body.
     *
     * @throws StatorException if it is not JSON, is no object, has a known member twice, or what members throws
     */
    public static void read(byte[] body, Members members) {
        BoundedJson.<Boolean>parse(body, parser -> {
            new RequestReader(parser).structure("Request", members);
            return true;
        });
    }

    public String string() throws IOException {
        taken = true;
        return JsonTokens.string(parser);
    }

    public boolean bool() {
        taken = true;
        return JsonTokens.bool(parser);
    }

    /** A number, without its fraction; the nearest int there is if it is beyond all of them. */
    public int integer() throws IOException {
        return number("Integer", INT_MIN, INT_MAX).intValue();
    }

    /** As {@link #integer}. */
    public long longInteger() throws IOException {
        return number("Long", LONG_MIN, LONG_MAX).longValue();
    }

    private BigDecimal number(String target, BigDecimal min, BigDecimal max) throws IOException {
        taken = true;
        JsonToken token = parser.currentToken();
        if (token != JsonToken.VALUE_NUMBER_INT && token != JsonToken.VALUE_NUMBER_FLOAT) {
            throw JsonTokens.notScalar(token, target);
        }
        BigDecimal number = decimal(parser.getText(), token);
        if (number.compareTo(max) > 0) {
            return max;
        }
        if (number.compareTo(min) < 0) {
            return min;
        }
        // A fraction of a billion digits is never written out.
        long integerDigits = (long) number.precision() - number.scale();
        return integerDigits <= 0 ? BigDecimal.ZERO : number.setScale(0, RoundingMode.DOWN);
    }

    private static BigDecimal decimal(String text, JsonToken token) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException beyondAnyExponent) {
            throw JsonTokens.notScalar(token, "Number");
        }
    }

    /** Bytes, from base64. */
    public ByteString binary() throws IOException {
        taken = true;
        return JsonTokens.binary(parser);
    }

    /** An attribute value. */
    public Checked<AttributeValue> value() throws IOException {
        expectStructure("AttributeValue");
        return checked(DynamoJson::readValue);
    }

    /** A map of attribute values: an item or a key. */
    public Checked<Item> item() throws IOException {
        JsonTokens.expectMap(parser, JsonTokens.API_TYPES + "AttributeValue", element);
        return checked(DynamoJson::readItem);
    }

    /** What is wrong with a value is kept for its turn, and the rest of the value is skipped. */
    private <T> Checked<T> checked(BoundedJson.Reading<T> reading) throws IOException {
        taken = true;
        var outside = parser.getParsingContext().getParent();
        try {
            return Checked.of(reading.read(parser));
        } catch (JsonTypeException | MalformedJsonException e) {
            throw e;
        } catch (StatorException invalid) {
            try {
                skipTo(outside);
            } catch (StreamConstraintsException tooDeep) {
                throw invalid;
            }
            return Checked.failed(invalid);
        }
    }

    private void skipTo(Object outside) throws IOException {
        while (parser.getParsingContext() != outside) {
            if (parser.nextToken() == null) {
                return;
            }
        }
    }

    /**
     * A structure.
     *
     * @param itsType its simple name in DynamoDB's API, for messages
     */
    public void structure(String itsType, Members members) throws IOException {
        taken = true;
        expectStructure(itsType);
        // Of those that somebody reads only: these are few.
        List<String> seen = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            if (parser.nextToken() == JsonToken.VALUE_NULL) {
                continue;
            }
            taken = false;
            element = false;
            members.member(name, this);
            if (!taken) {
                parser.skipChildren();
            } else if (seen.contains(name)) {
                throw JsonTokens.twice(name);
            } else {
                seen.add(name);
            }
        }
        taken = true;
    }

    private void expectStructure(String itsType) {
        JsonToken token = parser.currentToken();
        if (token != JsonToken.START_OBJECT) {
            throw JsonTokens.notStructure(token, itsType, element);
        }
    }

    /** A list; its elements must not be null. */
    public <T> List<T> list(Reading<T> reading) throws IOException {
        taken = true;
        JsonTokens.expectList(parser, element);
        List<T> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            element = true;
            elements.add(reading.read(this));
        }
        return elements;
    }

    /**
     * A map, in the order of the text; its values must not be null.
     *
     * @param elementType the simple name of the type of its values in DynamoDB's API, or a qualified one, for messages
     */
    public <T> Map<String, T> map(String elementType, Reading<T> reading) throws IOException {
        taken = true;
        JsonTokens.expectMap(
                parser, elementType.indexOf('.') < 0 ? JsonTokens.API_TYPES + elementType : elementType, element);
        Map<String, T> elements = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            element = true;
            if (elements.put(name, reading.read(this)) != null) {
                throw JsonTokens.twice(name);
            }
        }
        return elements;
    }
}
