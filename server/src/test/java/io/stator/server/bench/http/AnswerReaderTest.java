package io.stator.server.bench.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import org.junit.jupiter.api.Test;

class AnswerReaderTest {
    private static final String REFUSED = "HTTP/1.1 400 Bad Request\r\nContent-Length: 5\r\nx: y\r\n\r\nWrong";

    /** Brings a text in pieces, one for each reading, and then nothing. */
    private static final class Pieces implements ReadableByteChannel {
        private final byte[] bytes;
        private final int piece;
        private int position;

        Pieces(String text, int piece) {
            this.bytes = text.getBytes(ISO_8859_1);
            this.piece = piece;
        }

        @Override
        public int read(ByteBuffer into) {
            int count = Math.min(Math.min(piece, bytes.length - position), into.remaining());
            into.put(bytes, position, count);
            position += count;
            return count;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }

    @Test
    void anAnswerMayComeInAnyPieces() throws IOException {
        for (int piece = 1; piece <= REFUSED.length(); piece++) {
            AnswerReader reader = new AnswerReader();
            Pieces pieces = new Pieces(REFUSED, piece);
            AnswerReader.Answer answer = null;
            while (answer == null) {
                assertThat(pieces.position).as("piece %s", piece).isLessThan(REFUSED.length());
                answer = reader.read(pieces);
            }
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.succeeded()).isFalse();
            assertThat(answer.closes()).isFalse();
            assertThat(new String(answer.body(), ISO_8859_1)).isEqualTo("Wrong");
        }
    }

    @Test
    void oneAnswerComesAfterTheOther() throws IOException {
        AnswerReader reader = new AnswerReader();
        String large = "HTTP/1.1 200 OK\r\ncontent-length: 9000\r\nconnection: close\r\n\r\n" + "x".repeat(9000);
        assertThat(reader.read(new Pieces(REFUSED, 1000)).status()).isEqualTo(400);
        AnswerReader.Answer answer = reader.read(new Pieces(large, 100_000));
        assertThat(answer.succeeded()).isTrue();
        assertThat(answer.closes()).isTrue();
        assertThat(answer.body()).isEmpty();
        assertThat(reader.read(new Pieces(REFUSED, 1000)).status()).isEqualTo(400);
    }

    @Test
    void whatIsNoAnswerIsRefused() {
        assertThatThrownBy(() -> new AnswerReader().read(new Pieces(REFUSED + "more", 1000)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("more than the answer");
        assertThatThrownBy(() -> new AnswerReader().read(new Pieces("HTTP/1.1 200 OK\r\nx: y\r\n\r\n", 1000)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no answer of a gateway");
    }
}
