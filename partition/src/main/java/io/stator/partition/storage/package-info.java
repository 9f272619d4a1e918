/**
 * How a replica's state lies on disk: the only package that sees RocksDB.
 *
 * <p>{@link io.stator.partition.storage.KeySpace} says what keys there are, {@link
 * io.stator.partition.storage.ItemKey} and {@link io.stator.partition.storage.StoredItem} how an item
 * is written. {@link io.stator.partition.storage.ReplicaStore} is one replica's database, {@link
 * io.stator.partition.storage.StorageEnvironment} what all replicas of a node share. It knows bytes,
 * ranges and the applied index, and nothing of commands. Start reading at ReplicaStore.
 */
@NullMarked
package io.stator.partition.storage;

import org.jspecify.annotations.NullMarked;
