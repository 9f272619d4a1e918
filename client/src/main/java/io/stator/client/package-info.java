/**
 * The Java client. Applications depend on this module alone.
 *
 * <p>{@link io.stator.client.StatorClient} is where to start; {@link
 * io.stator.client.BlockingStatorClient} is its blocking face. {@code io.stator.client.routing} sends
 * each request to the node that leads its partition.
 */
@NullMarked
package io.stator.client;

import org.jspecify.annotations.NullMarked;
