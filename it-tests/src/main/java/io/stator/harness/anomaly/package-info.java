/**
 * Judges histories of transactions that append to lists and read them, in the manner of Elle (Kingsbury and
 * Alvaro, "Elle: Inferring Isolation Anomalies from Experimental Observations"). Because each element is
 * appended once and a read shows a whole list, reads tell the order of all that was written; from that and
 * from who read what follow the dependencies between transactions, and a cycle among them is something that
 * no serial execution can show. Start at {@link io.stator.harness.anomaly.ListAppendChecker}. Uses {@code
 * io.stator.harness.checker} for its judgement only.
 */
@NullMarked
package io.stator.harness.anomaly;

import org.jspecify.annotations.NullMarked;
