package io.stator.consensus.memory;

import io.stator.consensus.ConsensusException;
import io.stator.consensus.ConsensusException.Reason;
import io.stator.consensus.GroupId;
import io.stator.consensus.Member;
import io.stator.consensus.ReplicaStatus;
import io.stator.consensus.ReplicaStatus.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A group: its log, its replicas that are up, and the one thread on which everything happens. */
final class InMemoryGroup {
    private static final Logger LOG = LoggerFactory.getLogger(InMemoryGroup.class);
    /** As the default of the implementation on disks. */
    static final int ENTRY_BYTES_MAX = 6 << 20;

    private final GroupId id;
    private final ExecutorService thread;
    private final InMemoryLog log = new InMemoryLog();
    private final Set<String> holders = ConcurrentHashMap.newKeySet();
    private final Map<String, InMemoryReplica> up = new ConcurrentHashMap<>();

    // Written on the group's thread only.
    private volatile List<Member> members = List.of();
    private volatile @Nullable InMemoryReplica leader;
    private volatile long term;
    private volatile boolean leaseValid;
    private volatile long lastIndex = -1;
    private volatile long startIndex;
    private volatile long checkpointIndex = -1;
    private @Nullable Path checkpoint;

    InMemoryGroup(GroupId id) {
        this.id = id;
        this.thread = Executors.newSingleThreadExecutor(task -> {
            Thread created = new Thread(task, "group-" + id);
            created.setDaemon(true);
            return created;
        });
    }

    GroupId id() {
        return id;
    }

    long term() {
        return term;
    }

    boolean holds(String memberId) {
        return holders.contains(memberId);
    }

    boolean unused() {
        return holders.isEmpty();
    }

    /** @param first members of a group that is new; of no meaning for one that has members */
    void join(InMemoryReplica replica, List<Member> first) throws IOException {
        onThread(() -> {
            if (members.isEmpty()) {
                members = sorted(first);
            }
            holders.add(replica.memberId());
            up.put(replica.memberId(), replica);
            catchUp(replica);
            electIfNeeded();
            return null;
        });
    }

    void leave(InMemoryReplica replica, boolean forGood) throws IOException {
        onThread(() -> {
            if (forGood) {
                holders.remove(replica.memberId());
            }
            stop(replica);
            electIfNeeded();
            return null;
        });
    }

