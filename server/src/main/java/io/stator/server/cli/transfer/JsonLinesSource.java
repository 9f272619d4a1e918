package io.stator.server.cli.transfer;

import io.stator.model.StatorException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** An item on each line; empty lines are skipped. */
final class JsonLinesSource implements ItemSource {
    private final CountedInput counted;
    private final BufferedReader lines;
    private final ItemReading reading;
    private long line;

    JsonLinesSource(InputStream input, ItemReading reading) {
        this.counted = new CountedInput(input);
        // A decoder of its own refuses what is not UTF-8, where a charset would put in question marks.
        this.lines = new BufferedReader(new InputStreamReader(counted, StandardCharsets.UTF_8.newDecoder()), 1 << 16);
        this.reading = reading;
    }

    @Override
    public Optional<SourceItem> next() throws IOException {
        while (true) {
            String text = lines.readLine();
            if (text == null) {
                return Optional.empty();
            }
            line++;
            if (!text.isBlank()) {
                return Optional.of(read(text));
            }
        }
    }

    private SourceItem read(String text) {
        try {
            return SourceItem.of(line, reading.parse(text));
        } catch (StatorException e) {
            // The line within the line is always the first one.
            return SourceItem.bad(line, String.valueOf(e.getMessage()).replace(" at line 1, column", " at column"));
        }
    }

    @Override
    public long position() {
        return counted.count();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
