package io.stator.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stator.consensus.ConsensusException;
import io.stator.model.ErrorCode;
import io.stator.model.KeyType;
import io.stator.model.StatorException;
import io.stator.model.TableDefinition;
import io.stator.model.TableInfo;
import io.stator.model.TableProperties;
import io.stator.model.TableSchema;
import io.stator.model.TableStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class ReplicatedCatalogTest extends ThreeCatalogs {
    @Test
    void aTableIsActiveWhenEveryPartitionServesIt() {
        partitions.down(3);
        CompletableFuture<TableInfo> created = catalogs.get(0).createTable(ORDERS);
        scheduler.advance(60_000);

        assertThat(created).isNotDone();
        assertThat(status("orders")).isEqualTo(TableStatus.CREATING);
        assertThat(partitions.serves(1, 1)).isTrue();

        partitions.up(3);
        scheduler.advance(PACING.backOffMillisMax());

        assertThat(created.join().with(TableProperties.NONE))
                .isEqualTo(new TableInfo(1, 1, ORDERS, TableStatus.ACTIVE, 1234));
        assertServedEverywhere(1, true);
        catalogs.forEach(catalog -> assertThat(statusIn(catalog, "orders")).isEqualTo(TableStatus.ACTIVE));
    }

    @Test
    void aTableIsGoneWhenNoPartitionServesIt() {
        create("orders");
        partitions.down(2);
        CompletableFuture<TableInfo> deleted = catalogs.get(0).deleteTable("orders");
        scheduler.advance(60_000);
        assertThat(deleted).isNotDone();
        assertThat(status("orders")).isEqualTo(TableStatus.DELETING);

        partitions.up(2);
        scheduler.advance(PACING.backOffMillisMax());

        assertThat(deleted.join().status()).isEqualTo(TableStatus.DELETING);
        assertServedEverywhere(1, false);
        assertThat(catalogs.get(2).view().tables()).isEmpty();
        assertThat(create("orders").id()).isEqualTo(2);
    }

    @Test
    void whoDoesNotWaitIsToldWhatWasDecided() {
        partitions.down(3);
        CompletableFuture<TableInfo> created =
                catalogs.get(0).createTable(TableDefinition.of(ORDERS), Completion.DECIDED);
        scheduler.advance(1_000);
        assertThat(created.join().status()).isEqualTo(TableStatus.CREATING);
        assertThat(status("orders")).isEqualTo(TableStatus.CREATING);

        partitions.up(3);
        scheduler.advance(PACING.backOffMillisMax());
        assertThat(status("orders")).isEqualTo(TableStatus.ACTIVE);

        partitions.down(3);
        CompletableFuture<TableInfo> deleted = catalogs.get(0).deleteTable("orders", Completion.DECIDED);
        scheduler.advance(1_000);
        assertThat(deleted.join().status()).isEqualTo(TableStatus.DELETING);
        partitions.up(3);
        scheduler.advance(PACING.backOffMillisMax());
        assertThat(catalogs.get(0).view().tables()).isEmpty();
    }

    @Test
    void everyTableHasAnIdOfItsOwn() {
        String first = create("orders").properties().uuid();
        catalogs.get(0).deleteTable("orders");
        scheduler.advance(1_000);
        String second = create("orders").properties().uuid();

        assertThat(UUID.fromString(first).version()).isEqualTo(4);
        assertThat(UUID.fromString(second).variant()).isEqualTo(2);
        assertThat(second).isNotEqualTo(first);
        catalogs.forEach(catalog -> assertThat(
                        Objects.requireNonNull(catalog.view().tables().get("orders"))
                                .properties()
                                .uuid())
                .isEqualTo(second));
    }

    @Test
    void theNextLeaderFinishesWhatTheLastOneBegan() {
        create("old");
        partitions.down(4);
        CompletableFuture<TableInfo> created = catalogs.get(0).createTable(ORDERS);
        CompletableFuture<TableInfo> deleted = catalogs.get(0).deleteTable("old");
        scheduler.advance(1_000);
        log.elect(1);
        partitions.up(4);
        scheduler.advance(PACING.tickMillis() * 3);

        // The old leader's callers are told that they cannot know.
        for (CompletableFuture<TableInfo> future : List.of(created, deleted)) {
            assertThatThrownBy(future::join)
                    .cause()
                    .isInstanceOfSatisfying(
                            ConsensusException.class,
                            e -> assertThat(e.reason()).isEqualTo(ConsensusException.Reason.OUTCOME_UNKNOWN));
        }
        assertThat(status("orders")).isEqualTo(TableStatus.ACTIVE);
        assertServedEverywhere(2, true);
        assertServedEverywhere(1, false);
        assertThat(catalogs.get(1).view().tables()).doesNotContainKey("old");
    }

    @Test
    void aDeposedLeaderStopsTellingPartitions() {
        partitions.down(4);
        catalogs.get(0).createTable(ORDERS);
        scheduler.advance(1_000);
        log.elect(-1);
        scheduler.advance(PACING.backOffMillisMax());
        int calls = partitions.calls();

        scheduler.advance(10_000);

        assertThat(partitions.calls()).isEqualTo(calls);
    }

    @Test
    void aLeaderThatComesBackBeginsAnew() {
        partitions.hold();
        CompletableFuture<TableInfo> created = catalogs.get(0).createTable(ORDERS);
        scheduler.advance(50);
        log.elect(1);
        log.elect(0);
        scheduler.advance(PACING.tickMillis());
        assertThat(created).isCompletedExceptionally();

        partitions.release();
        scheduler.advance(PACING.attemptMillisMax() + PACING.backOffMillisMax());

        assertThat(status("orders")).isEqualTo(TableStatus.ACTIVE);
    }

    @Test
    void aPartitionThatNeverAnswersIsAskedAgain() {
        partitions.hold();
        CompletableFuture<TableInfo> created = catalogs.get(0).createTable(ORDERS);
        scheduler.advance(PACING.attemptMillisMax() - 1);
        assertThat(partitions.calls()).isEqualTo(PARTITIONS);

        scheduler.advance(1 + PACING.backOffMillisFirst());
        assertThat(partitions.calls()).isEqualTo(2 * PARTITIONS);
        partitions.release();
        scheduler.runDue();
        assertThat(created).isCompleted();
    }

    @Test
    void lostAnswersOfTheLogAreAskedForAgain() {
        CompletableFuture<TableInfo> created = catalogs.get(0).createTable(ORDERS);
        replicas.get(0).losesAnswers(3);
        scheduler.advance(10_000);
        assertThat(created.join().status()).isEqualTo(TableStatus.ACTIVE);

        CompletableFuture<TableInfo> deleted = catalogs.get(0).deleteTable("orders");
        replicas.get(0).losesAnswers(3);
        scheduler.advance(10_000);
        assertThat(deleted).isCompleted();
    }

    @Test
    void aTableWhoseAnswerWasLostIsFinishedByTheTick() {
        replicas.get(0).losesAnswers(1);
        assertThat(catalogs.get(0).createTable(ORDERS)).isCompletedExceptionally();

        scheduler.advance(PACING.tickMillis());

        assertThat(status("orders")).isEqualTo(TableStatus.ACTIVE);
    }

    @Test
    void aDeletionWaitsForTheCreationThatIsJustEnding() {
        CompletableFuture<TableInfo> created = catalogs.get(0).createTable(ORDERS);
        // ACTIVE is applied, and the procedure not yet told: the deletion comes in between.
        List<CompletableFuture<TableInfo>> deleted = new ArrayList<>();
        catalogs.get(0).onChange(view -> {
            TableInfo table = view.tables().get("orders");
            if (table != null && table.status() == TableStatus.ACTIVE && deleted.isEmpty()) {
                deleted.add(CompletableFuture.supplyAsync(() -> catalogs.get(0).deleteTable("orders"), scheduler)
                        .thenCompose(future -> future));
            }
        });
        scheduler.advance(PACING.tickMillis() * 2);

        assertThat(created).isCompleted();
        assertThat(deleted).hasSize(1).allSatisfy(future -> assertThat(future).isCompleted());
        assertServedEverywhere(1, false);
        assertThat(catalogs.get(0).view().tables()).isEmpty();
    }

    @Test
    void oneProcedureForATableAtATime() {
        CompletableFuture<TableInfo> created = catalogs.get(0).createTable(ORDERS);
        replicas.get(0).losesAnswers(1_000);
        scheduler.runDue();
        // ACTIVE, but the procedure does not know yet and will ask again.
        assertThat(status("orders")).isEqualTo(TableStatus.ACTIVE);
        assertThat(created).as("seed " + seed).isNotDone();

        replicas.get(0).losesAnswers(0);
        CompletableFuture<TableInfo> deleted = catalogs.get(0).deleteTable("orders");
        partitions.hold();
        while (!created.isDone()) {
            assertThat(partitions.held()).as("seed " + seed).isZero();
            scheduler.advance(1);
        }
        scheduler.runDue();
        assertThat(partitions.held()).as("seed " + seed).isEqualTo(PARTITIONS);

        partitions.release();
        scheduler.runDue();
        assertThat(deleted).isCompleted();
    }

    @Test
    void noMoreThanTheLimitRunAtOnceAndTheRestFollow() {
        partitions.hold();
        List<CompletableFuture<TableInfo>> created = new ArrayList<>();
        for (int i = 0; i < CatalogLimits.CONTROL_OPERATIONS_MAX; i++) {
            created.add(catalogs.get(0).createTable(TableSchema.of("table" + i, "id", KeyType.STRING)));
        }
        scheduler.advance(PACING.tickMillis() * 2);
        assertThat(partitions.held()).isEqualTo(CatalogLimits.PROCEDURES_MAX * PARTITIONS);
        assertRefused(catalogs.get(0).createTable(ORDERS), ErrorCode.LIMIT_EXCEEDED, "Only 500 tables");

        partitions.release();
        scheduler.advance(PACING.tickMillis());

        assertThat(created).allSatisfy(future -> assertThat(future).isCompleted());
        // Each partition was told of each table once: procedures were neither lost nor doubled by the tick.
        assertThat(partitions.calls()).isEqualTo(CatalogLimits.CONTROL_OPERATIONS_MAX * PARTITIONS);
    }

    @Test
    void strongViewsNeedALeaseOrABarrier() {
        create("orders");
        assertThat(catalogs.get(0).strongView().join().tables()).containsKey("orders");
        assertThat(replicas.get(0).barriers()).isZero();

        replicas.get(0).leaseIsValid(false);
        assertThat(catalogs.get(0).lookUpTable("orders").join()).isPresent();
        assertThat(catalogs.get(0).lookUpTable("other").join()).isEmpty();
        assertThat(replicas.get(0).barriers()).isEqualTo(2);

        replicas.get(1).leaseIsValid(false);
        assertThatThrownBy(() -> catalogs.get(1).strongView().join()).hasCauseInstanceOf(ConsensusException.class);
    }

    @Test
    void aReplicaThatComesToLeadDuringAStrongViewShowsNothingOld() {
        replicas.get(1).fallsBehind();
        create("orders");
        assertThat(catalogs.get(1).view().tables()).isEmpty();
        replicas.get(1).beforeLease(() -> log.elect(1));

        assertThat(catalogs.get(1).lookUpTable("orders").join()).isPresent();
    }

    @Test
    void refusalsAreFailuresWithDynamoDbsTypes() {
        create("orders");
        assertRefused(catalogs.get(0).createTable(ORDERS), ErrorCode.RESOURCE_IN_USE, "Table already exists: orders");
        assertRefused(
                catalogs.get(0).deleteTable("missing"),
                ErrorCode.RESOURCE_NOT_FOUND,
                "Requested resource not found: Table: missing not found");
    }

    @Test
    void nothingMalformedReachesTheLog() {
        int before = log.entries().size();
        assertRefused(catalogs.get(0).createTable(TableSchema.of("a", "id", KeyType.STRING)), ErrorCode.VALIDATION, "");
        assertRefused(
                catalogs.get(0).createTable(TableSchema.of("orders", "", KeyType.STRING)), ErrorCode.VALIDATION, "");
        assertRefused(catalogs.get(0).deleteTable("no spaces"), ErrorCode.VALIDATION, "");
        assertThat(log.entries()).hasSize(before);
    }

    @Test
    void closingTellsThoseWhoWait() {
        partitions.hold();
        CompletableFuture<TableInfo> created = catalogs.get(0).createTable(ORDERS);
        catalogs.get(0).close();
        assertThat(created).isCompletedExceptionally();
        assertThat(catalogs.get(0).createTable(TableSchema.of("other", "id", KeyType.STRING)))
                .isCompletedExceptionally();
    }

    @Test
    void tablesSettleThroughFlakyPartitionsAndChangesOfLeader() {
        partitions.lose(() -> random.nextInt(3) == 0);
        int tables = 60;
        List<CompletableFuture<TableInfo>> asked = new ArrayList<>();
        int leader = 0;
        for (int i = 0; i < tables; i++) {
            asked.add(catalogs.get(leader).createTable(TableSchema.of("table" + i, "id", KeyType.STRING)));
            if (i >= 20) {
                asked.add(catalogs.get(leader).deleteTable("table" + (i - 20)));
            }
            if (i % 7 == 0) {
                leader = random.nextInt(3);
                log.elect(leader);
            }
            scheduler.advance(random.nextInt(60));
        }
        scheduler.advance(60_000);

        assertThat(asked)
                .as("seed " + seed)
                .allSatisfy(future -> assertThat(future).isDone());
        ReplicatedCatalog catalog = catalogs.get(leader);
        assertThat(catalog.view().tables().values())
                .as("seed " + seed)
                .allSatisfy(table -> assertThat(table.status()).isEqualTo(TableStatus.ACTIVE));
        List<Long> living =
                catalog.view().tables().values().stream().map(TableInfo::id).toList();
        for (long id = 1; id <= tables; id++) {
            assertServedEverywhere(id, living.contains(id));
        }
        catalogs.forEach(other -> assertThat(other.view()).isEqualTo(catalog.view()));
    }

    private static void assertRefused(CompletableFuture<TableInfo> future, ErrorCode code, String message) {
        assertThat(future).isCompletedExceptionally();
        Throwable failure = future.handle((table, e) -> e).join();
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        assertThat(cause).isInstanceOfSatisfying(StatorException.class, e -> {
            assertThat(e.code()).isEqualTo(code);
            assertThat(e.getMessage()).contains(message);
        });
    }
}
