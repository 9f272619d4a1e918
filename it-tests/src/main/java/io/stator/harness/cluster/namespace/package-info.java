/**
 * Hosts as network namespaces: {@link io.stator.harness.cluster.namespace.NamespaceCluster} runs each node on one,
 * with a network card and a disk of its own, all on this machine. Needs root, Linux, and the programs ip, nft, nsenter,
 * mkfs.ext4 and fsfreeze. What it takes from the machine is claimed in a folder under /run, so that a later run gives
 * it back if this one cannot: {@link io.stator.harness.cluster.namespace.HostClaim}.
 */
@NullMarked
package io.stator.harness.cluster.namespace;

import org.jspecify.annotations.NullMarked;
