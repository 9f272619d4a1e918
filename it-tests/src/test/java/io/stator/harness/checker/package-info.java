/** Tests of the checkers. */
@NullMarked
package io.stator.harness.checker;

import org.jspecify.annotations.NullMarked;
