package io.stator.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stator.model.OnDemandThroughput;
import io.stator.model.TableChange;
import io.stator.model.TableInfo;
import io.stator.model.TableProperties;
import io.stator.model.TableStatus;
import io.stator.model.Tag;
import io.stator.model.Throughput;
import io.stator.model.TimeToLive;
import io.stator.model.TimeToLiveChange;
import io.stator.model.TimeToLiveStatus;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Changes of tables that stay: their properties, by way of UPDATING, and their times to live. */
class ReplicatedTableChangesTest extends ThreeCatalogs {
    @Test
    void propertiesChangeWithoutThePartitions() {
        create("orders");
        int calls = partitions.calls();
        ReplicatedCatalog leader = catalogs.get(0);
        update(TableChange.of("orders").provisioned(5, 6));
        leader.tagTable("orders", List.of(new Tag("a", "1"), new Tag("b", "2"))).join();
        leader.untagTable("orders", List.of("a")).join();
        TableProperties changed =
                update(TableChange.of("orders").deletionProtected(true)).properties();

        assertThat(changed.billing().throughput()).isEqualTo(new Throughput(5, 6));
        assertThat(changed.tags()).containsExactly(Map.entry("b", "2"));
        assertThat(leader.deleteTable("orders")).isCompletedExceptionally();
        assertThat(partitions.calls()).isEqualTo(calls);
        // What is malformed is not even proposed.
        assertThat(leader.updateTable(TableChange.of("orders"))).isCompletedExceptionally();
        assertThat(leader.tagTable("orders", List.of())).isCompletedExceptionally();
        assertThat(leader.updateTimeToLive(new TimeToLiveChange("orders", "", true)))
                .isCompletedExceptionally();
    }

    @Test
    void aTableThatIsUpdatingIsNotChangedUntilItIsActiveAgain() {
        create("orders");
        ReplicatedCatalog leader = catalogs.get(0);
        CompletableFuture<TableInfo> done =
                leader.updateTable(TableChange.of("orders").provisioned(5, 6));
        CompletableFuture<TableInfo> second =
                leader.updateTable(TableChange.of("orders").provisioned(7, 8), Completion.DECIDED);
        assertThat(done).isNotDone();
        assertThat(status("orders")).isEqualTo(TableStatus.UPDATING);
        for (CompletableFuture<TableInfo> refused : List.of(
                second,
                leader.deleteTable("orders"),
                leader.updateTimeToLive(new TimeToLiveChange("orders", "expires", true)))) {
            assertThatThrownBy(refused::join)
                    .hasMessageContaining(
                            "Attempt to change a resource which is still in use: Table is being updated: orders");
        }
        scheduler.advance(1_000);
        assertThat(done.join().status()).isEqualTo(TableStatus.ACTIVE);
        assertThat(done.join().properties().billing().throughput()).isEqualTo(new Throughput(5, 6));
        catalogs.forEach(catalog -> assertThat(statusIn(catalog, "orders")).isEqualTo(TableStatus.ACTIVE));

        // What it is already is no change.
        assertThat(leader.updateTable(TableChange.of("orders").deletionProtected(false), Completion.DECIDED)
                        .join()
                        .status())
                .isEqualTo(TableStatus.ACTIVE);
    }

    /** As DynamoDB's: maxima alone are changed at once; together with the mode they take its time. */
    @Test
    void aTableWhoseMaximaChangeStaysActive() {
        create("orders");
        ReplicatedCatalog leader = catalogs.get(0);
        TableChange change = TableChange.of("orders").limitedTo(new OnDemandThroughput(5L, 6L));
        TableInfo changed = leader.updateTable(change, Completion.DECIDED).join();
        assertThat(changed.status()).isEqualTo(TableStatus.ACTIVE);
        assertThat(changed.properties().billing().maxima()).isEqualTo(new OnDemandThroughput(5L, 6L));
        assertThat(leader.updateTable(change, Completion.DECIDED).join()).isEqualTo(changed);

        TableInfo provisioned = update(TableChange.of("orders").provisioned(1, 2));
        assertThat(provisioned.properties().billing().maxima().isNone()).isTrue();
        assertThatThrownBy(() -> leader.updateTable(change, Completion.DECIDED).join())
                .hasMessageContaining("cannot be specified when the table BillingMode is PROVISIONED");
        CompletableFuture<TableInfo> both = leader.updateTable(
                TableChange.of("orders").onDemand().limitedTo(new OnDemandThroughput(null, 7L)), Completion.DECIDED);
        assertThat(both.join().status()).isEqualTo(TableStatus.UPDATING);
        assertThat(both.join().properties().billing().maxima()).isEqualTo(new OnDemandThroughput(null, 7L));
    }

