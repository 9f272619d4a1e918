/**
 * One replica of one partition: an ordered store of items that a Raft group keeps equal on its
 * members.
 *
 * <p>{@link io.stator.partition.Partition} is the face: writes go through the log, reads come from the
 * store. {@code PartitionStateMachine} in {@code io.stator.partition.replica} is what the log drives, {@code
 * ReplicatedPartition} joins the two; {@code io.stator.partition.apply} decides what
 * a command does, {@code io.stator.partition.command} is how it stands in the log, and {@code
 * io.stator.partition.storage} keeps the state in RocksDB.
 *
 * <p>Transactions over partitions come in as {@link io.stator.partition.TransactionStep}s, whose rules are those of {@code
 * io.stator.txn.participant}; who drives them is above this module. Where one has left an intent, strong reads and writes are
 * answered that they are blocked by it.
 *
 * <p>The module can be used alone, here with a log in memory (a {@code RatisHost} makes it durable and
 * gives it more replicas):
 *
 * <pre>{@code
 * StorageEnvironment storage = new StorageEnvironment(StorageSettings.DEFAULT);
 * PartitionStateMachine state = PartitionStateMachine.open(directory, storage, PartitionSettings.DEFAULT);
 * InMemoryHost host = new InMemoryCluster().host("node-1", id -> state);
 * host.start();
 * host.add(group, List.of(new Member("node-1", "127.0.0.1:1")));
 * Replica<CommandOutcome> replica = host.<CommandOutcome>replica(group).orElseThrow();
 * Partition partition = new ReplicatedPartition(
 *         state, replica, new HybridClock(InstantSource.system()), reads, PartitionMetrics.NONE);
 *
 * TableSchema schema = TableSchema.of("cities", "country", KeyType.STRING, "city", KeyType.STRING);
 * TableInfo cities = new TableInfo(1, 1, schema, TableStatus.ACTIVE, 0);
 * partition.establish(1, 1, Bounds.WHOLE_RING).join();
 * partition.installTable(cities).join();
 *
 * Item item = Item.builder().set("country", "FR").set("city", "Lyon").build();
 * EncodedKey key = KeyCodec.encodeKey(cities, item);
 * ItemWrite.Action put = new ItemWrite.Put(ItemCodec.encode(item));
 * partition.write(new ItemWrite(cities, key, 1, put, null, ReturnValues.NONE, false, WriteId.NONE)).join();
 *
 * ByteString france = KeyCodec.encode(new AttributeValue.S("FR"));
 * TableRange citiesWithL = TableRange.collection(
 *         KeyCodec.token(cities.id(), france), france, SortKeyRange.beginsWith(new AttributeValue.S("L")));
 * PageRequest request = new PageRequest(cities, 1, citiesWithL, false, 100, Limits.PAGE_BYTES_MAX);
 * ReadOutcome<Page> outcome = partition.page(request, true).join();
 * }</pre>
 *
 * <p>Close the host first (it closes the state), the storage last. {@code UsageExampleTest} runs this.
 */
@NullMarked
package io.stator.partition;

import org.jspecify.annotations.NullMarked;
