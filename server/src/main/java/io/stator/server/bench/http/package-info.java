/**
 * The workloads of {@code stator bench} through the DynamoDB API: {@code DynamoTarget} on an {@link
 * io.stator.server.bench.http.ItemCalls}, of which {@code LeanCalls} is the one that costs little of the CPU that servers
 * and client share. The other, through the AWS SDK, is the harness', for the SDK is no part of what is delivered.
 *
 * <p>Start reading at {@code DynamoTarget}. Uses bench.
 */
@NullMarked
package io.stator.server.bench.http;

import org.jspecify.annotations.NullMarked;
