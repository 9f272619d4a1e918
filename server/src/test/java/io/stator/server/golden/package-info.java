/**
 * Data directories that older versions left: {@link io.stator.server.golden.GoldenDirectoryTest} goes on from them,
 * {@link io.stator.server.golden.GoldenDirectoryWriter} makes them.
 */
@NullMarked
package io.stator.server.golden;

import org.jspecify.annotations.NullMarked;
