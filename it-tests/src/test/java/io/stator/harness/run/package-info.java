/** Whole runs in memory, with a clock that goes as the workers do. */
@NullMarked
package io.stator.harness.run;

import org.jspecify.annotations.NullMarked;
