package io.stator.catalog;

import io.stator.model.TableDefinition;

/**
 * A new table, with what only its proposer can say.
 *
 * @param uuid random
 * @param nowMillis wall clock
 */
record TableCreation(TableDefinition definition, String uuid, long nowMillis) {}
