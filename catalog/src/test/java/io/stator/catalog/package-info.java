/** Tests of the catalog, with an in-memory log of several replicas, a scheduler of manual time and partitions that fail. */
@NullMarked
package io.stator.catalog;

import org.jspecify.annotations.NullMarked;
