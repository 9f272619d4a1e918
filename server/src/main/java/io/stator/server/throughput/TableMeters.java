package io.stator.server.throughput;

import io.stator.consensus.MonotonicClock;
import io.stator.model.CapacityType;
import io.stator.model.TableInfo;
import io.stator.proto.v1.Consumption;
import io.stator.proto.v1.Share;
import io.stator.proto.v1.ShareThroughputRequest;
import io.stator.proto.v1.ShareThroughputResponse;
import io.stator.proto.v1.TableConsumption;
import io.stator.proto.v1.TableShare;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The meters of the tables that this node serves and that are limited, each made when its table is first asked for or first told of.
 * Thread-safe.
 */
public final class TableMeters implements ThroughputLimits {
    private final Means means;
    private final Map<String, Metered> byName = new ConcurrentHashMap<>();

    /** Names the last report that was answered. Guarded by this. */
    private long since;

    /**
     * What they are made of.
     *
     * @param nodes how many the cluster has; each begins with an even part of what a table may
     * @param firstReport random, so that reports of this process are not taken for those of an earlier one
     */
    public record Means(MonotonicClock clock, IntSupplier nodes, long firstReport, ThroughputListener listener) {}

    public TableMeters(Means means) {
        this.means = means;
        this.since = means.firstReport();
    }

    /** One table's. */
    private record Metered(long tableId, TableMeter reads, TableMeter writes) {}

    @Override
    public @Nullable TableMeter reads(TableInfo table) {
        return TableRates.of(table).reads() == null ? null : metered(table).reads();
    }

    @Override
    public @Nullable TableMeter writes(TableInfo table) {
        return TableRates.of(table).writes() == null ? null : metered(table).writes();
    }

    static boolean isLimited(TableInfo table) {
        return TableRates.of(table).areLimited();
    }

    private Metered metered(TableInfo table) {
        Metered known = byName.get(table.name());
        return known != null && known.tableId() == table.id()
                ? known
                : byName.compute(
                        table.name(),
                        // An id that is higher is of a table that was made later: this request's table is gone.
                        (name, other) -> other != null && other.tableId() >= table.id() ? other : make(table));
    }

    private Metered make(TableInfo table) {
        double part = evenPart();
        return new Metered(
                table.id(),
                new TableMeter(table, CapacityType.READ, part, means),
                new TableMeter(table, CapacityType.WRITE, part, means));
    }

    private double evenPart() {
        return 1.0 / Math.max(1, means.nodes().getAsInt());
    }

    /** Tables that have meters here. */
    int count() {
        return byName.size();
    }

    /** Follows the catalog: a rate that was changed, a table that is gone or is limited no more. */
    void follow(Map<String, TableInfo> tables) {
        long now = means.clock().nanos();
        byName.entrySet().removeIf(entry -> {
            TableInfo table = tables.get(entry.getKey());
            Metered metered = entry.getValue();
            if (table == null || table.id() != metered.tableId() || !isLimited(table)) {
                return true;
            }
            metered.reads().follow(table, now);
            metered.writes().follow(table, now);
            return false;
        });
    }

    /** What was consumed here since the last report that was answered, of the tables of which something is new. */
    synchronized ShareThroughputRequest report(String nodeId) {
        ShareThroughputRequest.Builder report =
                ShareThroughputRequest.newBuilder().setNodeId(nodeId).setSince(since);
        long now = means.clock().nanos();
        byName.forEach((name, metered) -> {
            TokenBucket.Use reads = metered.reads().bucket().report(now);
            TokenBucket.Use writes = metered.writes().bucket().report(now);
            if (!reads.isNothing() || !writes.isNothing()) {
                report.addTables(TableConsumption.newBuilder()
                        .setTable(name)
                        .setTableId(metered.tableId())
                        .setReads(consumption(reads))
                        .setWrites(consumption(writes)));
            }
        });
        return report.build();
    }

    private static Consumption consumption(TokenBucket.Use use) {
        Consumption.Builder consumption =
                Consumption.newBuilder().setConsumed(use.consumed()).setWanted(use.wanted());
        return use.levelTold() ? consumption.setLevel(use.level()).build() : consumption.build();
    }

    /** The answer to the last report. */
    synchronized void learn(ShareThroughputResponse answer, Map<String, TableInfo> tables) {
        since++;
        byName.values().forEach(metered -> {
            metered.reads().bucket().answered();
            metered.writes().bucket().answered();
        });
        long now = means.clock().nanos();
        for (TableShare share : answer.getTablesList()) {
            TableInfo table = tables.get(share.getTable());
            if (table != null && table.id() == share.getTableId() && isLimited(table)) {
                Metered metered = metered(table);
                tell(metered.reads(), share.getReads(), now);
                tell(metered.writes(), share.getWrites(), now);
            }
        }
    }

    private static void tell(TableMeter meter, Share share, long nowNanos) {
        meter.bucket().tell(share.getLevel(), share.getPart(), nowNanos);
    }

    /** Nothing was heard for long: what all nodes can do alone. */
    void goAlone() {
        long now = means.clock().nanos();
        double part = evenPart();
        byName.values().forEach(metered -> {
            metered.reads().bucket().goAlone(part, now);
            metered.writes().bucket().goAlone(part, now);
        });
    }
}
