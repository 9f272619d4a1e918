package io.stator.partition.replica;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.stator.consensus.GroupId;
import io.stator.consensus.Member;
import io.stator.consensus.Replica;
import io.stator.consensus.memory.InMemoryCluster;
import io.stator.consensus.memory.InMemoryHost;
import io.stator.model.AttributeValue;
import io.stator.model.Bounds;
import io.stator.model.EncodedKey;
import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.model.KeyCodec;
import io.stator.model.KeyType;
import io.stator.model.Limits;
import io.stator.model.ReturnValues;
import io.stator.model.SortKeyRange;
import io.stator.model.TableInfo;
import io.stator.model.TableSchema;
import io.stator.model.TableStatus;
import io.stator.partition.CommandOutcome;
import io.stator.partition.HybridClock;
import io.stator.partition.ItemWrite;
import io.stator.partition.Page;
import io.stator.partition.PageRequest;
import io.stator.partition.Partition;
import io.stator.partition.PartitionMetrics;
import io.stator.partition.PartitionSettings;
import io.stator.partition.ReadOutcome;
import io.stator.partition.TableRange;
import io.stator.partition.WriteId;
import io.stator.partition.storage.StorageEnvironment;
import io.stator.partition.storage.StorageSettings;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of package-info, line by line: keep them the same. */
class UsageExampleTest {

    @Test
    void anOrderedItemStore(@TempDir Path directory) throws Exception {
        GroupId group = new GroupId(new UUID(0, 1));
        ExecutorService reads = Executors.newFixedThreadPool(2);
        try (StorageEnvironment storage = new StorageEnvironment(StorageSettings.DEFAULT)) {
            PartitionStateMachine state = PartitionStateMachine.open(directory, storage, PartitionSettings.DEFAULT);
            try (InMemoryCluster cluster = new InMemoryCluster();
                    InMemoryHost host = cluster.host("node-1", id -> state)) {
                host.start();
                host.add(group, List.of(new Member("node-1", "127.0.0.1:1")));
                Replica<CommandOutcome> replica =
                        host.<CommandOutcome>replica(group).orElseThrow();
                Partition partition = new ReplicatedPartition(
                        state, replica, new HybridClock(InstantSource.system()), reads, PartitionMetrics.NONE);

                TableSchema schema = TableSchema.of("cities", "country", KeyType.STRING, "city", KeyType.STRING);
                TableInfo cities = new TableInfo(1, 1, schema, TableStatus.ACTIVE, 0);
                partition.establish(1, 1, Bounds.WHOLE_RING).join();
                partition.installTable(cities).join();

                for (String city : List.of("Lyon", "Lille", "Paris")) {
                    Item item = Item.builder()
                            .set("country", "FR")
                            .set("city", city)
                            .build();
                    EncodedKey key = KeyCodec.encodeKey(cities, item);
                    ItemWrite.Action put = new ItemWrite.Put(ItemCodec.encode(item));
                    partition
                            .write(new ItemWrite(cities, key, 1, put, null, ReturnValues.NONE, false, WriteId.NONE))
                            .join();
                }

                ByteString france = KeyCodec.encode(new AttributeValue.S("FR"));
                TableRange citiesWithL = TableRange.collection(
                        KeyCodec.token(cities.id(), france),
                        france,
                        SortKeyRange.beginsWith(new AttributeValue.S("L")));
                PageRequest request = new PageRequest(cities, 1, citiesWithL, false, 100, Limits.PAGE_BYTES_MAX);
                ReadOutcome<Page> outcome = partition.page(request, true).join();

                List<ByteString> found =
                        ((ReadOutcome.Found<Page>) outcome).value().items();
                assertThat(found.stream().map(item -> ItemCodec.decode(item).get("city")))
                        .containsExactly(new AttributeValue.S("Lille"), new AttributeValue.S("Lyon"));
            }
        } finally {
            reads.shutdown();
        }
    }
}
