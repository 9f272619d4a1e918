/** Tests of the recorder. */
@NullMarked
package io.stator.harness.history;

import org.jspecify.annotations.NullMarked;
