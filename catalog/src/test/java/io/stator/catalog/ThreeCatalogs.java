package io.stator.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.stator.model.KeyType;
import io.stator.model.TableInfo;
import io.stator.model.TableSchema;
import io.stator.model.TableStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A catalog on three nodes, the first of which leads, for tests that move time by hand. */
abstract class ThreeCatalogs {
    static final int PARTITIONS = 4;
    static final ProcedurePacing PACING = new ProcedurePacing(100, 10, 200, 1_000);
    static final TableSchema ORDERS = TableSchema.of("orders", "id", KeyType.STRING);

    @TempDir
    Path directory = Path.of("");

    final long seed = System.nanoTime();
    final Random random = new Random(seed);
    final SharedLog log = new SharedLog();
    final ManualScheduler scheduler = new ManualScheduler();
    final DoublePartitions partitions = new DoublePartitions();
    final List<SharedLog.LocalReplica> replicas = new ArrayList<>();
    final List<ReplicatedCatalog> catalogs = new ArrayList<>();

    @BeforeEach
    void threeNodes() throws IOException {
        for (int i = 0; i < 3; i++) {
            CatalogStateMachine machine = CatalogStateMachine.open(directory.resolve("n" + i));
            SharedLog.LocalReplica replica = log.add(machine);
            replicas.add(replica);
            InstantSource clock = InstantSource.fixed(Instant.ofEpochMilli(1234));
            ReplicatedCatalog catalog = new ReplicatedCatalog(
                    new ReplicatedCatalog.Wiring(machine, replica, partitions, scheduler, clock, PACING, random));
            catalog.start();
            catalogs.add(catalog);
        }
        List<NodeRecord> nodes = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            nodes.add(new NodeRecord("n" + i, "inc", "h:" + i, "r:" + i));
        }
        catalogs.get(0).foundCluster(new Founding("c", nodes, PARTITIONS, 3)).join();
    }

    TableInfo create(String name) {
        CompletableFuture<TableInfo> created = catalogs.get(0).createTable(TableSchema.of(name, "id", KeyType.STRING));
        scheduler.advance(10_000);
        assertThat(created).as("creation of " + name + ", seed " + seed).isCompleted();
        return created.join();
    }

    TableStatus status(String name) {
        return statusIn(catalogs.get(0), name);
    }

    static TableStatus statusIn(ReplicatedCatalog catalog, String name) {
        return Objects.requireNonNull(catalog.view().tables().get(name)).status();
    }

    void assertServedEverywhere(long table, boolean expected) {
        for (long partition = 1; partition <= PARTITIONS; partition++) {
            assertThat(partitions.serves(partition, table))
                    .as("seed " + seed + ", table " + table + " on partition " + partition)
                    .isEqualTo(expected);
        }
    }
}
