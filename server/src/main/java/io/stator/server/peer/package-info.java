/**
 * What a node asks of others: who they are, and what only a leader can do. {@link
 * io.stator.server.peer.LeaderCalls} finds and follows the leader, {@link io.stator.server.peer.CatalogLeader}
 * and {@link io.stator.server.peer.RemotePartitionControl} say what is asked.
 */
@NullMarked
package io.stator.server.peer;

import org.jspecify.annotations.NullMarked;
