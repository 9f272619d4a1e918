package io.stator.catalog;

import io.stator.model.Billing;
import io.stator.model.BillingMode;
import io.stator.model.CapacityHistory;
import io.stator.model.KeyAttribute;
import io.stator.model.KeyType;
import io.stator.model.OnDemandThroughput;
import io.stator.model.TableChange;
import io.stator.model.TableClass;
import io.stator.model.TableDefinition;
import io.stator.model.TableInfo;
import io.stator.model.TableProperties;
import io.stator.model.TableSchema;
import io.stator.model.TableStatus;
import io.stator.model.Tag;
import io.stator.model.Throughput;
import io.stator.model.TimeToLive;
import io.stator.model.TimeToLiveChange;
import io.stator.model.TimeToLiveStatus;
import io.stator.proto.v1.CatalogCommand;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The words of {@link CatalogScript} that are about tables. */
final class TableWords {
    private static final int UUID_CHARS = 36;

    private TableWords() {}

    static CatalogCommand create(String[] words) {
        boolean hasSortKey = words.length > 3 && words[3].contains(":") && !words[3].contains("=");
        TableSchema schema = new TableSchema(words[1], attribute(words[2]), hasSortKey ? attribute(words[3]) : null);
        String mode = option(words, "mode");
        Throughput throughput = units(words);
        String tableClass = option(words, "class");
        TableDefinition definition = new TableDefinition(
                schema,
                mode == null ? BillingMode.PAY_PER_REQUEST : BillingMode.valueOf(mode),
                throughput == null ? Throughput.NONE : throughput,
                maxima(words),
                tableClass == null ? TableClass.STANDARD : TableClass.valueOf(tableClass),
                "true".equals(option(words, "protected")),
                tags(words));
        String uuid = option(words, "uuid");
        return CatalogCommands.createTable(new TableCreation(definition, uuid == null ? "" : uuid, at(words)));
    }

    static CatalogCommand update(String[] words) {
        String mode = option(words, "mode");
        String tableClass = option(words, "class");
        String isProtected = option(words, "protected");
        return CatalogCommands.updateTable(
                new TableChange(
                        words[1],
                        mode == null ? null : BillingMode.valueOf(mode),
                        units(words),
                        maxima(words),
                        tableClass == null ? null : TableClass.valueOf(tableClass),
                        isProtected == null ? null : Boolean.valueOf(isProtected)),
                words[words.length - 1].equals("later"),
                at(words));
    }

    static CatalogCommand timeToLive(String[] words) {
        return CatalogCommands.updateTimeToLive(
                new TimeToLiveChange(words[1], words[3], words[2].equals("on")), at(words));
    }

    static CatalogCommand told(long tableId, int version) {
        TimeToLive timeToLive = new TimeToLive("", TimeToLiveStatus.ENABLING, 0, version);
        return CatalogCommands.settleTimeToLive(new TableInfo(
                tableId,
                1,
                TableSchema.of("any", "p", KeyType.STRING),
                TableStatus.ACTIVE,
                0,
                TableProperties.NONE.with(timeToLive)));
    }

    /** Words such as "tag=key:value", or after "tag NAME" such as "key:value". */
    static List<Tag> tags(String[] words) {
        List<Tag> tags = new ArrayList<>();
        for (int i = 2; i < words.length; i++) {
            String word = words[i].startsWith("tag=") ? words[i].substring("tag=".length()) : words[i];
            if (words[0].equals("tag") || words[i].startsWith("tag=")) {
                String[] parts = word.split(":", 2);
                tags.add(new Tag(parts[0], parts[1]));
            }
        }
        return tags;
    }

