package io.stator.catalog;

import io.stator.consensus.ConsensusException;
import io.stator.consensus.ConsensusException.Reason;
import io.stator.consensus.LogPosition;
import io.stator.consensus.Member;
import io.stator.consensus.Replica;
import io.stator.consensus.ReplicaStatus;
import io.stator.consensus.ReplicaStatus.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * One log with several replicas in one process: what the leader proposes is applied everywhere at once. A test says
 * who leads, whether the lease is valid, and which replica falls behind.
 */
final class SharedLog {
    private final List<byte[]> entries = new ArrayList<>();
    private final List<LocalReplica> replicas = new ArrayList<>();
    private List<Member> members = List.of();
    private int leader;
    private long term = 1;

    synchronized LocalReplica add(CatalogStateMachine stateMachine) {
        LocalReplica replica = new LocalReplica(replicas.size(), stateMachine);
        replicas.add(replica);
        return replica;
    }

    /** Another term: the replica leads, -1: none does. */
    synchronized void elect(int replica) {
        leader = replica;
        term++;
        if (replica >= 0) {
            replicas.get(replica).catchUp();
        }
    }

    synchronized List<byte[]> entries() {
        return List.copyOf(entries);
    }

    final class LocalReplica implements Replica<CatalogOutcome> {
        private final int number;
        private final CatalogStateMachine stateMachine;
        private boolean leaseValid = true;
        private Runnable beforeLease = () -> {};
        private boolean behind;
        private int barriers;
        private int losesAnswers;

        private LocalReplica(int number, CatalogStateMachine stateMachine) {
            this.number = number;
            this.stateMachine = stateMachine;
        }

        void leaseIsValid(boolean valid) {
            leaseValid = valid;
        }

        /** What happens just before somebody is told whether the lease is valid. */
        void beforeLease(Runnable event) {
            beforeLease = event;
        }

        /** While behind, a replica applies nothing before it leads or passes a barrier. */
        void fallsBehind() {
            behind = true;
        }

        /** The next so many proposals are applied, and their answers lost. */
        void losesAnswers(int count) {
            losesAnswers = count;
        }

        int barriers() {
            return barriers;
        }

        @Override
        public CompletableFuture<CatalogOutcome> proposeLate(byte[] command) {
            return propose(command);
        }

        @Override
        public CompletableFuture<CatalogOutcome> propose(byte[] command) {
            synchronized (SharedLog.this) {
                if (leader != number) {
                    return CompletableFuture.failedFuture(notLeader());
                }
                entries.add(command);
                CatalogOutcome answer = catchUp();
                replicas.stream()
                        .filter(other -> other != this && !other.behind)
                        .forEach(LocalReplica::catchUp);
                if (losesAnswers > 0) {
                    losesAnswers--;
                    return CompletableFuture.failedFuture(
                            new ConsensusException(Reason.OUTCOME_UNKNOWN, "answer lost", "", null));
                }
                return CompletableFuture.completedFuture(answer);
            }
        }

        /** Applies what is missing; the last entry's answer. */
        private CatalogOutcome catchUp() {
            CatalogOutcome answer = new CatalogOutcome.TableForgotten(0);
            try {
                for (int i = (int) stateMachine.appliedIndex() + 1; i < entries.size(); i++) {
                    answer = stateMachine
                            .apply(
                                    new LogPosition(term, i),
                                    List.of(ByteBuffer.wrap(entries.get(i)).asReadOnlyBuffer()))
                            .get(0);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return answer;
        }

        @Override
        public long term() {
            return status().term();
        }

        @Override
        public boolean leaseValid() {
            beforeLease.run();
            return leaseValid;
        }

        @Override
        public CompletableFuture<Void> barrier() {
            synchronized (SharedLog.this) {
                if (leader != number) {
                    return CompletableFuture.failedFuture(notLeader());
                }
                barriers++;
                catchUp();
                return CompletableFuture.completedFuture(null);
            }
        }

        @Override
        public ReplicaStatus status() {
            synchronized (SharedLog.this) {
                Role role = leader == number ? Role.LEADER : Role.FOLLOWER;
                long applied = stateMachine.appliedIndex();
                return new ReplicaStatus(
                        role, "", term, entries.size() - 1L, applied, 0, -1, 0, leader == number, Map.of());
            }
        }

        @Override
        public List<Member> members() {
            synchronized (SharedLog.this) {
                return members;
            }
        }

        @Override
        public CompletableFuture<Void> changeMembers(List<Member> wanted) {
            synchronized (SharedLog.this) {
                if (leader != number) {
                    return CompletableFuture.failedFuture(notLeader());
                }
                members = List.copyOf(wanted);
                return CompletableFuture.completedFuture(null);
            }
        }

        @Override
        public CompletableFuture<Long> checkpoint() {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<Void> transferLeadership(String memberId) {
            throw new UnsupportedOperationException();
        }

        private ConsensusException notLeader() {
            return new ConsensusException(Reason.NOT_LEADER, "not the leader", "", null);
        }
    }
}
