package io.stator.server.cli.transfer;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.stator.model.StatorException;
import io.stator.model.json.BoundedJson;
import io.stator.server.cli.console.CommandFailure;
import io.stator.server.cli.console.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;

/** The elements of one JSON array, which is the document, or a member of it. */
final class JsonDocumentSource implements ItemSource {
    private final CountedInput counted;
    private final JsonParser parser;
    private final ItemReading reading;
    private final List<String> path;
    private boolean begun;

    /** @param path member names that lead from the document to the array; empty: it is the array */
    JsonDocumentSource(InputStream input, List<String> path, ItemReading reading) throws IOException {
        this.counted = new CountedInput(input);
        this.parser = BoundedJson.FACTORY.createParser(counted);
        this.path = List.copyOf(path);
        this.reading = reading;
    }

    @Override
    public Optional<SourceItem> next() throws IOException {
        try {
            if (!begun) {
                descend();
                begun = true;
            }
            JsonToken token = parser.nextToken();
            if (token == JsonToken.END_ARRAY || token == null) {
                return Optional.empty();
            }
            return Optional.of(element());
        } catch (JsonProcessingException e) {
            throw new CommandFailure(
                    ExitCode.BAD_INPUT,
                    "malformed JSON at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ": " + e.getOriginalMessage(),
                    e);
        }
    }

    private void descend() throws IOException {
        JsonToken token = parser.nextToken();
        for (String name : path) {
            token = token == JsonToken.START_OBJECT ? member(name) : null;
            if (token == null) {
                throw CommandFailure.badInput("--path: the document has no member '" + String.join(".", path) + "'");
            }
        }
        if (token != JsonToken.START_ARRAY) {
            throw CommandFailure.badInput(
                    path.isEmpty()
                            ? "the document is no array; --path says which of its members is"
                            : "--path: '" + String.join(".", path) + "' is no array");
        }
    }

    private @org.jspecify.annotations.Nullable JsonToken member(String name) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean found = parser.currentName().equals(name);
            JsonToken value = parser.nextToken();
            if (found) {
                return value;
            }
            parser.skipChildren();
        }
        return null;
    }

    private SourceItem element() throws IOException {
        long line = parser.currentTokenLocation().getLineNr();
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = BoundedJson.FACTORY.createGenerator(text)) {
            generator.copyCurrentStructureExact(parser);
        }
        try {
            return SourceItem.of(line, reading.parse(text.toString()));
        } catch (StatorException e) {
            return SourceItem.bad(line, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public long position() {
        return counted.count();
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
