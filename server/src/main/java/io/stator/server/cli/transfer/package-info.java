/**
 * {@code stator import}, {@code export} and {@code generate}: many items in and out, as JSON. Start reading
 * at {@link io.stator.server.cli.transfer.Importer}.
 */
@NullMarked
package io.stator.server.cli.transfer;

import org.jspecify.annotations.NullMarked;
