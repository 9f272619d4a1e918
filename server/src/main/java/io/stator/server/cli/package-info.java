/**
 * The command line, {@code ./stator}. {@link io.stator.server.cli.Main} wires all commands in one place;
 * {@code cli.data}, {@code cli.transfer} and {@code cli.cluster} hold them, {@code cli.console} what they
 * share. What a command does beyond reading its options and printing lies elsewhere: the Java client,
 * {@code io.stator.server.launch}, {@code io.stator.server.bench}.
 */
@NullMarked
package io.stator.server.cli;

import org.jspecify.annotations.NullMarked;
