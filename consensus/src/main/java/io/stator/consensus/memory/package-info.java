/**
 * The port in one process, without network or disk, for tests of what lies above it: a {@link
 * io.stator.consensus.memory.InMemoryCluster} joins {@link io.stator.consensus.memory.InMemoryHost}s;
 * each group has one thread, on which everything happens in order; leaders are elected at once, by
 * priority or by {@link io.stator.consensus.memory.InMemoryCluster#elect choice}. The log is kept by the
 * cluster object, so a host that is closed and made again under the same member id resumes.
 */
@NullMarked
package io.stator.consensus.memory;

import org.jspecify.annotations.NullMarked;
