package io.stator.server.launch;

import io.stator.client.Put;
import io.stator.client.StatorClient;
import io.stator.model.ErrorCode;
import io.stator.model.Item;
import io.stator.model.StatorException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One writer of a {@link DurabilityTrial}: puts numbered versions of its own keys, and new items into its own
 * journal, one after the other, and remembers what it tried and what was acknowledged. Run by one thread;
 * what it remembers is read when that thread has ended.
 */
final class TrialLoad implements Runnable {
    static final String PARTITION_KEY = "pk";
    static final String SORT_KEY = "sk";
    static final String VERSION = "version";

    /** How far a key has come. */
    record Versions(long acknowledged, long attempted) {}

    private final StatorClient client;
    private final String table;
    private final int number;
    private final int keys;
    private final SplittableRandom random;
    private final AtomicLong acknowledgedWrites;
    private final Map<String, Versions> versions = new HashMap<>();
    private final List<Long> journal = new ArrayList<>();
    private final Set<String> unsettled = new HashSet<>();
    private final byte[] payload = new byte[100];
    private long nextInJournal = 1;
    private volatile boolean stopped;

    /**
     * @param keys how many keys it writes versions of
     * @param acknowledgedWrites counts those of all writers
     */
    TrialLoad(StatorClient client, String table, int number, int keys, long seed, AtomicLong acknowledgedWrites) {
        this.client = client;
        this.table = table;
        this.number = number;
        this.keys = keys;
        this.random = new SplittableRandom(seed + number);
        this.acknowledgedWrites = acknowledgedWrites;
    }

    String journalKey() {
        return "journal-" + number;
    }

    /** The newest acknowledged version and the newest attempted one, by key. */
    Map<String, Versions> versions() {
        return Collections.unmodifiableMap(versions);
    }

    /** Sort keys of all acknowledged items of the journal, ascending. */
    List<Long> journal() {
        return Collections.unmodifiableList(journal);
    }

    void stop() {
        stopped = true;
    }

    /** Until it is stopped. May be run again when it has ended: the cluster it wrote to has then been restarted. */
    @Override
    public void run() {
        stopped = false;
        unsettled.clear();
        while (!stopped) {
            if (random.nextBoolean()) {
                appendToJournal();
            } else {
                writeVersion("key-" + number + "-" + random.nextInt(keys));
            }
        }
    }

    private void appendToJournal() {
        long place = nextInJournal++;
        if (put(item(journalKey(), place, place))) {
            journal.add(place);
        }
    }

    /**
     * A key whose last write has an unknown outcome is left alone until the restart: that write may yet take
     * effect, after a later one.
     */
    private void writeVersion(String key) {
        if (unsettled.contains(key)) {
            return;
        }
        Versions before = versions.getOrDefault(key, new Versions(0, 0));
        long version = before.attempted() + 1;
        versions.put(key, new Versions(before.acknowledged(), version));
        if (put(item(key, 0, version))) {
            versions.put(key, new Versions(version, version));
        } else {
            unsettled.add(key);
        }
    }

    private Item item(String partitionKey, long sortKey, long version) {
        for (int i = 0; i < payload.length; i++) {
            payload[i] = (byte) random.nextInt();
        }
        return Item.builder()
                .set(PARTITION_KEY, partitionKey)
                .set(SORT_KEY, sortKey)
                .set(VERSION, version)
                .set("payload", payload)
                .build();
    }

    private boolean put(Item item) {
        try {
            client.blocking().put(Put.of(table, item));
            acknowledgedWrites.incrementAndGet();
            return true;
        } catch (StatorException notAcknowledged) {
            if (notAcknowledged.code() == ErrorCode.VALIDATION
                    || notAcknowledged.code() == ErrorCode.INTERNAL_SERVER_ERROR) {
                throw notAcknowledged;
            }
            return false;
        }
    }
}
