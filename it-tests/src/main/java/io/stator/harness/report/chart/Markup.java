package io.stator.harness.report.chart;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes HTML and SVG elements. Whatever is given as text or as an attribute's value is escaped; names are
 * constants of the program. Used by one thread.
 */
public final class Markup {
    private static final int REPLACEMENT = 0xFFFD;

    private final StringBuilder text = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /** @param attributes names and values in turn */
    public Markup open(String element, String... attributes) {
        tag(element, attributes).append('>');
        open.push(element);
        return this;
    }

    /** Closes the element that was opened last and is not yet closed. */
    public Markup close() {
        text.append("</").append(open.pop()).append('>');
        return this;
    }

    /** An element with nothing in it. */
    public Markup empty(String element, String... attributes) {
        tag(element, attributes).append("/>");
        return this;
    }

    /** An element with nothing but text in it. */
    public Markup element(String element, String content, String... attributes) {
        return open(element, attributes).text(content).close();
    }

    public Markup text(String content) {
        escape(content);
        return this;
    }

    /** Markup as it is: of the program itself, never of a run. */
    public Markup trusted(String markup) {
        text.append(markup);
        return this;
    }

    private StringBuilder tag(String element, String... attributes) {
        text.append('<').append(element);
        for (int index = 0; index < attributes.length; index += 2) {
            text.append(' ').append(attributes[index]).append("=\"");
            escape(attributes[index + 1]);
            text.append('"');
        }
        return text;
    }

    private void escape(String content) {
        content.codePoints().forEach(character -> {
            switch (character) {
                case '&' -> text.append("&amp;");
                case '<' -> text.append("&lt;");
                case '>' -> text.append("&gt;");
                case '"' -> text.append("&quot;");
                case '\'' -> text.append("&#39;");
                case '\n', '\t' -> text.append((char) character);
                default -> text.appendCodePoint(isWritable(character) ? character : REPLACEMENT);
            }
        });
    }

    /** Neither HTML nor XML may hold other control characters, not even escaped, and UTF-8 no half of a pair. */
    private static boolean isWritable(int character) {
        return !Character.isISOControl(character) && Character.getType(character) != Character.SURROGATE;
    }

    /** A coordinate, to a tenth of a pixel. */
    public static String number(double value) {
        long tenths = Math.round(value * 10);
        long size = Math.abs(tenths);
        String whole = (tenths < 0 ? "-" : "") + size / 10;
        return size % 10 == 0 ? whole : whole + "." + size % 10;
    }

    /** All that was written; every element must have been closed. */
    @Override
    public String toString() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("elements that are not closed: " + open);
        }
        return text.toString();
    }
}
