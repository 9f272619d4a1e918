package io.stator.model.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Base64;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Against the JDK's own, which takes what DynamoDB does, and bits too many. */
class Base64TextTest {
    private static final String CHARACTERS =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/====-_*\u00ff\u0100\n";

    private static byte[] decode(String text) {
        // Not at the start of its array, as in a parser.
        char[] around = ("=A" + text + "A=").toCharArray();
        return Base64Text.decode(around, 2, text.length());
    }

    @Test
    void readsWhatIsWritten() {
        SplittableRandom random = new SplittableRandom(1);
        for (int length = 0; length < 300; length++) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            assertThat(decode(Base64.getEncoder().encodeToString(bytes))).isEqualTo(bytes);
        }
    }

    @Test
    void takesATextIfItIsTheOneOfItsBytes() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        int taken = 0;
        for (int i = 0; i < 200_000; i++) {
            char[] text = new char[random.nextInt(13)];
            for (int at = 0; at < text.length; at++) {
                // Mostly of the alphabet, or nothing would be taken.
                int among = random.nextInt(8) == 0 ? CHARACTERS.length() : 64;
                text[at] = CHARACTERS.charAt(random.nextInt(among));
            }
            if (text.length > 0 && random.nextBoolean()) {
                Arrays.fill(text, text.length - 1 - random.nextInt(2) * Math.min(1, text.length - 1), text.length, '=');
            }
            String shown = new String(text);
            byte[] bytes = decode(shown);
            assertThat(bytes).as("'%s', seed %d", shown, seed).isEqualTo(expected(shown));
            taken += bytes == null ? 0 : 1;
        }
        assertThat(taken).isGreaterThan(1000);
    }

    /** Null: it is not the text of any bytes. */
    private static byte[] expected(String text) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            return Base64.getEncoder().encodeToString(bytes).equals(text) ? bytes : null;
        } catch (IllegalArgumentException none) {
            return null;
        }
    }
}
