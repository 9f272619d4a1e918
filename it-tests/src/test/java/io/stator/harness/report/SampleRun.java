package io.stator.harness.report;

import io.stator.harness.checker.Judgement;
import io.stator.harness.history.FaultWindow;
import io.stator.harness.history.Function;
import io.stator.harness.history.Operation;
import io.stator.harness.history.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Made-up runs that look like real ones: clients in a loop, latencies with a long tail, faults that hurt. */
final class SampleRun {
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000 * MILLI;

    private final Random random;
    private final long durationNanos;
    private final List<FaultWindow> faults;

    private SampleRun(long seed, int seconds, List<FaultWindow> faults) {
        this.random = new Random(seed);
        this.durationNanos = seconds * SECOND;
        this.faults = faults;
    }

    private static final Map<String, String> FACTS = facts();

    private static Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put(RunRecord.SEED, "4711");
        facts.put(
                RunRecord.COMMAND,
                "./stator verify --workload register,counter --nemesis partition,kill,pause --minutes 2"
                        + " --driver processes --seed 4711");
        facts.put("started", "2026-11-25T22:15:03Z");
        facts.put("driver", "processes");
        facts.put("nodes", "5");
        facts.put("Stator", "0.1.0-SNAPSHOT (5a1f934)");
        facts.put("Java", "17.0.16, 2 processors, Linux 6.1");
        facts.put("settings", "partitions 4, lease 2 s, fsync on");
        return facts;
    }

    /** Two minutes with a violation in one of three workloads. */
    static RunRecord withViolation() {
        List<FaultWindow> faults = List.of(
                fault("kill leader n3", 10, 18.5),
                fault("partition halves {n1, n2} | {n3, n4, n5}", 26, 38),
                fault("pause n1", 33, 36),
                fault("clock of n2 +3600 s", 46, 58),
                fault("slow links 80 ms ± 20 ms", 50, 66),
                fault("power loss of all", 74, 74),
                fault("disk of n4 full", 84, 95),
                fault("majority ring", 100, 112));
        SampleRun run = new SampleRun(4711, 120, faults);
        Map<String, List<Operation>> histories = new LinkedHashMap<>();
        histories.put("register", run.history(10, 9));
        histories.put("counter", run.history(3, 40));
        histories.put("queries", List.of());
        List<Judgement> judgements = List.of(
                new Judgement(
                        "register: linearizable",
                        Judgement.Result.INVALID,
                        "1 of 30 keys cannot be explained; 29 keys are linearizable",
                        List.of(new Judgement.Finding(
                                "Key k7: a read found 8.112 after 3.207 had been acknowledged",
                                TEXT,
                                Optional.of(PICTURE)))),
                new Judgement(
                        "counter: bounds",
                        Judgement.Result.VALID,
                        "every read lay within what acknowledged and unknown increments allow",
                        List.of()),
                new Judgement("queries: stable items", Judgement.Result.UNDECIDED, "no query was answered", List.of()));
        return new RunRecord(
                "register, counter and queries under partition, kill and pause, on processes",
                FACTS,
                histories,
                faults,
                judgements,
                120 * SECOND);
    }

    /** So many operations that they cannot be drawn one by one, and nothing wrong. */
    static RunRecord large(int operationsMin) {
        List<FaultWindow> faults = new ArrayList<>();
        for (int number = 0; number < 24; number++) {
            faults.add(fault("kill n" + (number % 5 + 1), 5 + 12 * number, 11 + 12 * number));
        }
        SampleRun run = new SampleRun(1, 300, faults);
        List<Operation> operations = new ArrayList<>();
        while (operations.size() < operationsMin) {
            operations.addAll(run.history(4, 3));
        }
        Judgement valid =
                new Judgement("register: linearizable", Judgement.Result.VALID, "all 100 keys are", List.of());
        return new RunRecord(
                "register under kill", FACTS, Map.of("register", operations), faults, List.of(valid), 300 * SECOND);
    }

    private static FaultWindow fault(String name, double fromSeconds, double toSeconds) {
        return new FaultWindow(name, (long) (fromSeconds * SECOND), (long) (toSeconds * SECOND));
    }

    /** Clients that rest between their operations. */
    private List<Operation> history(int clients, int restMillis) {
        List<Operation> operations = new ArrayList<>();
        for (int client = 0; client < clients; client++) {
            long now = random.nextInt(20) * MILLI;
            int process = client;
            while (now < durationNanos) {
                Operation operation = operation(process, now);
                operations.add(operation);
                boolean ended = operation.completedNanos() != Operation.NEVER;
                process = ended ? process : process + clients;
                long end = ended ? operation.completedNanos() : now + 2 * SECOND;
                now = end + (long) (random.nextDouble() * 2 * restMillis * MILLI);
            }
        }
        operations.sort(Comparator.comparingLong(Operation::invokedNanos));
        return operations;
    }

    private Operation operation(int process, long now) {
        String key = "k" + random.nextInt(30);
        int kind = random.nextInt(10);
        Function function = kind < 4
                ? new Function.Read()
                : kind < 7 ? new Function.Write("v" + now) : new Function.CompareAndSet(null, "v" + now);
        double hurt = hurt(now);
        boolean read = function instanceof Function.Read;
        double typicalMillis = (read ? 0.9 : 3.2) * (1 + 25 * hurt * random.nextDouble());
        long latency = (long) (typicalMillis * Math.exp(random.nextGaussian() * 0.55) * MILLI);
        if (random.nextDouble() < hurt * 0.25) {
            return new Operation(process, key, function, new Outcome.Failed(), now, now + latency * 8);
        }
        if (!read && random.nextDouble() < hurt * 0.12) {
            return new Operation(process, key, function, new Outcome.Unknown(), now, Operation.NEVER);
        }
        Outcome ok = read
                ? new Outcome.Found("v1")
                : function instanceof Function.Write || random.nextBoolean()
                        ? new Outcome.Done()
                        : new Outcome.Mismatched();
        long stall = random.nextDouble() < 0.002 ? 150 * MILLI : 0;
        return new Operation(process, key, function, ok, now, now + latency + stall);
    }

    /** How badly faults hurt at this moment: most in their first seconds. */
    private double hurt(long now) {
        double hurt = 0;
        for (FaultWindow fault : faults) {
            long to = Math.max(fault.toNanos(), fault.fromNanos() + 3 * SECOND);
            if (now >= fault.fromNanos() && now < to) {
                double since = (now - fault.fromNanos()) / (double) SECOND;
                hurt = Math.max(hurt, since < 2.5 ? 1 : 0.15);
            }
        }
        return hurt;
    }

    private static final String TEXT = """
            key k7 is not linearizable: after 412 of its 1033 operations its state was one of [3.207], and none \
            of them explains
              process 8: read, found 8.112 [33412.118 to 33413.903 ms]
            the end of a longest legal order:
              process 8: write 8.112, done [33120.550 to 33128.006 ms]
              process 3: compare-and-set 8.112 to 3.207, done [33231.419 to 33240.722 ms]
            concurrent with it:
              process 12: write 12.4, unknown [33390.101 to never ms]
            """;

    private static final String PICTURE = """
            <svg viewBox="0 0 720 150" width="720" height="150" font-family="sans-serif" font-size="12">
            <rect width="720" height="150" fill="#fff"/>
            <g fill="none" stroke="#ccd3da"><path d="M90 30H710M90 70H710M90 110H710"/></g>
            <text x="8" y="34">process 8</text><text x="8" y="74">process 3</text><text x="8" y="114">process 12</text>
            <g stroke="#0072b2" fill="#d8ecf8"><rect x="110" y="18" width="120" height="24" rx="3"/>
            <rect x="270" y="58" width="150" height="24" rx="3"/></g>
            <rect x="520" y="18" width="130" height="24" rx="3" stroke="#b3261e" fill="#fdebe7"/>
            <path d="M470 98H700V122H470Z" stroke="#9b2f7e" fill="none" stroke-dasharray="4 3"/>
            <text x="118" y="34">write 8.112</text><text x="278" y="74">8.112 → 3.207</text>
            <text x="528" y="34">read found 8.112</text><text x="478" y="114">write 12.4, unknown</text>
            </svg>
            """;
}
