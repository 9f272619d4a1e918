/**
 * Sends requests, as protocol messages, to the nodes that serve them: caches the partition map and
 * the tables, follows moved leaders, retries what is safe, splits batches and walks pages over
 * partitions. {@link io.stator.client.StatorClient} speaks to applications on top of it; a server
 * uses it to send on what came to it without a route.
 *
 * <p>Uses model, proto and gRPC. Start reading at {@link io.stator.client.routing.RoutedCalls}, then
 * {@code RetryingCall}, the loop of one call, and {@code PartitionDestination}, which decides where it
 * goes next. What has to do with one item travels in frames ({@code FrameStream}), the rest as calls; writes are known
 * among their attempts by {@code WriteIdentity}.
 */
@NullMarked
package io.stator.client.routing;

import org.jspecify.annotations.NullMarked;