    void elect(String memberId) {
        try {
            onThread(() -> {
                InMemoryReplica chosen = up.get(memberId);
                if (chosen == null || !reachable(chosen) || !majority()) {
                    throw new IllegalStateException(memberId + " cannot lead " + id);
                }
                lead(chosen);
                return null;
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void setCutOff(String memberId, boolean cutOff) {
        try {
            onThread(() -> {
                InMemoryReplica replica = up.get(memberId);
                if (replica != null) {
                    replica.setCutOff(cutOff);
                    catchUp(replica);
                    electIfNeeded();
                }
                return null;
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void expireLease() {
        leaseValid = false;
    }

    CompletableFuture<Object> propose(InMemoryReplica proposer, byte[] command) {
        if (command.length > ENTRY_BYTES_MAX) {
            return CompletableFuture.failedFuture(failure(Reason.TOO_LARGE, null));
        }
        return asLeader(proposer, () -> {
            append(List.of(command));
            List<?> answers = catchUp(proposer);
            if (proposer.stopped()) {
                throw failure(Reason.OUTCOME_UNKNOWN, null);
            }
            up.values().forEach(this::catchUp);
            return answers.get(0);
        });
    }

    CompletableFuture<@Nullable Void> barrier(InMemoryReplica asked) {
        return asLeader(asked, () -> {
            leaseValid = true;
            return null;
        });
    }

    CompletableFuture<@Nullable Void> transfer(InMemoryReplica asked, String target) {
        return asLeader(asked, () -> {
            InMemoryReplica chosen = up.get(target);
            if (chosen == null || !reachable(chosen)) {
                throw failure(Reason.OUTCOME_UNKNOWN, null);
            }
            lead(chosen);
            return null;
        });
    }

    /** One that waits to be taken in knows none. */
    List<Member> members(InMemoryReplica asked) {
        List<Member> known = members;
        return named(known, asked.memberId()) ? known : List.of();
    }

    /** At once, if the new ones are up; they have been filled since they joined. */
    CompletableFuture<@Nullable Void> changeMembers(InMemoryReplica asked, List<Member> wanted) {
        List<Member> next = sorted(wanted);
        if (next.isEmpty() || next.stream().map(Member::id).distinct().count() < next.size()) {
            throw new IllegalArgumentException("one member at least, and each once: " + wanted);
        }
        return asLeader(asked, () -> {
            if (next.equals(members)) {
                return null;
            }
            for (Member member : next) {
                InMemoryReplica replica = up.get(member.id());
                if (!named(members, member.id()) && (replica == null || !reachable(replica))) {
                    throw failure(Reason.OVERLOADED, null);
                }
            }
            if (named(next, asked.memberId())) {
                change(next);
                return null;
            }
            // Together with the leader, which the next one removes.
            List<Member> joint = new ArrayList<>(next);
            joint.add(member(members, asked.memberId()));
            change(sorted(joint));
            candidate(next).ifPresent(this::lead);
            throw failure(Reason.NOT_LEADER, null);
        });
    }

    boolean leaseValid(InMemoryReplica asked) {
        return asked.equals(leader) && leaseValid && !asked.stopped();
    }

    CompletableFuture<Long> checkpoint(InMemoryReplica asked) {
        return submit(() -> {
            if (asked.stopped()) {
                throw failure(Reason.STOPPED, null);
            }
            Path directory = Files.createTempDirectory("stator-checkpoint-").resolve("state");
            long index = asked.machine().checkpoint(directory);
            deleteCheckpoint();
            checkpoint = directory;
            checkpointIndex = index;
            log.purgeUpTo(index);
            startIndex = log.startIndex();
            return index;
        });
    }

    ReplicaStatus status(InMemoryReplica asked) {
        InMemoryReplica leading = leader;
        boolean leads = asked.equals(leading);
        Role role = asked.stopped() ? Role.STOPPED : leads ? Role.LEADER : Role.FOLLOWER;
        Map<String, ReplicaStatus.Follower> followers = new HashMap<>();
        if (role == Role.LEADER) {
            up.values().stream()
                    .filter(other -> !other.equals(asked))
                    .forEach(other -> followers.put(
                            other.memberId(), new ReplicaStatus.Follower(lastIndex - other.appliedIndex(), 0)));
        }
        return new ReplicaStatus(
                role,
                leading == null ? "" : leading.memberId(),
                term,
                lastIndex,
                asked.appliedIndex(),
                startIndex,
                checkpointIndex,
                asked.snapshotsInstalled(),
                role == Role.LEADER,
                Map.copyOf(followers));
    }

    void close() throws IOException {
        onThread(() -> {
            deleteCheckpoint();
            return null;
        });
        thread.shutdown();
    }

    // On the group's thread.

    private void append(List<byte[]> commands) {
        lastIndex = log.append(term, commands).position().index();
        startIndex = log.startIndex();
        leaseValid = true;
    }

    /** Brings a replica up to the end of the log; the answers of the last entry. A fault stops it. */
    private List<?> catchUp(InMemoryReplica replica) {
        List<?> answers = List.of();
        try {
            if (replica.stopped() || replica.cutOff()) {
                return answers;
            }
            if (replica.appliedIndex() < log.startIndex() - 1 && checkpoint != null) {
                replica.machine().restore(checkpoint);
                replica.snapshotInstalled();
            }
            for (InMemoryLog.Entry entry : log.after(replica.appliedIndex())) {
                List<ByteBuffer> commands = entry.commands().stream()
                        .map(command -> ByteBuffer.wrap(command).asReadOnlyBuffer())
                        .toList();
                answers = replica.machine().apply(entry.position(), commands);
                replica.applied(entry.position().index());
            }
        } catch (IOException | RuntimeException e) {
            LOG.error("{}: the replica of {} stops", id, replica.memberId(), e);
            stop(replica);
            electIfNeeded();
        }
        return answers;
    }

    private void stop(InMemoryReplica replica) {
        up.remove(replica.memberId(), replica);
        if (replica.equals(leader)) {
            leader = null;
        }
        if (!replica.stopped()) {
            replica.stop();
            try {
                replica.machine().close();
            } catch (IOException e) {
                LOG.error("{}: the state of {} was not closed", id, replica.memberId(), e);
            }
        }
    }

    private void change(List<Member> next) {
        for (Member before : members) {
            InMemoryReplica replica = up.get(before.id());
            if (replica != null && !named(next, before.id())) {
                stop(replica);
            }
        }
        members = next;
        append(List.of());
        up.values().forEach(this::catchUp);
        electIfNeeded();
    }

    private void electIfNeeded() {
        InMemoryReplica leading = leader;
        if (leading != null && (!reachable(leading) || !majority())) {
            leader = null;
            leading = null;
        }
        if (leading == null && majority()) {
            candidate(members).ifPresent(this::lead);
        }
    }

    /** Of the reachable members, the one named first. */
    private Optional<InMemoryReplica> candidate(List<Member> among) {
        return among.stream()
                .map(member -> up.get(member.id()))
                .filter(replica -> replica != null && reachable(replica))
                .findFirst();
    }

    private void lead(InMemoryReplica chosen) {
        leader = chosen;
        term++;
        append(List.of());
        up.values().forEach(this::catchUp);
    }

    private static boolean reachable(InMemoryReplica replica) {
        return !replica.stopped() && !replica.cutOff();
    }

    private boolean majority() {
        List<Member> voters = members;
        return 2
                        * up.values().stream()
                                .filter(replica -> named(voters, replica.memberId()))
                                .filter(InMemoryGroup::reachable)
                                .count()
                > voters.size();
    }

    private static List<Member> sorted(List<Member> members) {
        return members.stream().sorted(Comparator.comparing(Member::id)).toList();
    }

    private static boolean named(List<Member> members, String memberId) {
        return members.stream().anyMatch(member -> member.id().equals(memberId));
    }

    private static Member member(List<Member> members, String memberId) {
        return members.stream()
                .filter(member -> member.id().equals(memberId))
                .findFirst()
                .orElseThrow();
    }

    private void deleteCheckpoint() throws IOException {
        if (checkpoint == null || checkpoint.getParent() == null) {
            return;
        }
        try (Stream<Path> files = Files.walk(checkpoint.getParent())) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        checkpoint = null;
    }

    // Getting there.

    private <T extends @Nullable Object> CompletableFuture<T> asLeader(InMemoryReplica asked, Callable<T> task) {
        return submit(() -> {
            if (asked.stopped()) {
                throw failure(Reason.STOPPED, null);
            }
            if (!asked.equals(leader)) {
                throw failure(Reason.NOT_LEADER, null);
            }
            return task.call();
        });
    }

    private <T extends @Nullable Object> CompletableFuture<T> submit(Callable<T> task) {
        CompletableFuture<T> result = new CompletableFuture<>();
        thread.execute(() -> {
            try {
                result.complete(task.call());
            } catch (ConsensusException e) {
                result.completeExceptionally(e);
            } catch (Exception e) {
                result.completeExceptionally(failure(Reason.OUTCOME_UNKNOWN, e));
            }
        });
        return result;
    }

    private void onThread(Callable<@Nullable Void> task) throws IOException {
        try {
            CompletableFuture.runAsync(
                            () -> {
                                try {
                                    task.call();
                                } catch (Exception e) {
                                    throw new CompletionException(e);
                                }
                            },
                            thread)
                    .join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof IllegalStateException refusal) {
                throw refusal;
            }
            throw new IOException("the group did not do it", e.getCause());
        }
    }

    private ConsensusException failure(Reason reason, @Nullable Throwable cause) {
        InMemoryReplica leading = leader;
        return new ConsensusException(
                reason, "refused by the group in memory", leading == null ? "" : leading.memberId(), cause);
    }
}
