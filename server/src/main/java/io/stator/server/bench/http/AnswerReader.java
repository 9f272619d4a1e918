package io.stator.server.bench.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Takes the answers of one connection from it, one after the other. Of HTTP it knows what a gateway answers: a status, and
 * a body whose length is told. For one thread.
 */
final class AnswerReader {
    private static final int FIRST_BYTES = 4096;

    /** DynamoDB's largest answer is 16 MB. */
    private static final int BYTES_MAX = 32 << 20;

    private static final int STATUS_AT = "HTTP/1.1 ".length();
    private static final int STATUS_CHARS = 3;
    private static final int OK = 200;
    private static final byte[] NOTHING = {};

    private ByteBuffer bytes = ByteBuffer.allocate(FIRST_BYTES);
    private @Nullable Head head;

    /**
     * @param bodyAt where the body begins
     * @param end of the answer
     * @param closes whether it is the last one
     */
    private record Head(int status, int bodyAt, int end, boolean closes) {}

    /**
     * An answer.
     *
     * @param body empty of one that is 200, which nobody reads
     * @param closes whether the peer ends the connection after it
     */
    record Answer(int status, byte[] body, boolean closes) {
        boolean succeeded() {
            return status == OK;
        }
    }

    /**
     * Takes what has come.
     *
     * @return null: there is more to come
     * @throws IOException also if the connection has ended, or brings something else
     */
    @Nullable
    Answer read(ReadableByteChannel channel) throws IOException {
        while (true) {
            int count = channel.read(bytes);
            if (count < 0) {
                throw new IOException("the connection was closed before the answer");
            }
            if (head == null) {
                head = head();
            }
            if (head != null && bytes.position() >= head.end) {
                return taken(head);
            }
            if (bytes.hasRemaining()) {
                return null;
            }
            grow();
        }
    }

    private void grow() throws IOException {
        if (bytes.capacity() >= BYTES_MAX) {
            throw new IOException("an answer of more than " + BYTES_MAX + " bytes");
        }
        bytes.flip();
        bytes = ByteBuffer.allocate(2 * bytes.capacity()).put(bytes);
    }

    private Answer taken(Head whole) throws IOException {
        if (bytes.position() > whole.end) {
            throw new IOException("more than the answer has come");
        }
        byte[] body = whole.status == OK ? NOTHING : Arrays.copyOfRange(bytes.array(), whole.bodyAt, whole.end);
        bytes.clear();
        head = null;
        return new Answer(whole.status, body, whole.closes);
    }

    /** Null: it is not whole. */
    private @Nullable Head head() throws IOException {
        int end = headEnd();
        if (end < 0) {
            return null;
        }
        String text = new String(bytes.array(), 0, end, ISO_8859_1).toLowerCase(Locale.ROOT);
        int length = Integer.parseInt(value(text, "content-length"));
        if (length < 0 || length > BYTES_MAX) {
            throw new IOException("an answer of " + length + " bytes");
        }
        return new Head(
                Integer.parseInt(text.substring(STATUS_AT, STATUS_AT + STATUS_CHARS)),
                end,
                end + length,
                text.contains("\r\nconnection: close\r\n"));
    }

    private static String value(String head, String name) throws IOException {
        int at = head.indexOf("\r\n" + name + ":");
        if (!head.startsWith("http/1.1 ") || at < 0) {
            throw new IOException(
                    "no answer of a gateway: " + head.lines().findFirst().orElse(""));
        }
        int from = at + name.length() + 3;
        return head.substring(from, head.indexOf("\r\n", from)).strip();
    }

    /** Where the body begins; -1: not yet. */
    private int headEnd() {
        byte[] all = bytes.array();
        for (int i = 3; i < bytes.position(); i++) {
            if (all[i] == '\n' && all[i - 1] == '\r' && all[i - 2] == '\n' && all[i - 3] == '\r') {
                return i + 1;
            }
        }
        return -1;
    }
}
