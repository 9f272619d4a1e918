/**
 * The control plane: which tables, partitions and nodes there are. A Raft group of its own decides,
 * then replays its decisions as records.
 *
 * <p>Start at {@link io.stator.catalog.Catalog}, one node's face of it.
 */
@NullMarked
package io.stator.catalog;

import org.jspecify.annotations.NullMarked;
