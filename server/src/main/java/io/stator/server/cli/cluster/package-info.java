/**
 * {@code stator dev}, {@code server} and {@code settings}: one node; {@code stator cluster}: several
 * processes on this machine; {@code stator trial}: what they promise, tried. Start reading at {@link
 * io.stator.server.cli.cluster.ClusterCommand}.
 */
@NullMarked
package io.stator.server.cli.cluster;

import org.jspecify.annotations.NullMarked;
