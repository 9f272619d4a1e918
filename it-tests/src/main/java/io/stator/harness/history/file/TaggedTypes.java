package io.stator.harness.history.file;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;

/**
 * How each record of a sealed interface is written as a JSON object, whose field {@code type} says which
 * it is.
 *
 * @param <T> the interface
 */
final class TaggedTypes<T> {
    private final List<Tagged<? extends T>> all;

    TaggedTypes(List<Tagged<? extends T>> all) {
        this.all = List.copyOf(all);
    }

    /** Writes the fields of a value. */
    @FunctionalInterface
    interface Writer<V> {
        void write(JsonGenerator json, V value) throws IOException;
    }

    /** Makes a value of its fields. */
    @FunctionalInterface
    interface Reader<V> {
        V read(JsonFields fields) throws IOException;
    }

    /**
     * One of the records.
     *
     * @param tag by which a file knows it: never changed, never given to another
     */
    record Tagged<V>(String tag, Class<V> type, Writer<V> writer, Reader<V> reader) {
        private void write(JsonGenerator json, Object value) throws IOException {
            json.writeStartObject();
            json.writeStringField("type", tag);
            writer.write(json, type.cast(value));
            json.writeEndObject();
        }
    }

    String tag(T value) {
        return taggedAs(value).tag();
    }

    void write(JsonGenerator json, T value) throws IOException {
        taggedAs(value).write(json, value);
    }

    T read(JsonFields fields) throws IOException {
        String tag = fields.text("type");
        for (Tagged<? extends T> tagged : all) {
            if (tagged.tag().equals(tag)) {
                return tagged.reader().read(fields);
            }
        }
        throw new IOException("unknown type " + tag);
    }

    private Tagged<? extends T> taggedAs(T value) {
        for (Tagged<? extends T> tagged : all) {
            if (tagged.type().isInstance(value)) {
                return tagged;
            }
        }
        throw new IllegalArgumentException("no tag for " + value.getClass());
    }
}
