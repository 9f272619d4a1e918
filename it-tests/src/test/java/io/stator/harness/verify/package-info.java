/** The command on clusters that do not exist. */
@NullMarked
package io.stator.harness.verify;

import org.jspecify.annotations.NullMarked;
