package io.stator.gateway.json;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import io.stator.model.json.BoundedJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object that was written, in UTF-8.
 *
 * @param bytes holds it from its start on
 * @param length of it in bytes
 */
public record JsonBytes(byte[] bytes, int length) {
    /** So that an answer of a usual size is written without growing. */
    private static final int BYTES_AT_FIRST = 1024;

    /** @param members writes what is in the object */
    public static JsonBytes object(BoundedJson.Writing members) {
        Buffer buffer = new Buffer();
        try (JsonGenerator generator = BoundedJson.FACTORY.createGenerator(buffer, JsonEncoding.UTF8)) {
            generator.writeStartObject();
            members.write(generator);
            generator.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return buffer.content();
    }

    /** Writes a member if there is a value for it. */
    public static void member(JsonGenerator generator, String name, @Nullable String value) throws IOException {
        if (value != null) {
            generator.writeStringField(name, value);
        }
    }

    /** Gives away its array, which is not copied. */
    private static final class Buffer extends ByteArrayOutputStream {
        Buffer() {
            super(BYTES_AT_FIRST);
        }

        JsonBytes content() {
            return new JsonBytes(buf, count);
        }
    }
}
