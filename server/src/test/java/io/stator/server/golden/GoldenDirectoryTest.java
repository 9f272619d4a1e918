package io.stator.server.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stator.client.BlockingStatorClient;
import io.stator.client.Get;
import io.stator.client.Put;
import io.stator.client.Scan;
import io.stator.model.Item;
import io.stator.model.TableInfo;
import io.stator.model.TableStatus;
import io.stator.partition.storage.ReplicaStore;
import io.stator.partition.storage.StateKey;
import io.stator.partition.storage.StorageEnvironment;
import io.stator.partition.storage.StorageSettings;
import io.stator.partition.storage.StoreBatch;
import io.stator.server.config.StartupException;
import io.stator.server.embedded.EmbeddedStator;
import io.stator.server.replica.LocalReplicas;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Data directories that older versions left, one for each set of formats: a node goes on from every one of them. */
class GoldenDirectoryTest {
    /** Oldest first; {@link GoldenDirectoryWriter} makes them. */
    static final List<String> DIRECTORIES = List.of("data-directory-1.zip");

    private static final String NEWEST = DIRECTORIES.get(DIRECTORIES.size() - 1);

    @TempDir
    Path directory = Path.of("");

    @ParameterizedTest
    @FieldSource("DIRECTORIES")
    void aNodeGoesOnFromIt(String name) {
        GoldenDirectory.unzip(name, directory);
        Item more = Item.builder().set("p", "more").set("s", 1).build();
        try (EmbeddedStator stator = start()) {
            assertHoldsAll(stator);
            stator.client().blocking().put(Put.of(GoldenContent.NAME, more));
        }
        try (EmbeddedStator again = start()) {
            assertThat(again.client().blocking().get(Get.of(GoldenContent.NAME, more)))
                    .contains(more);
            assertThat(again.client().blocking().scanAll(Scan.of(GoldenContent.NAME)))
                    .hasSize(GoldenContent.all().size() + 1);
        }
    }

    /** As a follower does with what a leader of the older version sent. */
    @ParameterizedTest
    @FieldSource("DIRECTORIES")
    void aNodeThatLostItsStateGoesOnFromTheCheckpoint(String name) throws IOException {
        GoldenDirectory.unzip(name, directory);
        Files.move(directory.resolve("replicas"), directory.resolve("lost"));
        try (EmbeddedStator stator = start()) {
            LocalReplicas replicas = stator.node().replicas();
            assertThat(replicas.requireCatalog().replica().status().snapshotIndex())
                    .isNotNegative();
            assertThat(replicas.all())
                    .allSatisfy(
                            partition -> assertThat(partition.replica().status().snapshotIndex())
                                    .isNotNegative());
            assertHoldsAll(stator);
        }
    }

    @Test
    void aNewerDirectoryIsRefused() throws IOException {
        GoldenDirectory.unzip(NEWEST, directory);
        Path file = directory.resolve("identity");
        Files.writeString(file, Files.readString(file).replace("stator-identity 1", "stator-identity 2"));
        assertThatThrownBy(this::start)
                .isInstanceOf(StartupException.class)
                .hasMessage("the data directory has format 2 by " + file
                        + ", written by a newer version of Stator; this one reads up to 1");
    }

    @Test
    void aNewerStoreOfAPartitionIsRefused() throws IOException {
        GoldenDirectory.unzip(NEWEST, directory);
        Path replica = replicaWith("CURRENT");
        StorageSettings small = new StorageSettings(1 << 20, 1 << 20, 2, 0, 16, null);
        try (StorageEnvironment environment = new StorageEnvironment(small);
                ReplicaStore store = ReplicaStore.open(replica, environment)) {
            StoreBatch batch = new StoreBatch(store.appliedIndex() + 1, 1);
            batch.put(StateKey.FORMAT.key(), new byte[] {0, 0, 0, 2});
            store.write(batch);
        }
        assertThatThrownBy(this::start)
                .isInstanceOf(StartupException.class)
                .hasMessage("cannot open the replica in " + replica + ": the store in "
                        + replica.resolve("generation-1")
                        + " has format 2, written by a newer version of Stator; this one reads up to 1");
    }

    @Test
    void aNewerCatalogIsRefused() throws IOException {
        GoldenDirectory.unzip(NEWEST, directory);
        Path replica = replicaWith("catalog.state");
        Path file = replica.resolve("catalog.state");
        byte[] newer = Files.readAllBytes(file);
        newer[11] = 2;
        Files.write(file, newer);
        assertThatThrownBy(this::start)
                .isInstanceOf(StartupException.class)
                .hasMessage("cannot open the replica in " + replica + ": the catalog state " + file
                        + " has format 2, written by a newer version of Stator; this one reads up to 1");
    }

    @Test
    void aNewerCheckpointIsRefusedAndKept() throws IOException {
        GoldenDirectory.unzip(NEWEST, directory);
        Path manifest = find(directory.resolve("raft"), ".manifest").get(0);
        String text = "stator-checkpoint 2\n";
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        Files.writeString(manifest, text + "crc32c " + Long.toHexString(crc.getValue()) + "\n");
        assertThatThrownBy(this::start)
                .isInstanceOf(StartupException.class)
                .hasMessageEndingWith("the checkpoint manifest " + manifest
                        + " has version 2, written by a newer version of Stator; this one reads up to 1");
        assertThat(manifest).exists();
    }

    private EmbeddedStator start() {
        return EmbeddedStator.start(directory, GoldenContent.settings());
    }

    private static void assertHoldsAll(EmbeddedStator stator) {
        BlockingStatorClient db = stator.client().blocking();
        assertThat(db.listTables()).containsExactly(GoldenContent.NAME);
        TableInfo table = db.describeTable(GoldenContent.NAME);
        assertThat(table.schema()).isEqualTo(GoldenContent.TABLE);
        assertThat(table.status()).isEqualTo(TableStatus.ACTIVE);
        // Attempts of writes that were answered before: applied again, they would count.
        for (int number = 1; number <= GoldenContent.COUNTED; number++) {
            assertThat(GoldenContent.increment(stator.node(), table, number))
                    .isEqualTo(GoldenContent.incremented(number));
        }
        for (Item item : GoldenContent.all()) {
            assertThat(db.get(Get.of(GoldenContent.NAME, GoldenContent.key(item))))
                    .contains(item);
        }
        assertThat(db.get(Get.of(GoldenContent.NAME, GoldenContent.key(GoldenContent.deleted()))))
                .isEmpty();
        assertThat(db.scanAll(Scan.of(GoldenContent.NAME))).containsExactlyInAnyOrderElementsOf(GoldenContent.all());
    }

    private Path replicaWith(String file) throws IOException {
        try (Stream<Path> replicas = Files.list(directory.resolve("replicas"))) {
            return replicas.filter(replica -> Files.exists(replica.resolve(file)))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static List<Path> find(Path root, String suffix) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }
}
