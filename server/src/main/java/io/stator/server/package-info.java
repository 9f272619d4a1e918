/**
 * A node of Stator: {@link io.stator.server.StatorNode} wires all parts, in one place, from checked settings ({@code
 * io.stator.server.config}) and replaceable parts ({@link io.stator.server.NodeParts}).
 *
 * <p>Other programs start a node inside themselves by {@code io.stator.server.embedded}, and tests by {@code
 * io.stator.server.junit}.
 */
@NullMarked
package io.stator.server;

import org.jspecify.annotations.NullMarked;
