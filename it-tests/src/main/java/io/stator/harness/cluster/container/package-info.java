/**
 * Nodes as containers: {@link io.stator.harness.cluster.container.ContainerCluster} runs each in one, by
 * Testcontainers. The image is built from what is on this machine: {@link
 * io.stator.harness.cluster.container.NodeImage}; nothing is pulled. This program must run where the containers'
 * addresses can be reached: on the engine's machine, in the engine's network namespace.
 */
@NullMarked
package io.stator.harness.cluster.container;

import org.jspecify.annotations.NullMarked;
