package io.stator.server.cli.cluster;

import io.stator.client.BatchWrite;
import io.stator.client.BlockingStatorClient;
import io.stator.client.Put;
import io.stator.client.Scan;
import io.stator.model.ErrorCode;
import io.stator.model.Item;
import io.stator.model.KeyType;
import io.stator.model.StatorException;
import io.stator.model.TableSchema;
import io.stator.server.cli.console.CommandFailure;
import io.stator.server.cli.console.ConnectionOptions;
import io.stator.server.cli.console.ExitCode;
import io.stator.server.cli.console.Figures;
import io.stator.server.cli.console.Terminal;
import io.stator.server.cli.console.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stator trial tables}. */
@Command(
        name = "tables",
        description = "Create, fill, read and drop a table, again and again.",
        footer = {
            "",
            "Prints what the first and the last tenth of the rounds took (medians). The table",
            "is stator-trial; one that is there from before is dropped.",
            "Exits with 1 if a new table is not empty, or an item is missing.",
        })
final class TableTrial implements Callable<Integer> {
    private static final String TABLE = "stator-trial";
    private static final String ID = "id";
    private static final int BATCH = 25;
    private static final String FILLING = "x".repeat(1024);

    private final Terminal terminal;

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "100", description = "Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--items",
            paramLabel = "N",
            defaultValue = "100",
            description = "Of 1 KiB, in each round. Default: ${DEFAULT-VALUE}.")
    private int items;

    TableTrial(Terminal terminal) {
        this.terminal = terminal;
    }

    private record Round(long createNanos, long fillNanos, long readNanos, long dropNanos) {}

    @Override
    public Integer call() {
        if (rounds < 1 || items < 1) {
            throw CommandFailure.badInput("--rounds and --items: must be at least 1");
        }
        return connection.with(terminal, this::run);
    }

    private ExitCode run(BlockingStatorClient client) {
        dropIfThere(client);
        List<Round> all = new ArrayList<>();
        for (int number = 1; number <= rounds; number++) {
            long start = System.nanoTime();
            client.createTable(TableSchema.of(TABLE, ID, KeyType.STRING));
            long created = System.nanoTime();
            long before = count(client);
            long found = System.nanoTime();
            fill(client);
            long filled = System.nanoTime();
            long there = count(client);
            long read = System.nanoTime();
            client.deleteTable(TABLE);
            all.add(new Round(created - start, filled - found, read - filled, System.nanoTime() - read));
            if (before != 0 || there != items) {
                terminal.out()
                        .println("round " + number + ": the new table had " + Figures.counted(before, "item")
                                + ", then " + Figures.count(there) + " of " + Figures.count(items));
                return ExitCode.NEGATIVE;
            }
        }
        print(all);
        return ExitCode.OK;
    }

    private static void dropIfThere(BlockingStatorClient client) {
        try {
            client.deleteTable(TABLE);
        } catch (StatorException e) {
            if (e.code() != ErrorCode.RESOURCE_NOT_FOUND) {
                throw e;
            }
        }
    }

    private static long count(BlockingStatorClient client) {
        long count = 0;
        for (Item ignored : client.scanAll(Scan.of(TABLE).strong())) {
            count++;
        }
        return count;
    }

    private void fill(BlockingStatorClient client) {
        for (int from = 0; from < items; from += BATCH) {
            BatchWrite batch = BatchWrite.of();
            for (int number = from; number < Math.min(items, from + BATCH); number++) {
                batch = batch.put(
                        TABLE,
                        Item.builder()
                                .set(ID, "item-" + number)
                                .set("filling", FILLING)
                                .build());
            }
            // What is left of a batch is put one by one: the client pauses between attempts, and gives up at its
            // deadline.
            for (BatchWrite.Entry left : client.batchWrite(batch).entries()) {
                client.put(Put.of(TABLE, ((BatchWrite.PutEntry) left).item()));
            }
        }
    }

    private void print(List<Round> all) {
        int tenth = Math.max(1, all.size() / 10);
        List<Round> first = all.subList(0, tenth);
        List<Round> last = all.subList(all.size() - tenth, all.size());
        TextTable table = new TextTable()
                .words("of " + Figures.counted(all.size(), "round") + ", ms")
                .numbers("create")
                .numbers("fill")
                .numbers("read")
                .numbers("drop");
        row(table, "first " + tenth, first);
        row(table, "last " + tenth, last);
        table.lines().forEach(terminal.out()::println);
    }

    private static void row(TextTable table, String name, List<Round> some) {
        table.row(
                name,
                median(some, Round::createNanos),
                median(some, Round::fillNanos),
                median(some, Round::readNanos),
                median(some, Round::dropNanos));
    }

    private static String median(List<Round> some, ToLongFunction<Round> part) {
        long[] sorted = some.stream().mapToLong(part).sorted().toArray();
        return Figures.decimal((double) sorted[sorted.length / 2] / TimeUnit.MILLISECONDS.toNanos(1));
    }
}
