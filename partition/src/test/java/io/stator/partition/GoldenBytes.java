package io.stator.partition;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Bytes of a format, written down: in a text below {@code golden/}, on each line a name, a space and its bytes in
 * hexadecimal. A text is never changed once a version that writes these bytes was released; a new format gets a new one.
 */
public final class GoldenBytes {
    private GoldenBytes() {}

    public static Map<String, byte[]> read(String file) {
        Map<String, byte[]> bytes = new LinkedHashMap<>();
        for (String line : text(file).lines().toList()) {
            int space = line.indexOf(' ');
            bytes.put(line.substring(0, space), HexFormat.of().parseHex(line.substring(space + 1)));
        }
        return bytes;
    }

    public static String text(String file) {
        try (InputStream in = GoldenBytes.class.getResourceAsStream("/golden/" + file)) {
            if (in == null) {
                throw new IllegalArgumentException("no golden bytes: " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** As such a text: what a test shows that differs is what a new format's text is to be. */
    public static String text(Map<String, byte[]> bytes) {
        StringBuilder text = new StringBuilder();
        bytes.forEach((name, value) -> text.append(name)
                .append(' ')
                .append(HexFormat.of().formatHex(value))
                .append('\n'));
        return text.toString();
    }
}
