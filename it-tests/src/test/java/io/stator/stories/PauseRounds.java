package io.stator.stories;

import static org.awaitility.Awaitility.await;

import io.stator.client.StatorClient;
import io.stator.harness.checker.CasRegisterModel;
import io.stator.harness.checker.LinearizabilityChecker;
import io.stator.harness.checker.Verdict;
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
import io.stator.server.launch.LocalCluster;
import io.stator.server.launch.NodePlace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Rounds in which the leader of some registers' partition stands still (SIGSTOP) until another node
 * leads and has served writes, and then goes on (SIGCONT), while the registers are used. An old leader
 * that does not doubt itself answers with old values: to catch it, reads by a client that still believes
 * in it wait in its sockets when it wakes up. Each round has registers and a history of its own.
 */
final class PauseRounds implements AutoCloseable {
    private static final int PROCESSES = 5;
    private static final int REGISTERS = 3;
    private static final long REST_NANOS = 1_000_000;
    private static final int OPERATIONS_BEFORE = 100;
    private static final int OPERATIONS_AFTER = 200;
    private static final int BELATED_READS = 20;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** Processes that are no part of the workload have numbers from here on. */
    private static final int OTHER_PROCESSES = 1_000_000;

    private final LocalCluster cluster;
    private final String table;
    private final StatorClient client;
    private final long partition;

    /**
     * What a round has shown.
     *
     * @param operations recorded
     * @param pausedMillis how long the leader stood still
     */
    record Round(Verdict verdict, int operations, long pausedMillis) {}

    PauseRounds(LocalCluster cluster, String table) {
        this.cluster = cluster;
        this.table = table;
        this.client = connect(List.of(cluster.addresses()));
        TableInfo info = NewTable.create(client, StatorRegisters.schema(table));
        this.partition = new PartitionLocator(cluster.partitionMap(), info).partitionOf(StatorRegisters.key("any"));
    }

    private static StatorClient connect(List<String> addresses) {
        return StatorClient.builder()
                .addresses(addresses)
                .deadline(Duration.ofSeconds(2))
                .build();
    }

    /** @param seed of the workload */
    Round run(int number, long seed) throws InterruptedException {
        KeyRotation keys = KeyRotation.fixed("round" + number, REGISTERS);
        List<String> names = keys.all();
        History history = History.startingNow();
        LinearizableWorkload workload = LinearizableWorkload.register(registers(client), keys);
        Crew crew = new Crew(workload, history, seed, REST_NANOS);
        long pausedMillis;
        try (StatorClient believer = connect(List.of(cluster.addresses()))) {
            crew.start(PROCESSES);
            try {
                awaitOperations(history, OPERATIONS_BEFORE);
                int leader = cluster.leaderOf(partition);
                names.forEach(name -> registers(believer).perform(name, new Read()));
                pausedMillis = pause(leader, history, believer, names);
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

    private long pause(int leader, History history, StatorClient believer, List<String> names) {
        cluster.pause(leader);
        long paused = System.nanoTime();
        List<CompletableFuture<?>> reads = new ArrayList<>();
        try {
            await().atMost(LIMIT)
                    .until(() -> cluster.statuses().stream()
                            .flatMap(state -> state.status().stream())
                            .flatMap(status -> status.getReplicasList().stream())
                            .anyMatch(replica -> replica.getPartitionId() == partition
                                    && replica.getRole().equals("LEADER")));
            try (StatorClient newcomer = connect(othersThan(leader))) {
                StatorRegisters registers = registers(newcomer);
                await().atMost(LIMIT).until(() -> allWritten(history, registers, names));
            }
            for (int read = 0; read < BELATED_READS; read++) {
                reads.add(read(history, believer, names.get(read % names.size()), OTHER_PROCESSES + read));
            }
        } finally {
            cluster.resume(leader);
        }
        long pausedMillis = Duration.ofNanos(System.nanoTime() - paused).toMillis();
        for (int read = BELATED_READS; read < 3 * BELATED_READS; read++) {
            CompletableFuture<?> next = read(history, believer, names.get(read % names.size()), OTHER_PROCESSES + read);
            next.join();
        }
        reads.forEach(CompletableFuture::join);
        return pausedMillis;
    }

    private List<String> othersThan(int node) {
        return cluster.places().stream()
                .filter(place -> place.number() != node)
                .map(NodePlace::clientAddress)
                .toList();
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
