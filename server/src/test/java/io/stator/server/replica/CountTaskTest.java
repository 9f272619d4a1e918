package io.stator.server.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.stator.catalog.PartitionRecord;
import io.stator.consensus.GroupId;
import io.stator.consensus.ReplicaStatus;
import io.stator.consensus.ReplicaStatus.Role;
import io.stator.model.Bounds;
import io.stator.model.TableSize;
import io.stator.partition.SizeStep;
import io.stator.partition.TableRange;
import io.stator.partition.WalkPlace;
import io.stator.server.sizes.CountTask;
import io.stator.server.sizes.SizeBooks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class CountTaskTest {
    private static final WalkPlace SECOND = new WalkPlace(2, TableRange.ALL);

    private final SizeBooks books = new SizeBooks();
    private final List<WalkPlace> asked = new ArrayList<>();
    private long appliedIndex = 7;
    private boolean fails;

    private final class Counted extends IdlePartition {
        @Override
        public CompletableFuture<SizeStep> measure(WalkPlace from) {
            asked.add(from);
            if (fails) {
                return CompletableFuture.failedFuture(new IllegalStateException("on purpose"));
            }
            return CompletableFuture.completedFuture(
                    new SizeStep(Map.of(5L, new TableSize(2, 20)), from.equals(SECOND) ? null : SECOND));
        }
    }

    private final LocalPartition partition = new LocalPartition(
            new PartitionRecord(1, 1, Bounds.WHOLE_RING, List.of("n1")),
            new GroupId(new UUID(0, 1)),
            new Counted(),
            new IdleReplica() {
                @Override
                public ReplicaStatus status() {
                    return new ReplicaStatus(Role.LEADER, "", 1, appliedIndex, appliedIndex, 0, -1, 0, true, Map.of());
                }
            });

    private void pass() {
        PartitionTask.Pass pass = new CountTask(books).begin(partition);
        while (!pass.step().join()) {
            // Until it is over.
        }
    }

    @Test
    void allStepsAreAddedUpAndToldOnceTheLastIsDone() {
        PartitionTask.Pass pass = new CountTask(books).begin(partition);
        assertThat(pass.step().join()).isFalse();
        assertThat(books.size(5, List.of(1L))).isEmpty();
        fails = true;
        assertThat(pass.step()).isCompletedExceptionally();
        fails = false;
        assertThat(pass.step().join()).isTrue();
        assertThat(asked).containsExactly(WalkPlace.START, SECOND, SECOND);
        assertThat(books.size(5, List.of(1L))).contains(new TableSize(4, 40));
    }

    @Test
    void whereNothingHasHappenedNothingIsCountedAgain() {
        pass();
        pass();
        assertThat(asked).hasSize(2);
        appliedIndex++;
        pass();
        assertThat(asked).hasSize(4);
        assertThat(books.size(5, List.of(1L))).contains(new TableSize(4, 40));
    }
}