    private static @Nullable Throughput units(String[] words) {
        String text = option(words, "units");
        if (text == null) {
            return null;
        }
        String[] parts = text.split("/", -1);
        return new Throughput(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
    }

    /** Such as "max=5/-1"; what is "-" is not said. */
    private static OnDemandThroughput maxima(String[] words) {
        String text = option(words, "max");
        if (text == null) {
            return OnDemandThroughput.NONE;
        }
        String[] parts = text.split("/", -1);
        return new OnDemandThroughput(maximum(parts[0]), maximum(parts[1]));
    }

    private static @Nullable Long maximum(String text) {
        return text.equals("-") ? null : Long.valueOf(text);
    }

    private static String text(@Nullable Long maximum) {
        return maximum == null ? "-" : maximum.toString();
    }

    private static long at(String[] words) {
        String text = option(words, "at");
        return text == null ? 1000 : Long.parseLong(text);
    }

    private static @Nullable String option(String[] words, String name) {
        for (String word : words) {
            if (word.startsWith(name + "=")) {
                return word.substring(name.length() + 1);
            }
        }
        return null;
    }

    private static KeyAttribute attribute(String text) {
        String[] parts = text.split(":", -1);
        return new KeyAttribute(
                parts[0],
                switch (parts[1]) {
                    case "S" -> KeyType.STRING;
                    case "N" -> KeyType.NUMBER;
                    case "B" -> KeyType.BINARY;
                    default -> throw new IllegalArgumentException(text);
                });
    }

    static String text(TableInfo table) {
        KeyAttribute sortKey = table.schema().sortKey();
        return "table " + table.id() + " v" + table.schemaVersion() + " " + table.name() + " "
                + text(table.schema().partitionKey()) + (sortKey == null ? "" : " " + text(sortKey)) + " "
                + table.status() + " at " + table.createdAtMillis()
                + text(table.properties(), table.createdAtMillis());
    }

    private static String text(KeyAttribute attribute) {
        return attribute.name() + ":" + attribute.type().letter();
    }

    /** What is not as on every other table. */
    private static String text(TableProperties properties, long createdAtMillis) {
        StringBuilder text = new StringBuilder();
        if (properties.uuid().length() != UUID_CHARS) {
            text.append(" uuid ").append(properties.uuid());
        }
        Billing billing = properties.billing();
        if (!billing.equals(Billing.of(BillingMode.PAY_PER_REQUEST, Throughput.NONE, createdAtMillis))) {
            CapacityHistory history = billing.history();
            text.append(' ')
                    .append(billing.mode())
                    .append(' ')
                    .append(billing.throughput().readUnits())
                    .append('/')
                    .append(billing.throughput().writeUnits());
            OnDemandThroughput maxima = billing.maxima();
            if (!maxima.isNone()) {
                text.append(" at most ")
                        .append(text(maxima.maxReadUnits()))
                        .append('/')
                        .append(text(maxima.maxWriteUnits()));
            }
            append(text, " up ", history.increasedAtMillis());
            append(text, " down ", history.decreasedAtMillis());
            append(text, " x ", history.decreases());
            append(text, " demand ", history.onDemandAtMillis());
            text.append(history.switchesMillis().isEmpty() ? "" : " switches " + history.switchesMillis());
        }
        if (properties.tableClass().tableClass() != TableClass.STANDARD) {
            text.append(" class ").append(properties.tableClass().tableClass());
        }
        if (!properties.tableClass().changesMillis().isEmpty()) {
            text.append(" class changes ").append(properties.tableClass().changesMillis());
        }
        text.append(properties.deletionProtected() ? " protected" : "");
        text.append(properties.tags().isEmpty() ? "" : " tags " + properties.tags());
        TimeToLive timeToLive = properties.timeToLive();
        if (timeToLive.version() > 0) {
            text.append(" ttl ").append(timeToLive.version()).append(' ').append(timeToLive.status());
            text.append(timeToLive.attribute().isEmpty() ? "" : " by " + timeToLive.attribute());
            text.append(" since ").append(timeToLive.changedAtMillis());
        }
        return text.toString();
    }

    private static void append(StringBuilder text, String label, long number) {
        if (number != 0) {
            text.append(label).append(number);
        }
    }
}
