package io.stator.harness.run;

import io.stator.harness.checker.Judgement.Finding;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A node that ended, and nobody had ended it.
 *
 * @param seenNanos on the run's clock, when it was there for the last time
 * @param missedNanos when it was not there any more
 * @param lastLines of its log, as it was then
 */
record NodeEnd(int node, long seenNanos, long missedNanos, List<String> lastLines) {
    NodeEnd {
        lastLines = List.copyOf(lastLines);
    }

    String title() {
        return String.format(
                Locale.ROOT,
                "n%d ended by itself, %.1f to %.1f s into the run",
                node,
                seenNanos / 1e9,
                missedNanos / 1e9);
    }

    Finding finding() {
        String text = lastLines.isEmpty() ? "it wrote nothing to its log" : String.join("\n", lastLines);
        return new Finding(title(), text, Optional.empty());
    }
}
