/** The rules of the house that a compiler does not check. */
@NullMarked
package io.stator.architecture;

import org.jspecify.annotations.NullMarked;
