package io.stator.partition;

import io.stator.model.TableInfo;

/**
 * Part of a query or scan that one partition answers: what of the range lies in its bounds.
 *
 * @param epoch by which it was routed
 * @param limit items to be looked at, at most, from 1
 * @param pageBytes bytes of items looked at (by DynamoDB's rule) after which no further one is, from 1
 * @param backward from the range's end to its start
 * @param intentsSettled the same request was {@link ReadOutcome.Blocked} before; since then each of those intents' records was asked,
 *     and what counts was put in: what is stored holds, for intents that came later did not count when this began
 */
public record PageRequest(
        TableInfo table,
        long epoch,
        TableRange range,
        boolean backward,
        int limit,
        int pageBytes,
        ItemSelection selection,
        boolean intentsSettled) {

    /** The first time. */
    public PageRequest(
            TableInfo table,
            long epoch,
            TableRange range,
            boolean backward,
            int limit,
            int pageBytes,
            ItemSelection selection) {
        this(table, epoch, range, backward, limit, pageBytes, selection, false);
    }

    /** For all items in the range. */
    public PageRequest(TableInfo table, long epoch, TableRange range, boolean backward, int limit, int pageBytes) {
        this(table, epoch, range, backward, limit, pageBytes, ItemSelection.ALL);
    }

    /** The same, when the intents that were in its way are settled. */
    public PageRequest withIntentsSettled() {
        return new PageRequest(table, epoch, range, backward, limit, pageBytes, selection, true);
    }
}
