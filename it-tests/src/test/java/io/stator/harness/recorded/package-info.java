/** Histories that were recorded elsewhere, with verdicts that are known. */
@NullMarked
package io.stator.harness.recorded;

import org.jspecify.annotations.NullMarked;
