package io.stator.server;

import io.stator.catalog.CatalogOutcome;
import io.stator.catalog.CatalogStateMachine;
import io.stator.catalog.Founding;
import io.stator.catalog.NodeRecord;
import io.stator.catalog.ProcedurePacing;
import io.stator.catalog.ReplicatedCatalog;
import io.stator.client.routing.NettyChannelFactory;
import io.stator.client.routing.RoutedCalls;
import io.stator.client.routing.RoutingSettings;
import io.stator.consensus.GroupId;
import io.stator.consensus.Member;
import io.stator.consensus.Replica;
import io.stator.consensus.ratis.RatisHost;
import io.stator.consensus.ratis.RatisPorts;
import io.stator.gateway.http.HttpServer;
import io.stator.partition.HybridClock;
import io.stator.partition.replica.ReplicatedPartition;
import io.stator.partition.storage.StorageEnvironment;
import io.stator.server.bootstrap.ClusterFormation;
import io.stator.server.bootstrap.ClusterJoin;
import io.stator.server.bootstrap.DataDirectory;
import io.stator.server.bootstrap.DiskSpace;
import io.stator.server.bootstrap.GroupIds;
import io.stator.server.bootstrap.Identity;
import io.stator.server.config.MemberAddress;
import io.stator.server.config.MemoryPlan;
import io.stator.server.config.NodeSettings;
import io.stator.server.config.Setting;
import io.stator.server.config.StartupException;
import io.stator.server.gateway.NodeGateway;
import io.stator.server.grpc.FrameSession;
import io.stator.server.grpc.FrameSessions;
import io.stator.server.grpc.NodeServer;
import io.stator.server.grpc.NodeServices;
import io.stator.server.grpc.NodeStatusReport;
import io.stator.server.grpc.OwnNode;
import io.stator.server.grpc.ServingRules;
import io.stator.server.grpc.TransactionReport;
import io.stator.server.metrics.NodeMetrics;
import io.stator.server.metrics.OperationsEndpoint;
import io.stator.server.metrics.ReplicaMeters;
import io.stator.server.metrics.TransactionMeters;
import io.stator.server.peer.CatalogLeader;
import io.stator.server.peer.GrpcLeaderCheck;
import io.stator.server.peer.GrpcPeerAdmission;
import io.stator.server.peer.GrpcPeerIdentifier;
import io.stator.server.peer.PeerChannels;
import io.stator.server.peer.RemotePartitionControl;
import io.stator.server.replica.ExpiryTask;
import io.stator.server.replica.LocalReplicas;
import io.stator.server.replica.Places;
import io.stator.server.replica.PreferredLeaders;
import io.stator.server.replica.Readiness;
import io.stator.server.replica.ReplicaStateMachines;
import io.stator.server.replica.ReplicaSupervisor;
import io.stator.server.replica.UnusableStateException;
import io.stator.server.sizes.CountTask;
import io.stator.server.users.SecretKeyFile;
import io.stator.server.users.SecretSealer;
import io.stator.server.users.UserDirectory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One node, from its settings to its sockets: every part is made and connected here, and closed in reverse order.
 * Thread-safe.
 *
 * <p>{@link #start} returns when the node listens. It then joins its cluster on a thread of its own, for which a new
 * cluster needs all initial members; {@link #whenReady} completes when the node serves.
 */
public final class StatorNode implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StatorNode.class);
    private static final long READY_POLL_MILLIS = 20;
    private static final long VERIFY_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** In buffers; with raft.queue.millis it is less than the time after which clients send again. */
    private static final int WAITED_MILLIS_MAX = 250;

    private static final int READS_WAITING_MAX = 1024;
    private static final int READS_WAITED_MILLIS_MAX = 500;
    private static final int ANSWER_THREADS = 2;

    /** Of answers that wait to be sent on one stream of frames; a few of the largest items. */
    private static final long ANSWER_BYTES_MAX = 4L << 20;

    private static final long JOIN_SECONDS = 30;

    private final NodeSettings settings;
    private final NodeParts parts;
    private final OpenParts open;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile @Nullable StartupException refusal;

    private final DataDirectory data;
    private final NodeRecord self;
    private final LocalReplicas replicas = new LocalReplicas();
    private final Places places;
    private final Readiness readiness;
    private final NodeMetrics metrics;
    private final ReplicaMeters replicaMeters;
    private final DiskSpace diskSpace;
    private final ReadThreads readers;
    private final ReplicaStateMachines stateMachines;
    private final PeerChannels channels;
    private final ScheduledExecutorService timer;
    private final UserDirectory users;
    private final RemotePartitionControl control;
    private final CatalogLeader catalogLeader;
    private final ThroughputParts throughput;
    private final SizeParts sizes;
    private final HybridClock stamps;
    private final TransactionParts transactions;
    private final RatisHost host;
    private final NodeServer server;
    private final Thread joining;

    private StatorNode(NodeSettings settings, NodeParts parts, OpenParts open) throws IOException {
        this.settings = settings;
        this.parts = parts;
        this.open = open;
        data = open.add("data directory", DataDirectory.open(settings.dataDirectory(), settings.nodeId()));
        self = record(settings.self(), data.identity().incarnation());
        requireSameAddress(data.identity(), self);
        diskSpace = open.add(
                "watch of the disk's space",
                DiskSpace.watch(settings.dataDirectory(), settings.number(Setting.DISK_RESERVE_BYTES)));
        metrics = open.add("metrics", new NodeMetrics(settings.nodeId()));
        replicaMeters = new ReplicaMeters(metrics);
        places = new Places(self, replicas);
        places.learn(data.identity().members());
        readiness = new Readiness(places, replicas);
        timer = Threads.scheduler("timer-" + self.id());
        open.add("timer", timer::shutdownNow);
        channels = open.add("connections to other nodes", new PeerChannels(new NettyChannelFactory()));
        StorageEnvironment storage = open.add(
                "storage",
                new StorageEnvironment(
                        ModuleSettings.storage(settings, data.nativeLibraries()), parts.entryWriter(), metrics));
        readers = open.add(
                "read threads",
                new ReadThreads(
                        "reads-" + self.id(),
                        settings.readThreads(),
                        new ReadThreads.Limits(READS_WAITING_MAX, READS_WAITED_MILLIS_MAX),
                        System::nanoTime));
        stateMachines = new ReplicaStateMachines(data, storage, metrics, parts.layers());
        host = open.add(
                "replicas",
                new RatisHost(
                        parts.log().apply(ModuleSettings.ratis(settings, data.raft(), self.memberId())),
                        stateMachines,
                        new RatisPorts(parts.clock(), parts.leasePolicy(), replicaMeters)));
        users = new UserDirectory(places, sealer(settings), parts.wallClock());
        control = new RemotePartitionControl(places, replicas, channels, timer);
        catalogLeader = new CatalogLeader(places, replicas, channels, timer, settings.number(Setting.FORWARD_MILLIS));
        throughput = ThroughputParts.open(
                new ThroughputParts.Means(settings, parts.clock(), places, replicas, channels, timer, metrics), open);
        sizes = SizeParts.open(settings, places, channels, timer, open);
        stamps = new HybridClock(parts.wallClock());
        transactions = TransactionParts.open(
                new TransactionParts.Wiring(settings, places, stamps, parts.clock(), new TransactionMeters(metrics)),
                open);
        ExecutorService senders = Threads.fixed("answers-" + self.id(), ANSWER_THREADS);
        open.add("answer threads", senders::shutdown);
        FrameSessions sessions = new FrameSessions(
                new FrameSession.Limits(
                        settings.count(Setting.CALLS_PER_CONNECTION_MAX), ANSWER_BYTES_MAX, WAITED_MILLIS_MAX),
                senders);
        NodeServices services = services(sessions, senders);
        startHost();
        server = open.add(
                "gRPC server",
                NodeServer.start(address(Setting.CLIENT_PORT), limits(), services.all(), sessions, metrics));
        open.add(
                "operations endpoint",
                OperationsEndpoint.start(address(Setting.METRICS_PORT), metrics::scrape, this::missing));
        OptionalInt gatewayPort = settings.gatewayPort();
        if (gatewayPort.isPresent()) {
            open.add("gateway", gateway(gatewayPort.getAsInt(), services));
        }
        joining = Threads.daemon("join-" + self.id(), this::join);
    }

    /**
     * @throws StartupException with what is wrong: settings that do not fit the data directory, a port that is taken,
     *     storage that cannot be opened
     */
    public static StatorNode start(NodeSettings settings, NodeParts parts) {
        OpenParts open = new OpenParts();
        boolean started = false;
        try {
            StatorNode node = new StatorNode(settings, parts, open);
            node.joining.start();
            started = true;
            LOG.info("node {} listens for clients on {}", node.self.id(), node.self.clientAddress());
            return node;
        } catch (IOException | IllegalArgumentException e) {
            throw new StartupException("cannot start: " + e.getMessage(), e);
        } finally {
            if (!started) {
                open.close();
            }
        }
    }

    /** With production's parts. */
    public static StatorNode start(NodeSettings settings) {
        return start(settings, NodeParts.production());
    }

    /** Null: the node has no key of secrets. */
    private static @Nullable SecretSealer sealer(NodeSettings settings) throws IOException {
        Optional<Path> file = settings.secretsKeyFile();
        return file.isEmpty() ? null : SecretKeyFile.read(file.get());
    }

    private static NodeRecord record(MemberAddress address, String incarnation) {
        return new NodeRecord(address.nodeId(), incarnation, address.clientAddress(), address.raftAddress());
    }

    /** The others know this node by its address; only a node that is alone may move. */
    private static void requireSameAddress(Identity identity, NodeRecord self) {
        for (NodeRecord member : identity.members()) {
            if (identity.members().size() > 1 && member.id().equals(self.id()) && !member.equals(self)) {
                throw new StartupException("the cluster knows this node at " + member.clientAddress() + " (Raft "
                        + member.raftAddress() + "), but the settings say " + self.clientAddress() + " (Raft "
                        + self.raftAddress() + "): advertise.host, client.port, raft.port");
            }
        }
    }

    private InetSocketAddress address(Setting port) {
        return new InetSocketAddress(settings.text(Setting.LISTEN_HOST), settings.count(port));
    }

    private NodeServer.Limits limits() {
        return new NodeServer.Limits(
                settings.count(Setting.REQUEST_BYTES_MAX),
                MemoryPlan.of(settings).receivedBytes(),
                settings.count(Setting.CONNECTIONS_MAX),
                settings.count(Setting.CALLS_PER_CONNECTION_MAX),
                settings.number(Setting.SHUTDOWN_MILLIS));
    }

    private NodeServices services(FrameSessions sessions, Executor answering) {
        long forwardMillis = settings.number(Setting.FORWARD_MILLIS);
        Set<String> addresses = new LinkedHashSet<>();
        addresses.add(self.clientAddress());
        settings.members().forEach(member -> addresses.add(member.clientAddress()));
        OwnNode own = new OwnNode(
                replicas,
                places,
                catalogLeader,
                metrics,
                new ServingRules(diskSpace::isLow, throughput.limits()),
                transactions.served(),
                answering);
        RoutedCalls routed = open.add(
                "routing",
                RoutedCalls.connect(
                        RoutingSettings.of(new ArrayList<>(addresses))
                                .withDeadline(Duration.ofMillis(forwardMillis))
                                .withThroughputAwaited(false),
                        new NettyChannelFactory(),
                        own));
        transactions.connect(routed);
        return new NodeServices(
                replicas,
                places,
                catalogLeader,
                control,
                routed,
                data::identity,
                new NodeStatusReport(
                        places,
                        replicas,
                        new NodeStatusReport.NodeFacts(
                                data::identity, settings.gatewayAddress().orElse(""), diskSpace::isLow),
                        parts.clock()::nanos),
                own,
                sessions,
                timer,
                users,
                throughput.sharing(),
                new NodeServices.Sizes(sizes::size, sizes.books()),
                new TransactionReport(replicas, places, stamps));
    }

    private HttpServer gateway(int port, NodeServices services) throws IOException {
        return NodeGateway.start(
                settings,
                port,
                new NodeGateway.Means(services.dataCalls(), services.tableCalls(), users, parts.wallClock()));
    }

    private void startHost() {
        try {
            host.start();
        } catch (IOException | RuntimeException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof UnusableStateException state) {
                    throw new StartupException(String.valueOf(state.getMessage()), e);
                }
            }
            throw new StartupException(
                    "cannot listen on " + settings.text(Setting.LISTEN_HOST) + ":"
                            + settings.text(Setting.RAFT_PORT) + " (raft.port), or cannot open " + data.raft() + ": "
                            + StartupException.rootMessage(e),
                    e);
        }
    }

    /** On the joining thread: into the cluster, then until all is there that a node needs to serve. */
    private void join() {
        try {
            ClusterJoin join = new ClusterJoin(
                    data,
                    self,
                    settings.members(),
                    new ClusterJoin.Peers(new GrpcPeerIdentifier(channels), new GrpcPeerAdmission(channels)));
            boolean known = data.identity().inCluster();
            if (!join.join(settings.joinMode(), closing)) {
                return;
            }
            if (known) {
                join.verify(this::fail);
            }
            places.learn(data.identity().members());
            startCatalog(data.identity());
            long nextVerification = System.nanoTime() + VERIFY_EVERY_NANOS;
            while (!missing().isEmpty()) {
                if (known && System.nanoTime() - nextVerification >= 0) {
                    join.verify(this::fail);
                    nextVerification = System.nanoTime() + VERIFY_EVERY_NANOS;
                }
                if (closing.await(READY_POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
            if (ready.complete(null)) {
                LOG.info("node {} is ready", self.id());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (StartupException e) {
            fail(e);
        } catch (IOException | RuntimeException e) {
            if (closing.getCount() > 0) {
                fail(new StartupException("the node cannot take part in its cluster: " + e.getMessage(), e));
            }
        }
    }

    private void fail(StartupException fault) {
        LOG.error("{}", fault.getMessage(), fault);
        refusal = fault;
        ready.completeExceptionally(fault);
    }

    private void startCatalog(Identity identity) throws IOException {
        GroupId group = GroupIds.catalog(identity.clusterId());
        host.add(group, ClusterFormation.isByFounders(identity) ? founders(identity) : List.of());
        Replica<CatalogOutcome> replica =
                host.<CatalogOutcome>replica(group).orElseThrow(() -> new IOException("the catalog was not added"));
        CatalogStateMachine stateMachine = Objects.requireNonNull(stateMachines.catalog(), "catalog");
        ReplicatedCatalog catalog = open.add(
                "catalog",
                new ReplicatedCatalog(new ReplicatedCatalog.Wiring(
                        stateMachine,
                        replica,
                        control,
                        timer,
                        parts.wallClock(),
                        ProcedurePacing.DEFAULT,
                        (RandomGenerator) () -> ThreadLocalRandom.current().nextLong())));
        catalog.start();
        replicas.catalogStarted(new LocalReplicas.LocalCatalog(catalog, replica));
        replicaMeters.watch(0, replica);
        ReplicaSupervisor supervisor = open.add(
                "supervisor",
                new ReplicaSupervisor(new ReplicaSupervisor.Means(
                        host,
                        stateMachines,
                        replicas,
                        places,
                        catalog,
                        replica,
                        new Founding(
                                identity.clusterId(),
                                identity.members(),
                                settings.partitions(),
                                settings.replication()),
                        new PreferredLeaders(
                                parts.clock(),
                                new GrpcLeaderCheck(channels),
                                settings.number(Setting.RAFT_PREFERRED_LEADER_MILLIS)),
                        (partitionState, partitionReplica) -> parts.layers()
                                .partition(new ReplicatedPartition(
                                        partitionState,
                                        parts.layers().replica(partitionReplica),
                                        stamps,
                                        readers,
                                        metrics)),
                        catalogLeader::lookUpPartition,
                        partition -> replicaMeters.watch(partition.id(), partition.replica()),
                        partition -> replicaMeters.forget(partition.id()))));
        supervisor.start();
        SweepParts sweeps = new SweepParts(settings, replicas, parts.clock(), open);
        sweeps.start(new ExpiryTask(diskSpace::isLow, parts.wallClock()), new CountTask(sizes.books()));
        sweeps.start(transactions.recovery());
    }

    private static List<Member> founders(Identity identity) {
        List<Member> members = new ArrayList<>();
        for (NodeRecord node : identity.members()) {
            members.add(new Member(node.memberId(), node.raftAddress()));
        }
        return members;
    }

    /** What keeps the node from being ready, a line for each; empty: nothing. */
    public List<String> missing() {
        StartupException refused = refusal;
        return refused == null ? readiness.missing() : refused.faults();
    }

    /** Completes when the node serves; fails with a {@link StartupException} if it must not join its cluster. */
    public CompletableFuture<Void> whenReady() {
        return ready.copy();
    }

    /** By the addresses that others reach it at. */
    public NodeRecord self() {
        return self;
    }

    public NodeSettings settings() {
        return settings;
    }

    /** Who may use the gateway, as far as this node knows. */
    public UserDirectory users() {
        return users;
    }

    /** This node's replicas, for tests and tools that run in the same process. */
    public LocalReplicas replicas() {
        return replicas;
    }

    /**
     * Takes no more calls, lets those under way end, and closes everything,
     * once. May be called from any thread; returns when all is closed.
     */
    @Override
    public void close() {
        closing.countDown();
        server.stopAccepting();
        try {
            joining.join(TimeUnit.SECONDS.toMillis(JOIN_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        open.close();
        ready.completeExceptionally(new StartupException("the node was closed before it was ready"));
    }
}
