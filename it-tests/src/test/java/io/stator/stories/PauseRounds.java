package io.stator.stories;

import static org.awaitility.Awaitility.await;

import io.stator.client.StatorClient;
import io.stator.client.StatorClientBuilder;
import io.stator.harness.checker.CasRegisterModel;
import io.stator.harness.checker.LinearizabilityChecker;
import io.stator.harness.checker.Verdict;
import io.stator.harness.cluster.NodeSets;
import io.stator.harness.cluster.process.ProcessCluster;
import io.stator.harness.history.Function.Read;
import io.stator.harness.history.Function.Write;
import io.stator.harness.history.History;
import io.stator.harness.history.Outcome;
import io.stator.harness.stator.PartitionLocator;
import io.stator.harness.stator.StatorRegisters;
import io.stator.harness.stator.client.StatorTableClient;
import io.stator.harness.workload.Crew;
import io.stator.harness.workload.KeyRotation;
import io.stator.harness.workload.LinearizableWorkload;
import io.stator.model.TableInfo;
import io.stator.proto.v1.PartitionMap;
import io.stator.server.launch.LaunchException;
import io.stator.server.launch.LocalCluster;
import io.stator.server.launch.LocalClusterSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/**
 * Rounds in which the leader of some registers' partition stands still (SIGSTOP) until another node
 * leads and has served writes, and then goes on (SIGCONT), while the registers are used. An old leader
 * that does not doubt itself answers with old values: to catch it, reads by a client that still believes
 * in it wait in its sockets when it wakes up. Two things may hide it, each by a race: it hears of the new leader, but not in a
 * round that cuts it off from its peers as long as those reads last; and Raft's own rule has it give up when it has heard of no
 * majority for an election timeout, so the node that is stopped has a long one. Each round has registers and a history
 * of its own.
 */
final class PauseRounds implements AutoCloseable {
    /** The node that leads, is stopped, and does not give up by itself for a minute. */
    private static final int PATIENT = 1;

    private static final String ITS_SETTINGS = "raft.election.max.millis=60000\n";
    private static final int TABLES_MAX = 50;

    private static final int PROCESSES = 5;
    private static final int REGISTERS = 3;
    private static final long REST_NANOS = 1_000_000;
    private static final int OPERATIONS_BEFORE = 100;
    private static final int OPERATIONS_AFTER = 200;
    private static final int BELATED_READS = 20;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** Processes that are no part of the workload have numbers from here on. */
    private static final int OTHER_PROCESSES = 1_000_000;

    private final ProcessCluster cluster;
    private final LocalCluster processes;
    private final String table;
    private final StatorClient client;
    private final long partition;

    /** Whether an old leader that wakes up hears its peers. */
    enum Awakening {
        AMONG_PEERS,
        CUT_OFF
    }

    /**
     * What a round has shown.
     *
     * @param operations recorded
     * @param pausedMillis how long the leader stood still
     */
    record Round(Verdict verdict, int operations, long pausedMillis) {}

    /** @param cluster that serves, made by {@link #cluster}; all of it runs, and hears each other, after each round, too */
    PauseRounds(ProcessCluster cluster) {
        this.cluster = cluster;
        this.processes = cluster.processes();
        this.client = built(cluster.clientOfAll());
        PartitionMap map = processes.partitionMap();
        int number = 0;
        long itsPartition;
        // Where registers lie hangs on their table's id.
        do {
            number++;
            TableInfo info = NewTable.create(client, StatorRegisters.schema("registers" + number));
            itsPartition = new PartitionLocator(map, info).partitionOf(StatorRegisters.key("any"));
        } while (!patientIsToLead(map, itsPartition) && number < TABLES_MAX);
        this.table = "registers" + number;
        this.partition = itsPartition;
    }

    /** Sooner or later: what it leads until it hands it over is no use. */
    private boolean patientIsToLead(PartitionMap map, long partitionId) {
        String itsId = processes.place(PATIENT).nodeId();
        return map.getPartitionsList().stream()
                .anyMatch(info -> info.getId() == partitionId && itsId.equals(info.getReplicas(0)));
    }

    /**
     * A small cluster of which no node is started yet.
     *
     * @param name of its folder
     * @param change to what its nodes run
     */
    static ProcessCluster cluster(String name, UnaryOperator<LocalClusterSpec> change) throws IOException {
        LocalClusterSpec spec = ProcessCluster.spec(ClusterFolder.emptied(name), ClusterFolder.NODES)
                .withPartitions(ClusterFolder.PARTITIONS)
                .withSetting("raft.preferred.leader.millis", "100");
        ProcessCluster cluster = ProcessCluster.create(change.apply(spec), 0);
        try {
            Path settings = cluster.processes().place(PATIENT).settingsFile();
            Files.writeString(settings, ITS_SETTINGS, StandardOpenOption.APPEND);
        } catch (IOException e) {
            cluster.close();
            throw e;
        }
        return cluster;
    }

