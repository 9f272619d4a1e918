package io.stator.server.throughput;

import io.stator.catalog.CatalogView;
import io.stator.consensus.MonotonicClock;
import io.stator.model.CapacityType;
import io.stator.model.TableInfo;
import io.stator.proto.v1.Consumption;
import io.stator.proto.v1.ShareThroughputRequest;
import io.stator.proto.v1.ShareThroughputResponse;
import io.stator.proto.v1.TableConsumption;
import io.stator.proto.v1.TableShare;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What the limited tables that are in use have left, by what all nodes reported. Kept by the node that leads the catalog, in
 * memory: whoever leads it next begins with none, and learns from the reports what nodes were told. Thread-safe.
 */
public final class ThroughputBooks {
    /** Whoever is silent for so long goes by himself, or asks another node: what he then consumed is not made up for. */
    static final long SILENCE_NANOS_MAX = TimeUnit.SECONDS.toNanos(10);

    private final MonotonicClock clock;
    private final Map<String, TableBook> books = new HashMap<>();
    private final Map<String, Heard> heard = new HashMap<>();

    /**
     * A node's last report.
     *
     * @param since it says which of its reports was the last that was answered: one more for each answer
     */
    private record Heard(long nanos, long since) {}

    public ThroughputBooks(MonotonicClock clock) {
        this.clock = clock;
    }

    private record TableBook(long tableId, Account reads, Account writes) {}

    /**
     * Takes a node's report, and tells it what it may take.
     *
     * @param view as this node knows the catalog, which it leads
     */
    public synchronized ShareThroughputResponse share(ShareThroughputRequest request, CatalogView view) {
        long now = clock.nanos();
        String node = request.getNodeId();
        hear(node, new Heard(now, request.getSince()));
        follow(view, now);
        for (TableConsumption use : request.getTablesList()) {
            TableInfo table = view.tables().get(use.getTable());
            if (table != null && table.id() == use.getTableId() && TableMeters.isLimited(table) && isSound(use)) {
                TableBook book = books.computeIfAbsent(table.name(), name -> open(table, now));
                book.reads().report(node, request.getSince(), use.getReads());
                book.writes().report(node, request.getSince(), use.getWrites());
            }
        }
        ShareThroughputResponse.Builder answer = ShareThroughputResponse.newBuilder();
        books.forEach((name, book) -> answer.addTables(TableShare.newBuilder()
                .setTable(name)
                .setTableId(book.tableId())
                .setReads(book.reads().share(node, view.nodes().keySet()))
                .setWrites(book.writes().share(node, view.nodes().keySet()))));
        return answer.build();
    }

    /**
     * Where nobody is known any more, another node has kept the books meanwhile, and these say nothing. A node that got
     * answers from elsewhere since it was heard here is a stranger, too: what it consumed meanwhile, it knows, and these do not.
     */
    private void hear(String node, Heard now) {
        heard.values().removeIf(last -> now.nanos() - last.nanos() > SILENCE_NANOS_MAX);
        if (heard.isEmpty()) {
            books.clear();
        }
        Heard last = heard.put(node, now);
        if (last == null || (now.since() != last.since() && now.since() != last.since() + 1)) {
            books.values().forEach(book -> {
                book.reads().forget(node);
                book.writes().forget(node);
            });
        }
    }

    private static TableBook open(TableInfo table, long nowNanos) {
        TableRates rates = TableRates.of(table);
        return new TableBook(
                table.id(),
                new Account(rates.of(CapacityType.READ), nowNanos),
                new Account(rates.of(CapacityType.WRITE), nowNanos));
    }

    /** Lets time pass, and closes the books of tables that are gone, limited no more, or not in use. */
    private void follow(CatalogView view, long nowNanos) {
        books.entrySet().removeIf(entry -> {
            TableInfo table = view.tables().get(entry.getKey());
            TableBook book = entry.getValue();
            if (table == null || table.id() != book.tableId() || !TableMeters.isLimited(table)) {
                return true;
            }
            TableRates rates = TableRates.of(table);
            book.reads().pass(rates.of(CapacityType.READ), nowNanos);
            book.writes().pass(rates.of(CapacityType.WRITE), nowNanos);
            return book.reads().isIdle() && book.writes().isIdle();
        });
    }

    private static boolean isSound(TableConsumption use) {
        return isSound(use.getReads()) && isSound(use.getWrites());
    }

    private static boolean isSound(Consumption total) {
        return Double.isFinite(total.getConsumed())
                && Double.isFinite(total.getWanted())
                && Double.isFinite(total.getLevel());
    }
}
