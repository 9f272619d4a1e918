/**
 * What drivers take from Linux: its commands, and rules on a bridge that drop what one node sends to another. Start at
 * {@link io.stator.harness.cluster.linux.Command}. Knows no drivers and no nodes.
 */
@NullMarked
package io.stator.harness.cluster.linux;

import org.jspecify.annotations.NullMarked;
