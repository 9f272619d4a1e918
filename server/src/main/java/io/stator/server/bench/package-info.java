/**
 * {@code stator bench}: a closed loop of logical clients over the Java client, latencies in an HdrHistogram,
 * and what an operation costs the servers in CPU. Start reading at {@link io.stator.server.bench.Benchmark}.
 */
@NullMarked
package io.stator.server.bench;

import org.jspecify.annotations.NullMarked;
