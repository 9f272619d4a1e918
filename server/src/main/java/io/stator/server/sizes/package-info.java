/**
 * How much is in tables, as DescribeTable tells it. {@link io.stator.server.sizes.CountTask} counts in the partitions that this node
 * leads, {@link io.stator.server.sizes.SizeBooks} keeps the newest count of each partition, whoever made it, and {@link
 * io.stator.server.sizes.SizeExchange} asks the other nodes for theirs. Why it is so: decision 0010.
 */
@NullMarked
package io.stator.server.sizes;

import org.jspecify.annotations.NullMarked;
