/**
 * What happened: operations of concurrent processes, with when each began and how it ended. {@link
 * io.stator.harness.history.History} records them while a workload runs; a checker judges them
 * afterwards. Uses nothing but the JDK, so that any system can be recorded.
 */
@NullMarked
package io.stator.harness.history;

import org.jspecify.annotations.NullMarked;
