package io.stator.gateway.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** The body of an answer as it is sent. */
record AnswerBytes(byte[] bytes, int length, boolean compressed) {

    static AnswerBytes of(HttpAnswer answer, boolean compress) {
        if (!compress) {
            return new AnswerBytes(answer.bytes(), answer.length(), false);
        }
        Buffer buffer = new Buffer(answer.length() / 4 + 64);
        try (GZIPOutputStream out = new FastGzip(buffer)) {
            out.write(answer.bytes(), 0, answer.length());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return buffer.content();
    }

    /** Of what is sent, compressed or not: this is what SDKs check. */
    long crc32() {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, length);
        return crc.getValue();
    }

    /** Whether a client that sends this header takes gzip. */
    static boolean gzipAccepted(@Nullable String acceptEncoding) {
        if (acceptEncoding == null) {
            return false;
        }
        for (String part : acceptEncoding.split(",", -1)) {
            String[] coding = part.split(";", 2);
            if (coding[0].trim().equalsIgnoreCase("gzip")) {
                return coding.length == 1 || !isZero(coding[1]);
            }
        }
        return false;
    }

    private static boolean isZero(String parameter) {
        String weight = parameter.replace(" ", "");
        return weight.matches("[qQ]=0(\\.0*)?");
    }

    /** Answers are compressed while their connection waits, so fast. */
    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(ByteArrayOutputStream out) throws IOException {
            super(out, 8192);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    private static final class Buffer extends ByteArrayOutputStream {
        Buffer(int size) {
            super(size);
        }

        AnswerBytes content() {
            return new AnswerBytes(buf, count, true);
        }
    }
}
