package io.stator.consensus.ratis;

import io.stator.consensus.ConsensusHost;
import io.stator.consensus.GroupId;
import io.stator.consensus.Member;
import io.stator.consensus.Replica;
import io.stator.consensus.StateMachineFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.grpc.GrpcConfigKeys;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.GroupManagementRequest;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.util.ExitUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replicas on Apache Ratis: logs on disk, gRPC between the nodes. A directory below the host's, named
 * by the group's id, holds a group's log and checkpoints; the state machines keep their state
 * elsewhere. Thread-safe.
 */
public final class RatisHost implements ConsensusHost {
    private static final Logger LOG = LoggerFactory.getLogger(RatisHost.class);
    /** Beside a group's directory: the group is removed, even if its directory is still there. */
    private static final String REMOVED = ".removed";

    static {
        // Ratis ends the whole process when, for example, its port is taken. What to do is for the program around it
        // to decide: then it throws instead.
        ExitUtils.disableSystemExit();
    }

    private static final long LOG_WATCH_MILLIS = 250;
    private static final int ANSWER_THREADS = Math.max(2, Runtime.getRuntime().availableProcessors() / 2);
    private static final long CLOSE_SECONDS = 30;

    private final HostContext context;
    private final ExecutorService answers;
    private final ScheduledExecutorService timer;
    private final ExecutorService checkpointing;

    /** Of its own: a look at a log whose disk stands still may not end soon. */
    private final ScheduledExecutorService logWatch;

    private final Map<GroupId, RatisReplica> replicas = new ConcurrentHashMap<>();
    private final Map<GroupId, List<Member>> joining = new ConcurrentHashMap<>();
    private @Nullable RaftServer server;
    private boolean closed;

    public RatisHost(RatisSettings settings, StateMachineFactory factory) {
        this(settings, factory, RatisPorts.production());
    }

    public RatisHost(RatisSettings settings, StateMachineFactory factory, RatisPorts ports) {
        String name = "stator-" + settings.memberId();
        this.answers = Executors.newFixedThreadPool(ANSWER_THREADS, threads(name + "-answers"));
        this.timer = Executors.newSingleThreadScheduledExecutor(threads(name + "-timer"));
        this.checkpointing = Executors.newSingleThreadExecutor(threads(name + "-checkpoints"));
        this.logWatch = Executors.newSingleThreadScheduledExecutor(threads(name + "-log-watch"));
        this.context = new HostContext(
                settings,
                ports,
                factory,
                new ProposalBudget(settings.hostQueueBytesMax()),
                answers,
                timer,
                checkpointing,
                ClientId.randomId(),
                new AtomicLong());
    }