    @Test
    void theNextLeaderMakesATableActiveThatTheLastOneLeftUpdating() {
        create("orders");
        CompletableFuture<TableInfo> decided =
                catalogs.get(0).updateTable(TableChange.of("orders").provisioned(5, 6), Completion.DECIDED);
        assertThat(decided.join().status()).isEqualTo(TableStatus.UPDATING);
        log.elect(2);
        assertThat(status("orders")).isEqualTo(TableStatus.UPDATING);
        scheduler.advance(PACING.tickMillis() * 3);
        assertThat(status("orders")).isEqualTo(TableStatus.ACTIVE);
    }

    /** Both are begun; the time to live is told once the table is ACTIVE again, at the latest with the next tick. */
    @Test
    void aTableIsUpdatedWhileItsTimeToLiveIsStillTold() {
        create("orders");
        partitions.down(2);
        catalogs.get(0).updateTimeToLive(new TimeToLiveChange("orders", "expires", true));
        scheduler.advance(1_000);
        CompletableFuture<TableInfo> updated =
                catalogs.get(0).updateTable(TableChange.of("orders").provisioned(5, 6));
        assertThat(status("orders")).isEqualTo(TableStatus.UPDATING);
        partitions.up(2);
        scheduler.advance(PACING.backOffMillisMax() * 2 + PACING.tickMillis() * 3);
        assertThat(updated.join().status()).isEqualTo(TableStatus.ACTIVE);
        assertThat(timeToLive("orders").status()).isEqualTo(TimeToLiveStatus.ENABLED);
        assertThat(partitions.expires(2, 1)).contains("expires");
    }

    @Test
    void aTimeToLiveIsEnabledWhenEveryPartitionKnows() {
        create("orders");
        partitions.down(3);
        CompletableFuture<TableInfo> changed =
                catalogs.get(0).updateTimeToLive(new TimeToLiveChange("orders", "expires", true));
        scheduler.advance(60_000);
        assertThat(changed.join().properties().timeToLive())
                .isEqualTo(new TimeToLive("expires", TimeToLiveStatus.ENABLING, 1234, 1));
        assertThat(timeToLive("orders").status()).isEqualTo(TimeToLiveStatus.ENABLING);
        assertThat(status("orders")).isEqualTo(TableStatus.ACTIVE);
        assertThat(partitions.expires(2, 1)).contains("expires");

        partitions.up(3);
        scheduler.advance(PACING.backOffMillisMax());
        for (int partition = 1; partition <= PARTITIONS; partition++) {
            assertThat(partitions.expires(partition, 1)).contains("expires");
        }
        assertThat(timeToLive("orders").status()).isEqualTo(TimeToLiveStatus.ENABLED);
    }

    @Test
    void theNextLeaderTellsThePartitionsThatTheLastOneDidNot() {
        create("orders");
        partitions.down(2);
        catalogs.get(0).updateTimeToLive(new TimeToLiveChange("orders", "expires", true));
        scheduler.advance(1_000);
        log.elect(2);
        partitions.up(2);
        scheduler.advance(PACING.tickMillis() * 3);

        assertThat(partitions.expires(2, 1)).contains("expires");
        assertThat(timeToLive("orders").status()).isEqualTo(TimeToLiveStatus.ENABLED);
    }

    @Test
    void aTableIsDeletedWhileItsTimeToLiveIsStillTold() {
        create("orders");
        partitions.down(2);
        catalogs.get(0).updateTimeToLive(new TimeToLiveChange("orders", "expires", true));
        scheduler.advance(1_000);
        CompletableFuture<TableInfo> deleted = catalogs.get(0).deleteTable("orders");
        scheduler.advance(1_000);
        assertThat(deleted).isNotDone();

        partitions.up(2);
        scheduler.advance(PACING.backOffMillisMax() * 2);
        assertThat(deleted).isCompleted();
        assertServedEverywhere(1, false);
    }

    private TimeToLive timeToLive(String table) {
        return Objects.requireNonNull(catalogs.get(0).view().tables().get(table))
                .properties()
                .timeToLive();
    }

    private TableInfo update(TableChange change) {
        CompletableFuture<TableInfo> updated = catalogs.get(0).updateTable(change);
        scheduler.advance(1_000);
        assertThat(updated.join().status()).isEqualTo(TableStatus.ACTIVE);
        return updated.join();
    }
}
