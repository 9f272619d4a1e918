/**
 * Provisioned throughput: what tables may consume, and what of it this node may let them. Requests ask {@link
 * io.stator.server.throughput.ThroughputLimits}; {@link io.stator.server.throughput.TableMeters} is the node's side of it, {@link
 * io.stator.server.throughput.ThroughputBooks} the side of the catalog's leader, and {@link
 * io.stator.server.throughput.ThroughputExchange} what goes between them each second. Why it is so: decision 0009.
 */
@NullMarked
package io.stator.server.throughput;

import org.jspecify.annotations.NullMarked;
