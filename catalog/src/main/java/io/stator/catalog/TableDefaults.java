package io.stator.catalog;

import io.stator.model.Billing;
import io.stator.model.BillingMode;
import io.stator.model.TableInfo;
import io.stator.model.Throughput;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * What tables are whose commands and records are older than format 3: on demand since they were made, with an id that every
 * node makes alike of the cluster's id and the table's, neither of which is ever given again. Stateless.
 */
final class TableDefaults {
    private TableDefaults() {}

    /** The table itself if it has an id: every one that was made by format 3 does. */
    static TableInfo filledIn(TableInfo table, String clusterId) {
        if (!table.properties().uuid().isEmpty()) {
            return table;
        }
        byte[] name = ("stator-table " + clusterId + " " + table.id()).getBytes(StandardCharsets.UTF_8);
        return table.with(table.properties()
                .withUuid(UUID.nameUUIDFromBytes(name).toString())
                .with(Billing.of(BillingMode.PAY_PER_REQUEST, Throughput.NONE, table.createdAtMillis())));
    }
}
