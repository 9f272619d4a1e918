package io.stator.model.expression;

import java.util.List;

/** What of an item is wanted: at least one path; none overlaps with another. */
public record Projection(List<DocumentPath> paths) {
    public Projection {
        paths = List.copyOf(paths);
    }
}
