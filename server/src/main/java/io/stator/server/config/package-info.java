/**
 * The settings of a node: {@link io.stator.server.config.Setting} is the table of all of them, {@link
 * io.stator.server.config.NodeSettings} one checked set of values. Uses nothing of Stator's other modules.
 */
@NullMarked
package io.stator.server.config;

import org.jspecify.annotations.NullMarked;
