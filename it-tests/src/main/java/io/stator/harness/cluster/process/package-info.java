/**
 * The driver {@code processes}: a Stator cluster of processes on this machine, which needs Linux and no
 * privileges. {@link io.stator.harness.cluster.process.ProcessCluster} starts and signals them by {@code
 * io.stator.server.launch}, and puts {@code io.stator.harness.network} between them.
 */
@NullMarked
package io.stator.harness.cluster.process;

import org.jspecify.annotations.NullMarked;
