package io.stator.partition;

import io.stator.model.TableInfo;

/**
 * Part of a query or scan that one partition answers: what of the range lies in its bounds.
 *
 * @param epoch by which it was routed
 * @param limit items at most, from 1
 * @param pageBytes item bytes (by DynamoDB's rule) after which no further item is taken, from 1
 * @param backward from the range's end to its start
 */
public record PageRequest(TableInfo table, long epoch, TableRange range, boolean backward, int limit, int pageBytes) {}
