package io.stator.server.bootstrap;

import io.stator.catalog.NodeRecord;
import io.stator.model.ErrorCode;
import io.stator.model.StatorException;
import io.stator.server.config.JoinMode;
import io.stator.server.config.MemberAddress;
import io.stator.server.config.StartupException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a node into its cluster, and keeps the outcome in the data directory. To found one, it asks the initial members,
 * round after round, until all answer and agree; to become part of one that stands, it asks those it can reach until one has
 * it admitted. A node that belongs to a cluster already needs nobody. Used by one thread.
 */
public final class ClusterJoin {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterJoin.class);
    private static final long ROUND_MILLIS = 200;
    private static final long LOG_EVERY_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final DataDirectory data;
    private final NodeRecord self;
    private final List<MemberAddress> initial;
    private final Peers peers;

    /** How it reaches others. */
    public record Peers(PeerIdentifier identifier, PeerAdmission admission) {}

    public ClusterJoin(DataDirectory data, NodeRecord self, List<MemberAddress> initial, Peers peers) {
        this.data = data;
        this.self = self;
        this.initial = List.copyOf(initial);
        this.peers = peers;
    }

    /**
     * Blocks until the node belongs to a cluster.
     *
     * @param closing counted down when the node is closed
     * @return false if the node is closed meanwhile
     * @throws StartupException if the node must not join
     */
    public boolean join(JoinMode mode, CountDownLatch closing) throws InterruptedException {
        return mode == JoinMode.FOUND ? found(closing) : enter(mode == JoinMode.REPLACE, closing);
    }

    private boolean enter(boolean replace, CountDownLatch closing) throws InterruptedException {
        long nextLog = System.nanoTime() + LOG_EVERY_NANOS;
        while (!data.identity().inCluster()) {
            Optional<PeerIdentity> admitted = askToEnter(replace);
            if (admitted.isPresent()) {
                data.join(admitted.get().clusterId(), admitted.get().members());
                LOG.info(
                        "node {} is admitted to cluster {}",
                        self.id(),
                        admitted.get().clusterId());
            } else {
                if (System.nanoTime() - nextLog >= 0) {
                    LOG.info("waiting for a node of the cluster that leads its catalog");
                    nextLog = System.nanoTime() + LOG_EVERY_NANOS;
                }
                if (closing.await(ROUND_MILLIS, TimeUnit.MILLISECONDS)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Of all nodes that the ones which answer know of. */
    private Optional<PeerIdentity> askToEnter(boolean replace) throws InterruptedException {
        Set<String> addresses = new LinkedHashSet<>();
        ask().values().forEach(answer -> {
            addresses.add(answer.node().clientAddress());
            answer.members().forEach(member -> addresses.add(member.clientAddress()));
        });
        addresses.remove(self.clientAddress());
        for (String address : addresses) {
            try {
                return Optional.of(peers.admission.admit(address, self, replace).get());
            } catch (ExecutionException e) {
                Throwable cause = e.getCause();
                if (cause instanceof StatorException refused
                        && !refused.code().retryable()
                        && refused.code() != ErrorCode.OUTCOME_UNKNOWN) {
                    throw new StartupException("the cluster does not admit this node: " + refused.getMessage(), e);
                }
                LOG.debug("no admission at {}", address, e);
            }
        }
        return Optional.empty();
    }

    private boolean found(CountDownLatch closing) throws InterruptedException {
        long nextLog = System.nanoTime() + LOG_EVERY_NANOS;
        while (!data.identity().inCluster()) {
            ClusterFormation.Step step = ClusterFormation.next(self, initial, ask());
            if (step instanceof ClusterFormation.Formed formed) {
                data.join(formed.clusterId(), formed.members());
                LOG.info("node {} is part of cluster {}", self.id(), formed.clusterId());
            } else if (step instanceof ClusterFormation.Waiting waiting) {
                if (System.nanoTime() - nextLog >= 0) {
                    LOG.info("waiting for {}: a new cluster needs all its members once", waiting.missing());
                    nextLog = System.nanoTime() + LOG_EVERY_NANOS;
                }
                if (closing.await(ROUND_MILLIS, TimeUnit.MILLISECONDS)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Only answers of one round count: a node whose data directory was emptied between two is another node. */
    private Map<String, PeerIdentity> ask() throws InterruptedException {
        Map<String, CompletableFuture<PeerIdentity>> questions = new HashMap<>();
        for (MemberAddress member : initial) {
            if (!member.nodeId().equals(self.id())) {
                questions.put(
                        member.nodeId(),
                        peers.identifier.identify(member.clientAddress(), new PeerIdentifier.Caller(self, "", false)));
            }
        }
        Map<String, PeerIdentity> answers = new HashMap<>();
        for (Map.Entry<String, CompletableFuture<PeerIdentity>> question : questions.entrySet()) {
            try {
                answers.put(question.getKey(), question.getValue().get());
            } catch (ExecutionException e) {
                LOG.debug("node {} did not answer", question.getKey(), e);
            }
        }
        return answers;
    }

    /**
     * Asks the other members, without waiting, whether they are of the same cluster and know this node by its
     * incarnation: a data directory from elsewhere must not serve. What they know may be old, as where all have just been
     * started and this node was the last that came in; so whether it was replaced the catalog's leader says. If none does, this
     * is to be called again.
     *
     * @param refused called with what is wrong, perhaps more than once
     */
    public void verify(Consumer<StartupException> refused) {
        Identity identity = data.identity();
        for (NodeRecord member : identity.members()) {
            if (member.id().equals(self.id())) {
                continue;
            }
            identify(member.clientAddress(), false, answer -> {
                if (!answer.clusterId().isEmpty() && !answer.clusterId().equals(identity.clusterId())) {
                    refused.accept(new StartupException("node '" + member.id() + "' is part of cluster "
                            + answer.clusterId() + ", the data directory here of cluster "
                            + identity.clusterId() + " (data.dir, cluster.members)"));
                } else if (isReplaced(answer)) {
                    confirm(identity, answer, refused);
                }
            });
        }
    }

    /** @param suspicion answer of a node by which this one was replaced */
    private void confirm(Identity identity, PeerIdentity suspicion, Consumer<StartupException> refused) {
        Set<String> addresses = new LinkedHashSet<>();
        suspicion.members().forEach(member -> addresses.add(member.clientAddress()));
        identity.members().forEach(member -> addresses.add(member.clientAddress()));
        addresses.remove(self.clientAddress());
        for (String address : addresses) {
            identify(address, true, answer -> {
                if (isReplaced(answer)) {
                    refused.accept(
                            new StartupException("another data directory has taken the place of the one here: node '"
                                    + answer.node().id() + "' says that node '" + self.id()
                                    + "' was replaced (data.dir)"));
                }
            });
        }
    }

    private void identify(String address, boolean current, Consumer<PeerIdentity> answered) {
        peers.identifier
                .identify(address, new PeerIdentifier.Caller(self, "", current))
                .whenComplete((answer, failure) -> {
                    if (failure == null) {
                        answered.accept(answer);
                    } else {
                        LOG.debug("{} did not answer", address, failure);
                    }
                });
    }

    private boolean isReplaced(PeerIdentity answer) {
        return answer.members().stream()
                .anyMatch(node ->
                        node.id().equals(self.id()) && !node.incarnation().equals(self.incarnation()));
    }
}
