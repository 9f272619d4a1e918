/**
 * {@code stator trial soak}: a cluster of processes under a steady load for long, and whether it stays as it was.
 *
 * <p>{@link io.stator.server.soak.SoakRun} drives it, window by window; {@link io.stator.server.soak.NodeProbe} looks at a node
 * from outside, by what it serves and by its process; {@link io.stator.server.soak.SoakVerdict} judges the windows and is pure.
 * Start reading at SoakRun.
 */
@NullMarked
package io.stator.server.soak;

import org.jspecify.annotations.NullMarked;
