/** Tests. */
@NullMarked
package io.stator.consensus.ratis;

import org.jspecify.annotations.NullMarked;
