/**
 * What a node tells operators: {@link io.stator.server.metrics.NodeMetrics} are its meters, {@link
 * io.stator.server.metrics.OperationsEndpoint} serves them and its health by HTTP.
 */
@NullMarked
package io.stator.server.metrics;

import org.jspecify.annotations.NullMarked;
