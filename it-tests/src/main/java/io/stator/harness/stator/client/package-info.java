/**
 * What the workloads need of a client of Stator's, as a port: {@link
 * io.stator.harness.stator.client.TableClient}; and the Java client behind it. Another client is in {@code
 * io.stator.harness.stator.sdk}. Uses the model, the Java client, and {@code io.stator.harness.history}.
 */
@NullMarked
package io.stator.harness.stator.client;

import org.jspecify.annotations.NullMarked;
