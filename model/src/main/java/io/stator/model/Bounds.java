package io.stator.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The key range that a partition owns: from inclusive, to exclusive.
 *
 * @param from null: the start of the ring
 * @param to null: the end of the ring
 */
public record Bounds(@Nullable Position from, @Nullable Position to) {

    public static final Bounds WHOLE_RING = new Bounds(null, null);

    public Bounds {
        if (from != null && to != null && from.compareTo(to) >= 0) {
            throw new IllegalArgumentException("empty bounds");
        }
    }

    public boolean contains(Position position) {
        return (from == null || from.compareTo(position) <= 0) && (to == null || position.compareTo(to) < 0);
    }

    /** The whole ring in {@code count} parts of equal width, ascending. */
    public static List<Bounds> splitRing(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("no partitions");
        }
        long width = Long.divideUnsigned(-1L, count);
        List<Bounds> parts = new ArrayList<>(count);
        Position from = null;
        for (int i = 1; i <= count; i++) {
            Position to = i == count ? null : Position.atToken(width * i);
            parts.add(new Bounds(from, to));
            from = to;
        }
        return List.copyOf(parts);
    }
}
