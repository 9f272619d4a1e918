/**
 * {@code stator bench}: a closed loop of logical clients over the Java client, or an open loop of requests at a
 * constant rate; latencies in an HdrHistogram, and what an operation costs the servers in CPU. Start reading at {@link io.stator.server.bench.Benchmark}.
 */
@NullMarked
package io.stator.server.bench;

import org.jspecify.annotations.NullMarked;
