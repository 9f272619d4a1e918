/**
 * The network between nodes, in user space: {@link io.stator.harness.network.ProxyNetwork} stands between
 * nodes that take its sockets for each other's, and does to each directed link what it is told. Knows no
 * protocol above TCP. Start reading at ProxyNetwork, then {@code Pipe}.
 */
@NullMarked
package io.stator.harness.network;

import org.jspecify.annotations.NullMarked;
