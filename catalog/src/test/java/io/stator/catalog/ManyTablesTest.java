package io.stator.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.stator.model.KeyType;
import io.stator.model.TableInfo;
import io.stator.model.TableSchema;
import io.stator.model.TableStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** On real threads: a thousand tables, in waves of as many as may be under way. */
class ManyTablesTest {

    @TempDir
    Path directory = Path.of("");

    @Test
    @Timeout(60)
    void aThousandTablesComeAndGo() throws IOException {
        ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(2);
        SharedLog log = new SharedLog();
        CatalogStateMachine machine = CatalogStateMachine.open(directory);
        try (ReplicatedCatalog catalog = new ReplicatedCatalog(
                ReplicatedCatalog.Wiring.usual(machine, log.add(machine), new DoublePartitions(), scheduler))) {
            catalog.start();
            catalog.foundCluster(new Founding("c", List.of(new NodeRecord("n1", "i", "h:1", "h:2")), 8, 3))
                    .join();
            for (int wave = 0; wave < 2; wave++) {
                List<CompletableFuture<TableInfo>> created = new ArrayList<>();
                for (int i = 0; i < CatalogLimits.CONTROL_OPERATIONS_MAX; i++) {
                    created.add(catalog.createTable(TableSchema.of("table-" + wave + "-" + i, "id", KeyType.STRING)));
                }
                created.forEach(future -> assertThat(future.join().status()).isEqualTo(TableStatus.ACTIVE));
            }
            assertThat(catalog.view().tables()).hasSize(1_000);
            List<CompletableFuture<TableInfo>> deleted = new ArrayList<>();
            for (int i = 0; i < CatalogLimits.CONTROL_OPERATIONS_MAX; i++) {
                deleted.add(catalog.deleteTable("table-1-" + i));
            }
            deleted.forEach(CompletableFuture::join);
            assertThat(catalog.view().tables()).hasSize(500).doesNotContainKey("table-1-0");
        } finally {
            scheduler.shutdownNow();
        }
    }

    @Test
    @Timeout(60)
    void tenThousandTablesStayCheapToChangeAndToView() throws IOException {
        CatalogStateMachine machine = CatalogStateMachine.open(directory);
        AtomicLong seen = new AtomicLong();
        machine.onChange(view -> seen.addAndGet(view.tables().size()));
        CatalogScript.apply(machine, 0, "found c n1 1 1");
        for (int i = 1; i <= CatalogLimits.TABLES_MAX; i++) {
            CatalogScript.apply(machine, 2L * i, "create t" + i + " id:S", "activate " + i);
        }
        assertThat(machine.view().tables()).hasSize(CatalogLimits.TABLES_MAX);
        // Views that share nothing would hold a hundred million entries by now.
        long expected = 0;
        for (int i = 1; i <= CatalogLimits.TABLES_MAX; i++) {
            expected += 2L * i;
        }
        assertThat(seen.get()).isEqualTo(expected);
        assertThat(machine.checkpoint(directory.resolve("checkpoint"))).isEqualTo(20_001);
        assertThat(CatalogStateMachine.open(directory).state()).isEqualTo(machine.state());
    }
}
