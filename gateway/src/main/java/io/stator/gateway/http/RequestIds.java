package io.stator.gateway.http;

import java.util.concurrent.ThreadLocalRandom;

/** Names for requests, in DynamoDB's form: 52 characters of base 32, upper case. Random; no secret. */
final class RequestIds {
    private static final char[] DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUV".toCharArray();
    private static final int CHARS = 52;
    private static final int CHARS_OF_A_LONG = 12;

    private RequestIds() {}

    static String next() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        char[] chars = new char[CHARS];
        long bits = 0;
        for (int i = 0; i < CHARS; i++) {
            if (i % CHARS_OF_A_LONG == 0) {
                bits = random.nextLong();
            }
            chars[i] = DIGITS[(int) (bits & 31)];
            bits >>>= 5;
        }
        return new String(chars);
    }
}
