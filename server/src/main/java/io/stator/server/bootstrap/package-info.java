/**
 * How a node gets its identity and its cluster: {@link io.stator.server.bootstrap.DataDirectory} keeps who it is,
 * {@link io.stator.server.bootstrap.ClusterFormation} finds out, once, which cluster it belongs to.
 */
@NullMarked
package io.stator.server.bootstrap;

import org.jspecify.annotations.NullMarked;
