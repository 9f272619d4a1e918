package io.stator.harness.checker;

import java.util.List;
import java.util.Optional;

/**
 * What one checker says of one workload's history. Immutable.
 *
 * @param subject what was judged, such as {@code register: linearizable}
 * @param summary one line for people
 * @param findings what is wrong, the gravest first; empty unless invalid
 */
public record Judgement(String subject, Result result, String summary, List<Finding> findings) {

    /** Whether the history is one that the system may show. */
    public enum Result {
        VALID,
        INVALID,
        /** The checker gave up, or there was too little to judge: no proof of anything. */
        UNDECIDED
    }

    /**
     * One thing that cannot be.
     *
     * @param title one line
     * @param text the evidence, in lines
     * @param svg a picture of it, as one SVG element that needs nothing from outside
     */
    public record Finding(String title, String text, Optional<String> svg) {}

    public Judgement {
        findings = List.copyOf(findings);
        if (findings.isEmpty() != (result != Result.INVALID)) {
            throw new IllegalArgumentException("findings belong to an invalid history, and to no other: " + subject);
        }
    }
}
