package io.stator.partition;

import io.stator.model.TableSize;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a step of a walk that adds up sizes has seen.
 *
 * @param seen by table id, what the step saw of its items; tables of which it saw none may be missing
 * @param next where to go on; null: every table was seen
 */
public record SizeStep(Map<Long, TableSize> seen, @Nullable WalkPlace next) {
    public SizeStep {
        seen = Map.copyOf(seen);
    }
}