    /** @throws IOException if the endpoint cannot be bound or a group's storage cannot be opened */
    @Override
    public synchronized void start() throws IOException {
        if (server != null || closed) {
            throw new IllegalStateException("a host is started once");
        }
        Path directory = context.settings().directory();
        Files.createDirectories(directory);
        recover(directory);
        Parameters parameters =
                PacedLogAppender.Transport.parameters(PacedChunks.Means.of(context.settings(), context.ports()));
        GrpcConfigKeys.Server.setServicesCustomizer(
                parameters, new RecipientCheck(context.settings().memberId()).customizer());
        RaftServer starting = RaftServer.newBuilder()
                .setServerId(RaftPeerId.valueOf(context.settings().memberId()))
                .setStateMachineRegistry(this::register)
                .setProperties(RatisProperties.from(context.settings()))
                .setParameters(parameters)
                .setOption(RaftStorage.StartupOption.RECOVER)
                .build();
        server = starting;
        logWatch.scheduleWithFixedDelay(
                () -> replicas.values().forEach(RatisReplica::watchLog),
                LOG_WATCH_MILLIS,
                LOG_WATCH_MILLIS,
                TimeUnit.MILLISECONDS);
        try {
            starting.start();
        } catch (IOException | RuntimeException e) {
            close();
            if (e instanceof CompletionException && e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /**
     * Removes what a crash left of removed groups, and of groups that were being added and never took part; mends what a
     * full disk damaged.
     */
    private static void recover(Path directory) throws IOException {
        for (Path each : DurableFiles.list(directory)) {
            String name = DurableFiles.name(each);
            if (name.endsWith(REMOVED)) {
                DurableFiles.delete(directory.resolve(name.substring(0, name.length() - REMOVED.length())));
                DurableFiles.delete(each);
            } else if (isGroup(each) && !Files.exists(MembersFile.of(each))) {
                LOG.info("{} was never completely added", each);
                DurableFiles.delete(each);
            } else if (isGroup(each)) {
                MembersFile.restore(each);
                forceLog(each);
            }
        }
    }

    /**
     * What a killed process had written but not forced, Ratis takes to be on disk when it reads it: it would be acknowledged,
     * and lost with the machine's power.
     */
    private static void forceLog(Path groupDirectory) throws IOException {
        Path log = groupDirectory.resolve("current");
        if (Files.isDirectory(log)) {
            DurableFiles.forceAll(log);
        }
    }

    private static boolean isGroup(Path directory) {
        try {
            return Files.isDirectory(directory) && UUID.fromString(DurableFiles.name(directory)) != null;
        } catch (IllegalArgumentException notAnId) {
            return false;
        }
    }

    private org.apache.ratis.statemachine.StateMachine register(RaftGroupId id) {
        GroupId group = Members.fromRatis(id);
        RatisReplica replica = new RatisReplica(group, context, joining.get(group));
        replicas.put(group, replica);
        return replica.stateMachine();
    }

    @Override
    public Set<GroupId> groups() {
        return Set.copyOf(replicas.keySet());
    }

    @Override
    public synchronized void add(GroupId group, List<Member> members) throws IOException {
        RaftServer running = requireStarted();
        if (replicas.containsKey(group)) {
            return;
        }
        String self = context.settings().memberId();
        if (!members.isEmpty()
                && members.stream().noneMatch(member -> member.id().equals(self))) {
            throw new IllegalArgumentException(self + " is not among the members " + members);
        }
        joining.put(group, List.copyOf(members));
        try {
            await(running.groupManagementAsync(GroupManagementRequest.newAdd(
                    context.caller(),
                    running.getId(),
                    context.callIds().incrementAndGet(),
                    Members.toGroup(group, members))));
        } catch (IOException e) {
            RatisReplica failed = replicas.remove(group);
            if (failed != null) {
                failed.stateMachine().close();
            }
            throw e;
        } finally {
            joining.remove(group);
        }
    }

    @Override
    public synchronized void remove(GroupId group) throws IOException {
        RaftServer running = requireStarted();
        RatisReplica removed = replicas.get(group);
        if (removed == null) {
            return;
        }
        Path directory = context.settings().directory();
        Path tombstone = directory.resolve(group + REMOVED);
        DurableFiles.write(tombstone, new byte[0]);
        await(running.groupManagementAsync(GroupManagementRequest.newRemove(
                context.caller(),
                running.getId(),
                context.callIds().incrementAndGet(),
                Members.toRatis(group),
                true,
                false)));
        removed.stateMachine().close();
        replicas.remove(group);
        DurableFiles.delete(directory.resolve(group.toString()));
        DurableFiles.delete(tombstone);
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
        // A checkpoint that is being written is finished: it needs its replica to be open.
        checkpointing.shutdown();
        awaitEnd(checkpointing);
        timer.shutdownNow();
        logWatch.shutdownNow();
        if (server != null) {
            server.close();
        }
        IOException failure = null;
        for (RatisReplica replica : replicas.values()) {
            try {
                replica.stateMachine().close();
            } catch (IOException e) {
                failure = e;
            }
        }
        answers.shutdown();
        awaitEnd(answers);
        if (failure != null) {
            throw failure;
        }
    }

    private static void awaitEnd(ExecutorService threads) {
        try {
            if (!threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("threads of a closed host are still busy");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private RaftServer requireStarted() {
        if (server == null || closed) {
            throw new IllegalStateException("the host is not running");
        }
        return server;
    }

    private static void await(CompletableFuture<RaftClientReply> request) throws IOException {
        try {
            RaftClientReply reply = request.join();
            if (!reply.isSuccess()) {
                throw new IOException("the group was not changed", reply.getException());
            }
        } catch (CompletionException e) {
            throw new IOException("the group was not changed", e.getCause());
        }
    }

    private static ThreadFactory threads(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
