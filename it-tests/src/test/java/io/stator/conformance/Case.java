package io.stator.conformance;

import java.util.List;

/**
 * One row of a table.
 *
 * @param chapter usually the operation
 * @param name what it shows, unique in its chapter
 * @param source of the expectation
 * @param given what is to succeed before
 * @param subject what is shown
 * @param then what is to be seen afterwards
 * @param difference what Stator does instead, until it is mended; empty: nothing
 */
record Case(
        String chapter,
        String name,
        Source source,
        List<Step> given,
        Step subject,
        List<Step> then,
        String difference) {
    Case {
        given = List.copyOf(given);
        then = List.copyOf(then);
    }
}
