/** The suite of the port, run by every implementation, and the doubles it uses. */
@NullMarked
package io.stator.consensus;

import org.jspecify.annotations.NullMarked;
