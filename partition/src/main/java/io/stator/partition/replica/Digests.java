package io.stator.partition.replica;

import io.stator.partition.Digest;
import io.stator.partition.storage.StoreSnapshot;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Computes a replica's digests in the background and keeps the newest. Thread-safe. */
final class Digests {
    private static final Logger LOG = LoggerFactory.getLogger(Digests.class);

    private final BackgroundThread background;
    private final int keptMax;
    private final ConcurrentSkipListMap<Long, Digest> computed = new ConcurrentSkipListMap<>();
    private final AtomicInteger underWay = new AtomicInteger();

    Digests(BackgroundThread background, int keptMax) {
        this.background = background;
        this.keptMax = keptMax;
    }

    /** Whether there is room for one more; each holds a snapshot of the store until it is computed. */
    boolean hasRoom() {
        return underWay.get() < keptMax;
    }

    /** Takes over the snapshot. */
    void start(long logIndex, StoreSnapshot snapshot) {
        underWay.incrementAndGet();
        if (!background.submit(() -> compute(logIndex, snapshot))) {
            underWay.decrementAndGet();
            snapshot.close();
        }
    }

    Optional<Digest> get(long logIndex) {
        return Optional.ofNullable(computed.get(logIndex));
    }

    private void compute(long logIndex, StoreSnapshot snapshot) {
        try (snapshot) {
            DigestComputation.compute(logIndex, snapshot, background::closing).ifPresent(this::keep);
        } catch (IOException | RuntimeException e) {
            LOG.error("no digest of entry {}", logIndex, e);
        } finally {
            underWay.decrementAndGet();
        }
    }

    private void keep(Digest digest) {
        // Digests come in the order of their entries: what goes first is the oldest.
        while (computed.size() >= keptMax) {
            computed.pollFirstEntry();
        }
        computed.put(digest.logIndex(), digest);
    }
}
