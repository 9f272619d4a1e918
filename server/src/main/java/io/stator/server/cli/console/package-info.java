/**
 * What all commands share: the streams they talk through, what their exit codes mean, one line for each
 * error, aligned tables, progress lines, and the options that say which cluster to talk to. Start reading at
 * {@link io.stator.server.cli.console.Terminal}.
 */
@NullMarked
package io.stator.server.cli.console;

import org.jspecify.annotations.NullMarked;
