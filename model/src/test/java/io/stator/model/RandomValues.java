package io.stator.model;

import com.google.protobuf.ByteString;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/** Random values of the model, many of them near to each other or to an edge. Replays from its seed. */
public final class RandomValues {
    private final Random random;

    private RandomValues(long seed) {
        this.random = new Random(seed);
    }

    /** Seeded by the clock, or by -Dstator.seed; prints which. */
    public static RandomValues create() {
        long seed = Long.getLong("stator.seed", System.nanoTime());
        System.out.println("replay with -Dstator.seed=" + seed);
        return new RandomValues(seed);
    }

    public int below(int bound) {
        return random.nextInt(bound);
    }

    public boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    public String text() {
        int[] edges = {0, 1, 'a', 'b', 0x7F, 0x80, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFFFF, 0x10000, 0x10FFFF};
        int length = random.nextInt(6);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(edges[random.nextInt(edges.length)]);
        }
        return text.toString();
    }

    public String name() {
        return "n" + text();
    }

    public ByteString bytes() {
        byte[] edges = {0, 1, 2, 0x7F, (byte) 0x80, (byte) 0xFE, (byte) 0xFF};
        byte[] bytes = new byte[random.nextInt(6)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = edges[random.nextInt(edges.length)];
        }
        return ByteString.copyFrom(bytes);
    }

    public DecimalNumber number() {
        if (chance(5)) {
            return DecimalNumber.ZERO;
        }
        int digits = chance(50) ? 1 + random.nextInt(3) : 1 + random.nextInt(Limits.NUMBER_DIGITS_MAX);
        StringBuilder text = new StringBuilder();
        text.append((char) ('1' + random.nextInt(9)));
        while (text.length() < digits) {
            text.append((char) ('0' + (chance(30) ? 0 : random.nextInt(10))));
        }
        int exponent = chance(60)
                ? random.nextInt(7) - 3
                : Limits.NUMBER_EXPONENT_MIN
                        + random.nextInt(Limits.NUMBER_EXPONENT_MAX - Limits.NUMBER_EXPONENT_MIN + 1);
        BigDecimal magnitude = new BigDecimal(new BigInteger(text.toString()), digits - 1 - exponent);
        return DecimalNumber.of(chance(50) ? magnitude : magnitude.negate());
    }

    /** A value that a key may have, or an empty one. */
    public AttributeValue keyValue() {
        return switch (random.nextInt(3)) {
            case 0 -> AttributeValue.string(text());
            case 1 -> new AttributeValue.N(number());
            default -> AttributeValue.binary(bytes());
        };
    }

    public AttributeValue value() {
        return value(1);
    }

    private AttributeValue value(int level) {
        return switch (random.nextInt(level < 6 ? 10 : 8)) {
            case 0 -> AttributeValue.string(text());
            case 1 -> new AttributeValue.N(number());
            case 2 -> AttributeValue.binary(bytes());
            case 3 -> AttributeValue.stringSet(some(this::text));
            case 4 -> AttributeValue.numberSet(some(this::number));
            case 5 -> AttributeValue.binarySet(some(this::bytes));
            case 6 -> AttributeValue.nullValue();
            case 7 -> AttributeValue.bool(chance(50));
            case 8 -> AttributeValue.map(members(level + 1));
            default -> AttributeValue.list(elements(level + 1));
        };
    }

    private <T> Set<T> some(Supplier<T> element) {
        Set<T> elements = new LinkedHashSet<>();
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            elements.add(element.get());
        }
        return elements;
    }

    private Map<String, AttributeValue> members(int level) {
        Map<String, AttributeValue> members = new HashMap<>();
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            members.put(name(), value(level));
        }
        return members;
    }

    private List<AttributeValue> elements(int level) {
        List<AttributeValue> elements = new ArrayList<>();
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            elements.add(value(level));
        }
        return elements;
    }

    public Item item() {
        Item.Builder item = Item.builder();
        int count = random.nextInt(6);
        for (int i = 0; i < count; i++) {
            item.set(name(), value());
        }
        return item.build();
    }
}
