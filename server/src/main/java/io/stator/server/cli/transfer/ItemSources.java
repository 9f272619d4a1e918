package io.stator.server.cli.transfer;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Finds out what a stream of JSON is: lines, or one document. */
final class ItemSources {
    private static final int LEADING_BLANKS_MAX = 4096;

    private ItemSources() {}

    /** @param path to the array in the document; empty: the stream is lines, or an array itself */
    static ItemSource open(InputStream input, List<String> path, ItemReading reading) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(input, 1 << 16);
        boolean document = !path.isEmpty() || firstCharacter(buffered) == '[';
        return document ? new JsonDocumentSource(buffered, path, reading) : new JsonLinesSource(buffered, reading);
    }

    /** Leaves the stream where it was, behind a byte-order mark if there is one. */
    private static int firstCharacter(BufferedInputStream input) throws IOException {
        input.mark(3);
        if (!(input.read() == 0xEF && input.read() == 0xBB && input.read() == 0xBF)) {
            input.reset();
        }
        input.mark(LEADING_BLANKS_MAX);
        int first = ' ';
        for (int i = 0; i < LEADING_BLANKS_MAX && Character.isWhitespace(first); i++) {
            first = input.read();
        }
        input.reset();
        return first;
    }
}
