package io.stator.server.cli.data;

import io.stator.client.BlockingStatorClient;
import io.stator.client.Query;
import io.stator.model.AttributeValue;
import io.stator.model.KeyAttribute;
import io.stator.model.SortKeyRange;
import io.stator.model.TableInfo;
import io.stator.server.cli.console.CommandFailure;
import io.stator.server.cli.console.ExitCode;
import io.stator.server.cli.console.Terminal;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stator item query}. */
@Command(
        name = "query",
        description = "Print the items of one partition key, in sort-key order.",
        footer = {
            "",
            "Key values are DynamoDB JSON, {\"S\":\"x\"}, or bare text of the key's type: x.",
            "Example: stator item query Music 'Nina Simone' --begins-with Feel",
        })
final class QueryItems implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private ItemOptions items = new ItemOptions();

    @Mixin
    private PageOptions pages = new PageOptions();

    @Parameters(index = "1", paramLabel = "PARTITION-KEY", description = "The partition key's value.")
    private String partitionKey = "";

    @Option(names = "--equals", paramLabel = "VALUE", description = "The item with this sort key.")
    private @Nullable String equal;

    @Option(names = "--from", paramLabel = "VALUE", description = "Sort keys from this one on.")
    private @Nullable String from;

    @Option(names = "--after", paramLabel = "VALUE", description = "Sort keys greater than this one.")
    private @Nullable String after;

    @Option(names = "--to", paramLabel = "VALUE", description = "Sort keys up to and with this one.")
    private @Nullable String to;

    @Option(names = "--before", paramLabel = "VALUE", description = "Sort keys less than this one.")
    private @Nullable String before;

    @Option(names = "--begins-with", paramLabel = "PREFIX", description = "Sort keys that begin with this.")
    private @Nullable String beginsWith;

    @Option(names = "--desc", description = "In descending order.")
    private boolean descending;

    @Option(names = "--eventual", description = "From any replica, which may lag.")
    private boolean eventual;

    QueryItems(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        checkRange();
        return items.connection().with(terminal, client -> {
            Query query = query(client);
            pages.print(
                    terminal,
                    items,
                    (key, limit) -> client.query(query.startAfter(key).limit(limit)));
            return ExitCode.OK;
        });
    }

    private void checkRange() {
        boolean range = Stream.of(from, after, to, before).anyMatch(value -> value != null);
        int kinds = (equal == null ? 0 : 1) + (beginsWith == null ? 0 : 1) + (range ? 1 : 0);
        if (kinds > 1) {
            throw CommandFailure.badInput(
                    "--equals, --begins-with and --from/--after/--to/--before exclude each other");
        }
        if (from != null && after != null || to != null && before != null) {
            throw CommandFailure.badInput("give --from or --after, and --to or --before, not both");
        }
    }

    private Query query(BlockingStatorClient client) {
        Schema schema = new Schema(client, items.table());
        Query query = Query.of(
                        items.table(),
                        KeyValue.parse(
                                "PARTITION-KEY",
                                partitionKey,
                                () -> schema.table().schema().partitionKey()))
                .where(range(schema::sortKey));
        Query directed = descending ? query.descending() : query;
        return eventual ? directed.eventual() : directed;
    }

    private SortKeyRange range(Supplier<KeyAttribute> key) {
        if (equal != null) {
            return SortKeyRange.equalTo(KeyValue.parse("--equals", equal, key));
        }
        if (beginsWith != null) {
            return SortKeyRange.beginsWith(KeyValue.parse("--begins-with", beginsWith, key));
        }
        AttributeValue low = from != null ? bound("--from", from, key) : bound("--after", after, key);
        AttributeValue high = to != null ? bound("--to", to, key) : bound("--before", before, key);
        return new SortKeyRange(low, after != null, high, before != null, null);
    }

    private static @Nullable AttributeValue bound(String option, @Nullable String value, Supplier<KeyAttribute> key) {
        return value == null ? null : KeyValue.parse(option, value, key);
    }

    /** A table's keys, asked for when they are first needed. */
    private static final class Schema {
        private final BlockingStatorClient client;
        private final String name;
        private @Nullable TableInfo table;

        Schema(BlockingStatorClient client, String name) {
            this.client = client;
            this.name = name;
        }

        TableInfo table() {
            TableInfo known = table == null ? client.describeTable(name) : table;
            table = known;
            return known;
        }

        KeyAttribute sortKey() {
            return table().schema()
                    .optionalSortKey()
                    .orElseThrow(() -> CommandFailure.badInput("table " + name + " has no sort key"));
        }
    }
}
