package io.stator.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class XxHash64Test {
    @Test
    void hashesTexts() {
        assertThat(hash("")).isEqualTo(0xEF46DB3751D8E999L);
        assertThat(hash("a")).isEqualTo(0xD24EC4F1A98C6E5BL);
        assertThat(hash("abc")).isEqualTo(0x44BC2CF5AD770999L);
        assertThat(hash("Nobody inspects the spammish repetition")).isEqualTo(0xFBCEA83C8A378BF1L);
    }

    /** The reference implementation's sanity check, whose bytes come from squares modulo 2 to the power of 32. */
    @Test
    void hashesTheReferenceBuffer() {
        assertThat(XxHash64.hash(referenceBytes(1))).isEqualTo(0x4FCE394CC88952D8L);
        assertThat(XxHash64.hash(referenceBytes(14))).isEqualTo(0xCFFA8DB881BC3A3DL);
        assertThat(XxHash64.hash(referenceBytes(101))).isEqualTo(0x0EAB543384F878ADL);
    }

    private static byte[] referenceBytes(int length) {
        byte[] bytes = new byte[length];
        int generator = (int) 2654435761L;
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (generator >>> 24);
            generator *= generator;
        }
        return bytes;
    }

    private static long hash(String text) {
        return XxHash64.hash(text.getBytes(StandardCharsets.UTF_8));
    }
}
