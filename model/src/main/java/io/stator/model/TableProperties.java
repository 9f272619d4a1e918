package io.stator.model;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the catalog keeps of a table beside its schema. Partitions know its {@link TimeToLive} only.
 *
 * @param uuid DynamoDB's TableId: random, never reused. Of a table that is older than these ids the catalog makes it from the
 *     cluster's id and the table's; in a partition it is empty
 * @param deletionProtected it cannot be deleted
 * @param tags by key, not to be modified
 */
public record TableProperties(
        String uuid,
        Billing billing,
        TableClassChoice tableClass,
        boolean deletionProtected,
        SortedMap<String, String> tags,
        TimeToLive timeToLive) {

    /** Of a table for which nothing was ever asked, without an id. */
    public static final TableProperties NONE = new TableProperties(
            "", Billing.ON_DEMAND, TableClassChoice.STANDARD, false, Collections.emptySortedMap(), TimeToLive.NONE);

    public TableProperties {
        tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
    }

    public TableProperties with(Billing newBilling) {
        return new TableProperties(uuid, newBilling, tableClass, deletionProtected, tags, timeToLive);
    }

    public TableProperties with(TableClassChoice newClass) {
        return new TableProperties(uuid, billing, newClass, deletionProtected, tags, timeToLive);
    }

    public TableProperties with(TimeToLive newTimeToLive) {
        return new TableProperties(uuid, billing, tableClass, deletionProtected, tags, newTimeToLive);
    }

    public TableProperties withUuid(String newUuid) {
        return new TableProperties(newUuid, billing, tableClass, deletionProtected, tags, timeToLive);
    }

    public TableProperties withDeletionProtected(boolean isProtected) {
        return new TableProperties(uuid, billing, tableClass, isProtected, tags, timeToLive);
    }

    public TableProperties withTags(SortedMap<String, String> newTags) {
        return new TableProperties(uuid, billing, tableClass, deletionProtected, newTags, timeToLive);
    }
}
