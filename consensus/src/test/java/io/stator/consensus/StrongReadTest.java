package io.stator.consensus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stator.consensus.ConsensusException.Reason;
import io.stator.consensus.ReplicaStatus.Role;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StrongReadTest {

    /** Says what the test wrote down for it. */
    private static final class ScriptedReplica implements Replica<String> {
        private final Queue<Boolean> leases = new ArrayDeque<>();
        private final Queue<Long> terms = new ArrayDeque<>();
        private final CompletableFuture<Void> barrier = new CompletableFuture<>();
        private int barriers;

        ScriptedReplica(List<Boolean> leases, List<Long> terms) {
            this.leases.addAll(leases);
            this.terms.addAll(terms);
        }

        @Override
        public CompletableFuture<String> propose(byte[] command) {
            throw new AssertionError("a read proposes nothing");
        }

        @Override
        public CompletableFuture<String> proposeLate(byte[] command) {
            throw new AssertionError("a read proposes nothing");
        }

        @Override
        public boolean leaseValid() {
            return leases.remove();
        }

        @Override
        public CompletableFuture<Void> barrier() {
            barriers++;
            return barrier;
        }

        @Override
        public long term() {
            return terms.remove();
        }

        @Override
        public ReplicaStatus status() {
            return new ReplicaStatus(Role.FOLLOWER, "n2", 0, 0, 0, 0, 0, 0, false, Map.of());
        }

        @Override
        public CompletableFuture<Long> checkpoint() {
            throw new AssertionError("a read makes no checkpoint");
        }

        @Override
        public CompletableFuture<Void> transferLeadership(String memberId) {
            throw new AssertionError("a read hands nothing over");
        }

        @Override
        public List<Member> members() {
            throw new AssertionError("a read asks for no members");
        }

        @Override
        public CompletableFuture<Void> changeMembers(List<Member> members) {
            throw new AssertionError("a read changes no members");
        }
    }

    private final AtomicInteger reads = new AtomicInteger();

    @Test
    void aLeaseThatHoldsBeforeAndAfterIsEnough() {
        ScriptedReplica replica = new ScriptedReplica(List.of(true, true), List.of());
        assertThat(StrongRead.of(replica, reads::incrementAndGet)).isCompletedWithValue(1);
        assertThat(replica.barriers).isZero();
    }

    @Test
    void stateThatWasTakenBeforeTheLeaseIsNotShown() {
        ScriptedReplica replica = new ScriptedReplica(List.of(false), List.of(3L, 3L));
        CompletableFuture<Integer> read = StrongRead.of(replica, reads::incrementAndGet);
        assertThat(reads).hasValue(0);
        replica.barrier.complete(null);
        assertThat(read).isCompletedWithValue(1);
    }

    @Test
    void stateThatWasTakenWhileTheLeaseRanOutIsNotShown() {
        ScriptedReplica replica = new ScriptedReplica(List.of(true, false), List.of(3L, 3L));
        CompletableFuture<Integer> read = StrongRead.of(replica, reads::incrementAndGet);
        assertThat(read).isNotDone();
        replica.barrier.complete(null);
        assertThat(read).isCompletedWithValue(2);
    }

    @Test
    void stateOfALaterTermIsNotShown() {
        ScriptedReplica replica = new ScriptedReplica(List.of(false), List.of(3L, 4L));
        CompletableFuture<Integer> read = StrongRead.of(replica, reads::incrementAndGet);
        replica.barrier.complete(null);
        assertThatThrownBy(read::join).cause().isInstanceOfSatisfying(ConsensusException.class, failure -> {
            assertThat(failure.reason()).isEqualTo(Reason.NOT_LEADER);
            assertThat(failure.leader()).isEqualTo("n2");
        });
    }
}
