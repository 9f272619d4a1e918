/** {@code stator txn}: transactions, as nodes see them. Uses cli.console and launch. */
@NullMarked
package io.stator.server.cli.transactions;

import org.jspecify.annotations.NullMarked;