    private static StatorClient built(StatorClientBuilder clients) {
        return clients.deadline(Duration.ofSeconds(2)).build();
    }

    /** @param seed of the workload */
    Round run(int number, long seed, Awakening awakening) throws InterruptedException {
        KeyRotation keys = KeyRotation.fixed("round" + number, REGISTERS);
        List<String> names = keys.all();
        History history = History.startingNow();
        LinearizableWorkload workload = LinearizableWorkload.register(registers(client), keys);
        Crew crew = new Crew(workload, history, seed, REST_NANOS);
        long pausedMillis;
        try (StatorClient believer = built(cluster.clientOfAll())) {
            crew.start(PROCESSES);
            try {
                awaitOperations(history, OPERATIONS_BEFORE);
                // During a hand-over nobody leads.
                await().atMost(LIMIT)
                        .ignoreExceptionsInstanceOf(LaunchException.class)
                        .until(() -> processes.leaderOf(partition) == PATIENT);
                names.forEach(name -> registers(believer).perform(name, new Read()));
                pausedMillis = pause(history, believer, names, awakening);
                awaitOperations(history, history.size() + OPERATIONS_AFTER);
            } finally {
                crew.stop();
            }
        }
        crew.fault().ifPresent(fault -> {
            throw fault;
        });
        Verdict verdict = new LinearizabilityChecker<>(new CasRegisterModel(null)).check(history.operations());
        return new Round(verdict, history.size(), pausedMillis);
    }

    private long pause(History history, StatorClient believer, List<String> names, Awakening awakening) {
        if (awakening == Awakening.CUT_OFF) {
            cluster.cut(NodeSets.between(Set.of(PATIENT), cluster.nodes()));
        }
        try {
            processes.pause(PATIENT);
            long paused = System.nanoTime();
            List<CompletableFuture<?>> reads = new ArrayList<>();
            try {
                awaitOthersLead(history, names);
                for (int read = 0; read < BELATED_READS; read++) {
                    reads.add(read(history, believer, names.get(read % names.size()), OTHER_PROCESSES + read));
                }
            } finally {
                processes.resume(PATIENT);
            }
            long pausedMillis = Duration.ofNanos(System.nanoTime() - paused).toMillis();
            for (int read = BELATED_READS; read < 3 * BELATED_READS; read++) {
                read(history, believer, names.get(read % names.size()), OTHER_PROCESSES + read)
                        .join();
            }
            reads.forEach(CompletableFuture::join);
            return pausedMillis;
        } finally {
            cluster.healLinks();
        }
    }

    /** Returns when a node that runs leads the partition, and has written each of these registers. */
    private void awaitOthersLead(History history, List<String> names) {
        await().atMost(LIMIT)
                .until(() -> processes.statuses().stream()
                        .flatMap(state -> state.status().stream())
                        .flatMap(status -> status.getReplicasList().stream())
                        .anyMatch(replica -> replica.getPartitionId() == partition
                                && replica.getRole().equals("LEADER")));
        try (StatorClient newcomer = built(clientOfOthers())) {
            StatorRegisters registers = registers(newcomer);
            await().atMost(LIMIT).until(() -> allWritten(history, registers, names));
        }
    }

    private StatorClientBuilder clientOfOthers() {
        return cluster.clientOfAll()
                .addresses(cluster.nodes().stream()
                        .filter(other -> other != PATIENT)
                        .map(cluster::address)
                        .toList());
    }

    private static boolean allWritten(History history, StatorRegisters registers, List<String> names) {
        for (String name : names) {
            int process = 2 * OTHER_PROCESSES + history.operations().size();
            Write write = new Write("by another leader " + process);
            History.Invocation invocation = history.invoke(process, name, write);
            Outcome outcome = registers.perform(name, write);
            invocation.end(outcome);
            if (!(outcome instanceof Outcome.Done)) {
                return false;
            }
        }
        return true;
    }

    private StatorRegisters registers(StatorClient itsClient) {
        return new StatorRegisters(new StatorTableClient(itsClient), table);
    }

    private CompletableFuture<?> read(History history, StatorClient believer, String name, int process) {
        History.Invocation invocation = history.invoke(process, name, new Read());
        return StatorRegisters.read(believer, table, name).thenAccept(invocation::end);
    }

    private static void awaitOperations(History history, int count) {
        await().atMost(LIMIT).until(() -> history.size() >= count);
    }

    @Override
    public void close() {
        client.close();
    }
}
