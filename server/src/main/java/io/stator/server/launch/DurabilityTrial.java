package io.stator.server.launch;

import io.stator.client.Get;
import io.stator.client.Query;
import io.stator.client.StatorClient;
import io.stator.model.AttributeValue;
import io.stator.model.DecimalNumber;
import io.stator.model.ErrorCode;
import io.stator.model.Item;
import io.stator.model.KeyType;
import io.stator.model.SortKeyRange;
import io.stator.model.StatorException;
import io.stator.model.TableSchema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Kills all nodes of a cluster at once while writers write, starts them again, and reads every acknowledged
 * write back, strongly: round after round, on the same data.
 *
 * <p>Of a key that is written again and again, the newest acknowledged version must be there, or a later one
 * whose outcome is unknown. Of the journals, to which items are only added, every acknowledged item must be
 * there. Not thread-safe. Starts the cluster if need be, and leaves it running.
 */
public final class DurabilityTrial implements AutoCloseable {
    private static final String TABLE = "stator-durability-trial";
    private static final Duration CALL_DEADLINE = Duration.ofSeconds(10);
    private static final Duration WRITERS_END_TIMEOUT = Duration.ofSeconds(60);
    private static final int LOSSES_SHOWN_MAX = 10;

    /**
     * How hard it tries.
     *
     * @param writers that write at the same time
     * @param keysPerWriter that are written again and again
     * @param loadMillisMin how long they write before the kill, at least
     * @param loadMillisMax and at most
     * @param seed of what is random here
     */
    public record Plan(int writers, int keysPerWriter, long loadMillisMin, long loadMillisMax, long seed) {
        /** 32 writers, each of 50 keys, for 0.5 to 3 seconds. */
        public static Plan standard(long seed) {
            return new Plan(32, 50, 500, 3_000, seed);
        }
    }

    /**
     * What one round showed.
     *
     * @param round from 1
     * @param acknowledged writes in this round
     * @param checked acknowledged items of all rounds so far, read back after the restart
     * @param restart from the start of the processes to a cluster that serves
     * @param losses one sentence for each acknowledged write that is missing, the first ten
     */
    public record Round(int round, long acknowledged, long checked, Duration restart, List<String> losses) {
        public boolean passed() {
            return losses.isEmpty();
        }
    }

    private final LocalCluster cluster;
    private final Plan plan;
    private final StatorClient client;
    private final SplittableRandom random;
    private final AtomicLong acknowledged = new AtomicLong();
    private final List<TrialLoad> writers = new ArrayList<>();
    private final ExecutorService threads;
    private int rounds;

    /** Starts the cluster if it is down, and makes the table anew. */
    public DurabilityTrial(LocalCluster cluster, Plan plan) {
        this.cluster = cluster;
        this.plan = plan;
        this.random = new SplittableRandom(plan.seed());
        cluster.start();
        this.client = StatorClient.builder()
                .addresses(List.of(cluster.addresses()))
                .deadline(CALL_DEADLINE)
                .build();
        this.threads = Executors.newFixedThreadPool(plan.writers());
        for (int number = 0; number < plan.writers(); number++) {
            writers.add(new TrialLoad(client, TABLE, number, plan.keysPerWriter(), plan.seed(), acknowledged));
        }
        createTable();
    }

    private void createTable() {
        try {
            client.blocking().deleteTable(TABLE);
        } catch (StatorException e) {
            if (e.code() != ErrorCode.RESOURCE_NOT_FOUND) {
                throw e;
            }
        }
        client.blocking()
                .createTable(TableSchema.of(
                        TABLE, TrialLoad.PARTITION_KEY, KeyType.STRING, TrialLoad.SORT_KEY, KeyType.NUMBER));
    }

    /** Load, kill, restart, check. */
    public Round round() {
        long before = acknowledged.get();
        List<Future<?>> running = new ArrayList<>();
        writers.forEach(writer -> running.add(threads.submit(writer)));
        awaitWrites(before + plan.writers(), running);
        Pause.millis(random.nextLong(plan.loadMillisMin(), plan.loadMillisMax() + 1));
        cluster.killAll();
        writers.forEach(TrialLoad::stop);
        long start = System.nanoTime();
        cluster.start();
        Duration restart = Duration.ofNanos(System.nanoTime() - start);
        // What a writer had under way ends now, well or not, before anything is read.
        running.forEach(DurabilityTrial::awaitEnd);
        long inThisRound = acknowledged.get() - before;
        rounds++;
        Check check = check();
        return new Round(rounds, inThisRound, check.items, restart, check.losses);
    }

