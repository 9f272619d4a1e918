/** Tests. */
@NullMarked
package io.stator.consensus.memory;

import org.jspecify.annotations.NullMarked;
