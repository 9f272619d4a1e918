package io.stator.model.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.stator.model.ErrorMessages;
import io.stator.model.Limits;
import io.stator.model.StatorException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** JSON readers and writers for untrusted text. Thread-safe. */
public final class BoundedJson {
    /** DynamoDB's JSON has two levels for each level of nesting; an item and a little more are around them. */
    private static final int JSON_LEVELS_MAX = 2 * Limits.NESTING_LEVELS_MAX + 8;

    /** Makes parsers that bound what one token and one document may be, and generators. */
    public static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(JSON_LEVELS_MAX)
                    .maxStringLength(Limits.JSON_CHARS_MAX)
                    // Names that are too long are told so by who knows what they name; what is far too long is
                    // malformed.
                    .maxNameLength(2 * Limits.ATTRIBUTE_NAME_BYTES_MAX)
                    .maxNumberLength(Limits.NUMBER_TEXT_CHARS_MAX)
                    .build())
            // Names come from outside: they must not fill the JVM's table of strings.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    /** For bytes that are UTF-8 by their protocol: nothing is guessed from the first of them. */
    private static final JsonFactory OF_UTF8 =
            FACTORY.rebuild().disable(JsonFactory.Feature.CHARSET_DETECTION).build();

    private BoundedJson() {}

    /** Takes what it needs from a parser. */
    public interface Reading<T> {
        T read(JsonParser parser) throws IOException;
    }

    /** Writes to a generator. */
    public interface Writing {
        void write(JsonGenerator generator) throws IOException;
    }

    /** Reads all of a text; the parser stands at its first token. */
    static <T> T parse(String json, Reading<T> reading) {
        if (json.length() > Limits.JSON_CHARS_MAX) {
            throw StatorException.validation(ErrorMessages.ITEM_TOO_LARGE);
        }
        try (JsonParser parser = FACTORY.createParser(json)) {
            T value = read(parser, reading);
            expectEnd(parser);
            return value;
        } catch (JsonProcessingException e) {
            throw malformed(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void expectEnd(JsonParser parser) throws IOException {
        if (parser.nextToken() != null) {
            throw new MalformedJsonException("Malformed JSON: there is more behind its end", null);
        }
    }

    /** Reads what the parser stands at, or what comes first if it has not been moved. */
    static <T> T read(JsonParser parser, Reading<T> reading) throws IOException {
        try {
            if (!parser.hasCurrentToken()) {
                at(parser);
            }
            return reading.read(parser);
        } catch (JsonProcessingException e) {
            throw malformed(e);
        }
    }

    /**
     * Reads all of a document.
     *
     * @param reading finds the parser at the first token, and leaves it at the last one
     * @throws MalformedJsonException if that is no JSON in UTF-8, or breaks a bound, or there is more behind it
     */
    public static <T> T parse(byte[] utf8, Reading<T> reading) {
        try (JsonParser parser = OF_UTF8.createParser(utf8)) {
            T value = reading.read(at(parser));
            expectEnd(parser);
            return value;
        } catch (JsonProcessingException e) {
            throw malformed(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonParser at(JsonParser parser) throws IOException {
        if (parser.nextToken() == null) {
            throw new MalformedJsonException("Malformed JSON: nothing but blanks", null);
        }
        return parser;
    }

    static String write(Writing writing) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(text)) {
            writing.write(generator);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static MalformedJsonException malformed(JsonProcessingException e) {
        String problem = e.getOriginalMessage();
        String where = e.getLocation() == null
                ? ""
                : " at line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr();
        return new MalformedJsonException("Malformed JSON" + where + ": " + JsonTokens.firstLine(problem), e);
    }
}
