package io.stator.model.expression;

import io.stator.model.Item;
import java.util.Arrays;
import java.util.List;

/** What of an item is wanted: at least one path; none overlaps with another. */
public record Projection(List<DocumentPath> paths) {
    public Projection {
        paths = List.copyOf(paths);
    }

    public static Projection of(String... attributes) {
        return new Projection(Arrays.stream(attributes).map(DocumentPath::of).toList());
    }

    /** What it leaves of an item. For many items, see {@link ItemProjection}. */
    public Item of(Item item) {
        return new ItemProjection(paths).of(item);
    }
}
