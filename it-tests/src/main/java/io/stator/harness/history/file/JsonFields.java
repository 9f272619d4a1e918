package io.stator.harness.history.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a JSON object that was read, each asked for by name and type; fields that nobody asks for
 * are passed over. Every getter throws IOException if the field is not there or is something else.
 */
public final class JsonFields {
    private static final JsonFactory JSON = new JsonFactory();

    private final Map<String, @Nullable Object> fields;

    private JsonFields(Map<String, @Nullable Object> fields) {
        this.fields = fields;
    }

    /** @throws IOException if the text is not one JSON object */
    public static JsonFields parse(String text) throws IOException {
        try (JsonParser parser = JSON.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("not a JSON object");
            }
            JsonFields object = object(parser);
            if (parser.nextToken() != null) {
                throw new IOException("more than one JSON object");
            }
            return object;
        }
    }

    private static JsonFields object(JsonParser parser) throws IOException {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            fields.put(name, value(parser));
        }
        return new JsonFields(fields);
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> {
                List<@Nullable Object> elements = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    elements.add(value(parser));
                }
                yield elements;
            }
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
                throw new IOException("not a JSON value: " + parser.currentToken());
        };
    }

    public boolean has(String name) {
        return fields.containsKey(name);
    }

    public String text(String name) throws IOException {
        return of(name, String.class);
    }

    /** Null if the field is there and null. */
    public @Nullable String textOrNull(String name) throws IOException {
        if (has(name) && fields.get(name) == null) {
            return null;
        }
        return text(name);
    }

    /** A whole number. */
    public long number(String name) throws IOException {
        return of(name, Long.class);
    }

    /** True or false. */
    public boolean truth(String name) throws IOException {
        return of(name, Boolean.class);
    }

    public JsonFields object(String name) throws IOException {
        return of(name, JsonFields.class);
    }

    public List<String> texts(String name) throws IOException {
        return elements(name, String.class);
    }

    public List<List<String>> textLists(String name) throws IOException {
        List<List<String>> lists = new ArrayList<>();
        for (List<?> list : elements(name, List.class)) {
            lists.add(elements(name, list, String.class));
        }
        return lists;
    }

    public List<JsonFields> objects(String name) throws IOException {
        return elements(name, JsonFields.class);
    }

    /** All fields, which must be texts, in their order. */
    public Map<String, String> allTexts() throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String name : fields.keySet()) {
            texts.put(name, text(name));
        }
        return texts;
    }

    private <T> List<T> elements(String name, Class<T> type) throws IOException {
        return elements(name, of(name, List.class), type);
    }

    private <T> List<T> elements(String name, List<?> list, Class<T> type) throws IOException {
        List<T> elements = new ArrayList<>();
        for (Object element : list) {
            elements.add(cast(name, element, type));
        }
        return elements;
    }

    private <T> T of(String name, Class<T> type) throws IOException {
        return cast(name, fields.get(name), type);
    }

    private <T> T cast(String name, @Nullable Object value, Class<T> type) throws IOException {
        if (!type.isInstance(value)) {
            throw new IOException("field " + name + " is not of type " + type.getSimpleName() + " in " + fields);
        }
        return type.cast(value);
    }

    /** For people. */
    @Override
    public String toString() {
        return fields.toString();
    }
}
