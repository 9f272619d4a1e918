/**
 * The control plane: which tables, partitions and nodes there are. A Raft group of its own decides,
 * then replays its decisions as records.
 *
 * <p>Start at {@link io.stator.catalog.Catalog}, one node's face of it, and {@link
 * io.stator.catalog.ReplicatedCatalog}, which stands behind it. A command goes through {@code CatalogDecider} (command
 * and state to records and an outcome, pure), the records through {@code CatalogState.replay} (the only mutator), both
 * inside {@link io.stator.catalog.CatalogStateMachine}. What must also reach the partitions is done outside the log,
 * by {@code TableProcedure}: a table is ACTIVE only when every partition has confirmed it. {@link
 * io.stator.catalog.CatalogCodec} turns the catalog's values into messages.
 *
 * <p>Uses model, proto and the consensus port; knows neither Ratis nor RocksDB nor the network.
 *
 * <pre>{@code
 * CatalogStateMachine stateMachine = CatalogStateMachine.open(directory); // given to the consensus host
 * ReplicatedCatalog catalog =
 *         new ReplicatedCatalog(Wiring.usual(stateMachine, replica, partitionControl, scheduler));
 * catalog.start();
 * catalog.createTable(TableSchema.of("orders", "id", KeyType.STRING)); // on the leader
 * }</pre>
 */
@NullMarked
package io.stator.catalog;

import org.jspecify.annotations.NullMarked;