    /** So that no round kills a cluster that has written nothing. */
    private void awaitWrites(long count, List<Future<?>> running) {
        long deadline = System.nanoTime() + WRITERS_END_TIMEOUT.toNanos();
        while (acknowledged.get() < count) {
            running.stream().filter(Future::isDone).forEach(DurabilityTrial::awaitEnd);
            if (System.nanoTime() > deadline) {
                writers.forEach(TrialLoad::stop);
                throw LaunchException.failed("the cluster acknowledges no writes");
            }
            Pause.millis(10);
        }
    }

    private static void awaitEnd(Future<?> writer) {
        try {
            writer.get(WRITERS_END_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw LaunchException.failed("interrupted", e);
        } catch (ExecutionException e) {
            throw LaunchException.failed("a writer failed: " + e.getCause(), e);
        } catch (java.util.concurrent.TimeoutException e) {
            throw LaunchException.failed("a writer does not end", e);
        }
    }

    private Check check() {
        Check check = new Check();
        for (TrialLoad writer : writers) {
            writer.versions().forEach((key, versions) -> check.version(key, versions, read(key)));
            check.journal(writer, readJournal(writer));
        }
        return check;
    }

    private @Nullable Item read(String key) {
        Item found = Item.builder()
                .set(TrialLoad.PARTITION_KEY, key)
                .set(TrialLoad.SORT_KEY, 0)
                .build();
        return client.blocking().get(Get.of(TABLE, found)).orElse(null);
    }

    private Set<Long> readJournal(TrialLoad writer) {
        Query query = Query.of(TABLE, AttributeValue.string(writer.journalKey()))
                .where(SortKeyRange.atLeast(AttributeValue.number(1)));
        Set<Long> found = new HashSet<>();
        client.blocking().queryAll(query).forEach(item -> found.add(number(item, TrialLoad.SORT_KEY)));
        return found;
    }

    private static long number(Item item, String attribute) {
        return item.get(attribute) instanceof AttributeValue.N number ? toLong(number.value()) : -1;
    }

    private static long toLong(DecimalNumber number) {
        return number.toBigDecimal().longValueExact();
    }

    /** What was found and what is missing. */
    static final class Check {
        private final List<String> losses = new ArrayList<>();
        private long items;

        List<String> losses() {
            return losses;
        }

        void version(String key, TrialLoad.Versions expected, @Nullable Item item) {
            if (expected.acknowledged() == 0) {
                return;
            }
            items++;
            long found = item == null ? 0 : number(item, TrialLoad.VERSION);
            if (found < expected.acknowledged()) {
                lost(key + ": version " + expected.acknowledged() + " was acknowledged, but "
                        + (item == null ? "there is no item" : "version " + found + " is there"));
            } else if (found > expected.attempted()) {
                lost(key + ": version " + found + " is there, but only " + expected.attempted() + " were written");
            }
        }

        void journal(TrialLoad writer, Set<Long> found) {
            journal(writer.journalKey(), writer.journal(), found);
        }

        void journal(String key, List<Long> expected, Set<Long> found) {
            items += expected.size();
            Optional<Long> missing =
                    expected.stream().filter(place -> !found.contains(place)).findFirst();
            missing.ifPresent(place -> lost(key + ": item " + place + " was acknowledged, but is not there; "
                    + expected.stream().filter(other -> !found.contains(other)).count() + " are missing in all"));
        }

        private void lost(String sentence) {
            if (losses.size() < LOSSES_SHOWN_MAX) {
                losses.add(sentence);
            }
        }
    }

    /** Closes its client; the cluster and the table stay. */
    @Override
    public void close() {
        writers.forEach(TrialLoad::stop);
        threads.shutdownNow();
        client.close();
    }
}
