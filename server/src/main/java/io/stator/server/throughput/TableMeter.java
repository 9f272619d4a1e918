package io.stator.server.throughput;

import com.google.protobuf.ByteString;
import io.stator.consensus.MonotonicClock;
import io.stator.model.BillingMode;
import io.stator.model.CapacityType;
import io.stator.model.TableInfo;
import io.stator.model.ThroughputExceededException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Lets requests of one kind on one table in, as long as there is capacity for them at this node. Thread-safe. */
public final class TableMeter {
    /** Ids of writes that are kept of a table however slow it is. */
    private static final int IDS_MIN = 1024;

    /** Of one however fast it is, with some 100 bytes each. */
    private static final int IDS_MAX = 1 << 16;

    /** Between the first and the last attempt of a call, most often. */
    private static final int IDS_SECONDS = 10;

    private final String table;
    private final CapacityType type;
    private final TokenBucket bucket;
    private final MonotonicClock clock;
    private final ThroughputListener listener;

    /** The table's, which may change while it is limited. */
    private volatile BillingMode mode;

    /** The newest ids of writes, in order. Guarded by itself. */
    private final Map<ByteString, Boolean> paid = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteString, Boolean> eldest) {
            return size() > idsMax();
        }
    };

    /** @param part of the rate that is this node's, for the beginning */
    TableMeter(TableInfo table, CapacityType type, double part, TableMeters.Means means) {
        this.table = table.name();
        this.type = type;
        this.clock = means.clock();
        this.listener = means.listener();
        this.mode = table.properties().billing().mode();
        this.bucket = new TokenBucket(TableRates.of(table).of(type), part, clock.nanos());
    }

    /** The table as it is now. */
    void follow(TableInfo now, long nowNanos) {
        mode = now.properties().billing().mode();
        bucket.setRate(TableRates.of(now).of(type), nowNanos);
    }

    /**
     * Before a request is served.
     *
     * @param units that it will cost at least
     * @return whether it may be; then they are taken
     */
    public boolean take(double units) {
        return bucket.take(units, clock.nanos());
    }

    /**
     * Whether a write with this id was let in lately: what comes again is answered from memory, or waits for the same, and is not
     * to be told that nothing was done.
     */
    public boolean knows(ByteString id) {
        synchronized (paid) {
            return paid.containsKey(id);
        }
    }

    /** As many as a table at its limit lets in within that time, where each costs the least. */
    private int idsMax() {
        return (int) Math.max(IDS_MIN, Math.min(IDS_MAX, bucket.tablesRate() * IDS_SECONDS));
    }

    /** A write with this id was let in. */
    public void remember(ByteString id) {
        synchronized (paid) {
            paid.put(id, true);
        }
    }

    /** When a request was served, or not, and it cost {@code units} instead of what was taken. */
    public void settle(double taken, double units) {
        if (units != taken) {
            bucket.adjust(units - taken);
        }
    }

    /**
     * What a request that may not be served fails with.
     *
     * @param units that it would have cost at least
     */
    public ThroughputExceededException refusal(double units) {
        bucket.want(units);
        listener.exceeded(type);
        return new ThroughputExceededException(table, type, mode);
    }

    TokenBucket bucket() {
        return bucket;
    }
}
