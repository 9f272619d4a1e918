/**
 * {@code stator table} and {@code stator item}: tables and items from a shell, in DynamoDB JSON. Each command
 * is a small class; {@link io.stator.server.cli.data.TableCommand} and {@link
 * io.stator.server.cli.data.ItemCommand} gather them.
 */
@NullMarked
package io.stator.server.cli.data;

import org.jspecify.annotations.NullMarked;
