/**
 * {@code stator bench --http sdk}: the AWS SDK as a benchmark's client. Here, because the SDK is no part of what is delivered.
 * Uses server.bench.http.
 */
@NullMarked
package io.stator.harness.bench;

import org.jspecify.annotations.NullMarked;
