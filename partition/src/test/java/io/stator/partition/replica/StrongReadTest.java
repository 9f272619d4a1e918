package io.stator.partition.replica;

import static io.stator.partition.replica.PartitionFixture.EPOCH;
import static io.stator.partition.replica.PartitionFixture.TABLE;
import static io.stator.partition.replica.PartitionFixture.item;
import static io.stator.partition.replica.PartitionFixture.key;
import static io.stator.partition.replica.PartitionFixture.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stator.consensus.ConsensusException;
import io.stator.model.ErrorCode;
import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.model.ItemSize;
import io.stator.model.StatorException;
import io.stator.partition.HybridClock;
import io.stator.partition.Page;
import io.stator.partition.PageRequest;
import io.stator.partition.PartitionMetrics;
import io.stator.partition.ReadOutcome;
import io.stator.partition.SizedItem;
import io.stator.partition.TableRange;
import io.stator.partition.Waiting;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A strong read takes its data between two looks at the lease; without a lease it waits for a barrier. */
class StrongReadTest {
    private static final Item BEFORE = item("a", 1).set("x", "before").build();
    private static final Item AFTER = item("a", 1).set("x", "after").build();

    @TempDir
    private Path directory;

    private PartitionFixture fixture;

    @BeforeEach
    void open() throws IOException {
        fixture = new PartitionFixture(directory.resolve("replica"));
        fixture.run(put(BEFORE));
    }

    @AfterEach
    void close() throws IOException {
        fixture.close();
    }

    /** What is written at the first look at the lease is seen, what is written at the second is not: it proves the order. */
    @Test
    void theDataIsTakenBetweenTwoLooksAtTheLease() {
        AtomicInteger looks = new AtomicInteger();
        fixture.replica.onLeaseCheck(() -> fixture.run(put(looks.getAndIncrement() % 2 == 0 ? BEFORE : AFTER)));
        fixture.run(put(AFTER));
        assertThat(read(true)).isEqualTo(BEFORE);
        assertThat(looks).hasValue(2);
        assertThat(fixture.replica.barriers()).isZero();
        Page page = fixture.page(TableRange.ALL, false, 10, 1 << 20);
        assertThat(page.items()).containsExactly(ItemCodec.encode(BEFORE));
    }

    @Test
    void withoutALeaseItReadsAgainAfterABarrier() {
        CompletableFuture<Void> barrier = new CompletableFuture<>();
        fixture.replica.leaseValid(false);
        fixture.replica.barrier(barrier);
        CompletableFuture<ReadOutcome<Optional<SizedItem>>> read =
                fixture.partition.get(TABLE, key(BEFORE), EPOCH, true);
        CompletableFuture<ReadOutcome<Page>> page =
                fixture.partition.page(new PageRequest(TABLE, EPOCH, TableRange.ALL, false, 9, 9), true);
        Waiting.until("both wait for the barrier", () -> fixture.replica.barriers() == 2);
        assertThat(read).isNotDone();
        assertThat(page).isNotDone();
        fixture.run(put(AFTER));
        barrier.complete(null);
        assertThat(read.join())
                .isEqualTo(new ReadOutcome.Found<>(
                        Optional.of(new SizedItem(ItemCodec.encode(AFTER), ItemSize.of(AFTER)))));
        assertThat(((ReadOutcome.Found<Page>) page.join()).value().items()).containsExactly(ItemCodec.encode(AFTER));
    }

    @Test
    void aFailedBarrierFailsTheRead() {
        fixture.replica.leaseValid(false);
        fixture.replica.barrier(CompletableFuture.failedFuture(
                new ConsensusException(ConsensusException.Reason.NOT_LEADER, "not the leader", "", null)));
        assertThatThrownBy(() -> read(true)).hasCauseInstanceOf(ConsensusException.class);
    }

    @Test
    void anEventualReadAsksNobody() {
        AtomicInteger asked = new AtomicInteger();
        fixture.replica.leaseValid(false);
        fixture.replica.onLeaseCheck(asked::incrementAndGet);
        assertThat(read(false)).isEqualTo(BEFORE);
        assertThat(asked).hasValue(0);
        assertThat(fixture.replica.barriers()).isZero();
    }

    @Test
    void pagesAreRefusedWhenTooManyWait() {
        Executor full = task -> {
            throw new RejectedExecutionException("full");
        };
        ReplicatedPartition busy = new ReplicatedPartition(
                fixture.stateMachine,
                fixture.replica,
                new HybridClock(InstantSource.system()),
                full,
                PartitionMetrics.NONE);
        assertThatThrownBy(() -> busy.page(new PageRequest(TABLE, EPOCH, TableRange.ALL, false, 1, 1), false)
                        .join())
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        StatorException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.THROTTLING));
        assertThat(busy.get(TABLE, key(BEFORE), EPOCH, true).join()).isInstanceOf(ReadOutcome.Found.class);
    }

    private Item read(boolean strong) {
        ReadOutcome<Optional<SizedItem>> outcome =
                fixture.partition.get(TABLE, key(BEFORE), EPOCH, strong).join();
        return ItemCodec.decode(((ReadOutcome.Found<Optional<SizedItem>>) outcome)
                .value()
                .orElseThrow()
                .item());
    }
}
