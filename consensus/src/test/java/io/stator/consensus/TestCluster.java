package io.stator.consensus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A few hosts with {@link JournalMachine}s, whatever runs them. */
public abstract class TestCluster implements AutoCloseable {
    private final List<JournalStore> stores = new ArrayList<>();
    private final List<@Nullable ConsensusHost> hosts = new CopyOnWriteArrayList<>();
    private final List<Member> members = new ArrayList<>();

    /** Makes a host that is not started yet. */
    protected abstract ConsensusHost newHost(int node, JournalStore store);

    /** To be called by the constructor. */
    protected final void begin(List<Member> all) throws IOException {
        members.addAll(all);
        for (int node = 0; node < all.size(); node++) {
            stores.add(new JournalStore());
            hosts.add(null);
            restart(node);
        }
    }

    public final int size() {
        return members.size();
    }

    public final List<Member> members() {
        return List.copyOf(members);
    }

    public final JournalStore store(int node) {
        return stores.get(node);
    }

    public final JournalMachine machine(int node, GroupId group) {
        return stores.get(node).machine(group);
    }

    public final ConsensusHost host(int node) {
        ConsensusHost host = hosts.get(node);
        if (host == null) {
            throw new AssertionError("node " + node + " is down");
        }
        return host;
    }

    public final boolean up(int node) {
        return hosts.get(node) != null;
    }

    public final void stop(int node) throws IOException {
        host(node).close();
        hosts.set(node, null);
    }

    public final void restart(int node) throws IOException {
        ConsensusHost host = newHost(node, stores.get(node));
        hosts.set(node, host);
        host.start();
    }

    public final GroupId newGroup() throws IOException {
        return newGroup(IntStream.range(0, size()).toArray());
    }

    /** Of these nodes only. */
    public final GroupId newGroup(int... nodes) throws IOException {
        GroupId group = new GroupId(UUID.randomUUID());
        for (int node : nodes) {
            host(node).add(group, members(nodes));
        }
        return group;
    }

    public final List<Member> members(int... nodes) {
        return IntStream.of(nodes).mapToObj(members::get).toList();
    }

    /** Repeats the change at whoever leads until it completes. */
    public final void changeMembers(GroupId group, List<Member> wanted) {
        Await.until(() -> "the members to become " + wanted + ": " + statuses(group), () -> {
            int leader = leaderNow(group);
            try {
                if (leader >= 0) {
                    get(replica(leader, group).changeMembers(wanted));
                    return true;
                }
            } catch (ConsensusException tryAgain) {
                return false;
            } catch (Exception e) {
                throw new AssertionError(e);
            }
            return false;
        });
    }

    public final Replica<String> replica(int node, GroupId group) {
        return host(node).<String>replica(group).orElseThrow();
    }

    /** The node that leads and may answer; waits for it. */
    public final int leader(GroupId group) {
        int[] found = {-1};
        Await.until(() -> "a leader of " + group + " among " + statuses(group), () -> {
            found[0] = leaderNow(group);
            return found[0] >= 0;
        });
        return found[0];
    }

    /** The node that leads and may answer, -1 if there is none. */
    public final int leaderNow(GroupId group) {
        for (int node = 0; node < size(); node++) {
            // A node that is being stopped or started by another thread may have no replica at the moment.
            ConsensusHost host = hosts.get(node);
            ReplicaStatus status = host == null
                    ? null
                    : host.replica(group).map(Replica::status).orElse(null);
            if (status != null && status.role() == ReplicaStatus.Role.LEADER && status.readyToServe()) {
                return node;
            }
        }
        return -1;
    }

    public final Replica<String> leading(GroupId group) {
        return replica(leader(group), group);
    }

    public final List<String> statuses(GroupId group) {
        List<String> statuses = new ArrayList<>();
        for (int node = 0; node < size(); node++) {
            statuses.add(
                    up(node)
                            ? host(node)
                                    .replica(group)
                                    .map(replica -> replica.status().toString())
                                    .orElse("starting")
                            : "down");
        }
        return statuses;
    }

    /** Proposes at whoever leads, until it is answered; commands whose outcome is unknown are reported as a failure. */
    public final String write(GroupId group, String command) throws Exception {
        while (true) {
            try {
                return get(leading(group).propose(bytes(command)));
            } catch (ConsensusException e) {
                if (e.reason() != ConsensusException.Reason.NOT_LEADER) {
                    throw e;
                }
            }
        }
    }

    /** Waits until all nodes that are up and have a replica hold exactly what this one holds. */
    public final void awaitSame(int node, GroupId group) {
        List<String> expected = machine(node, group).all();
        for (int other = 0; other < size(); other++) {
            int each = other;
            if (up(each) && host(each).groups().contains(group)) {
                Await.until(
                        () -> "node " + each + " to hold " + expected.size() + " commands, has "
                                + machine(each, group).all().size() + ", " + statuses(group),
                        () -> machine(each, group).all().equals(expected));
            }
        }
    }

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The answer; a {@link ConsensusException} is thrown as it is. */
    public static <R> R get(CompletableFuture<R> future) throws Exception {
        try {
            return future.get(60, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ConsensusException failure) {
                throw failure;
            }
            throw e;
        } catch (TimeoutException e) {
            throw new AssertionError("no answer within 60 s", e);
        }
    }

    /** Side by side: each takes its time. */
    public final void stopAll() throws IOException {
        List<CompletableFuture<@Nullable Void>> closing = new ArrayList<>();
        for (int node = 0; node < size(); node++) {
            int each = node;
            if (up(each)) {
                closing.add(CompletableFuture.supplyAsync(() -> {
                    try {
                        stop(each);
                        return null;
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }));
            }
        }
        closing.forEach(CompletableFuture::join);
    }

    public final void restartAll() throws IOException {
        for (int node = 0; node < size(); node++) {
            restart(node);
        }
    }

    @Override
    public void close() throws IOException {
        stopAll();
    }
}
