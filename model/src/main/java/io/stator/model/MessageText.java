package io.stator.model;

import com.google.protobuf.ByteString;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a message shows of a request: a bounded part of it. */
public final class MessageText {
    private static final int SHOWN_CHARS_MAX = 256;
    private static final int SHOWN_ELEMENTS_MAX = 16;

    private MessageText() {}

    public static String shortened(String text) {
        return text.length() <= SHOWN_CHARS_MAX ? text : text.substring(0, SHOWN_CHARS_MAX) + "...";
    }

    static String base64(ByteString bytes) {
        ByteString shown = bytes.substring(0, Math.min(bytes.size(), SHOWN_CHARS_MAX));
        return Base64.getEncoder().encodeToString(shown.toByteArray());
    }

    /** In brackets. */
    public static <T> String list(List<T> elements, Function<T, String> text) {
        String shown = elements.stream()
                .limit(SHOWN_ELEMENTS_MAX)
                .map(text)
                .map(MessageText::shortened)
                .collect(Collectors.joining(", "));
        return elements.size() <= SHOWN_ELEMENTS_MAX ? "[" + shown + "]" : "[" + shown + ", ...]";
    }
}
