package io.stator.consensus.memory;

import io.stator.consensus.ConsensusHost;
import io.stator.consensus.GroupId;
import io.stator.consensus.Member;
import io.stator.consensus.Replica;
import io.stator.consensus.StateMachineFactory;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One node of an {@link InMemoryCluster}. Thread-safe. */
public final class InMemoryHost implements ConsensusHost {
    private final InMemoryCluster cluster;
    private final String memberId;
    private final StateMachineFactory factory;
    private final Map<GroupId, InMemoryReplica> replicas = new ConcurrentHashMap<>();
    private boolean started;
    private boolean closed;

    InMemoryHost(InMemoryCluster cluster, String memberId, StateMachineFactory factory) {
        this.cluster = cluster;
        this.memberId = memberId;
        this.factory = factory;
    }

    @Override
    public synchronized void start() throws IOException {
        if (started) {
            throw new IllegalStateException("a host is started once");
        }
        started = true;
        for (InMemoryGroup group : cluster.groupsOf(memberId)) {
            join(group, List.of());
        }
    }

    private void join(InMemoryGroup group, List<Member> first) throws IOException {
        InMemoryReplica replica = new InMemoryReplica(memberId, group, factory.open(group.id()));
        replicas.put(group.id(), replica);
        group.join(replica, first);
    }

    @Override
    public Set<GroupId> groups() {
        return Set.copyOf(replicas.keySet());
    }

    @Override
    public synchronized void add(GroupId group, List<Member> members) throws IOException {
        requireRunning();
        if (!replicas.containsKey(group)) {
            join(cluster.group(group), members);
        }
    }

    @Override
    public synchronized void remove(GroupId group) throws IOException {
        requireRunning();
        InMemoryReplica removed = replicas.remove(group);
        if (removed != null) {
            removed.group().leave(removed, true);
            cluster.forgetIfUnused(group);
        }
    }

    @Override
    @SuppressWarnings("unchecked") // the caller knows what its factory makes
    public <R> Optional<Replica<R>> replica(GroupId group) {
        return Optional.ofNullable((Replica<R>) (Replica<?>) replicas.get(group));
    }

    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        for (InMemoryReplica replica : replicas.values()) {
            replica.group().leave(replica, false);
        }
    }

    private void requireRunning() {
        if (!started || closed) {
            throw new IllegalStateException("the host is not running");
        }
    }
}
