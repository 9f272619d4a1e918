/** {@code stator user}: users of the gateway, added, listed and removed. Uses cli.console and client. */
@NullMarked
package io.stator.server.cli.users;

import org.jspecify.annotations.NullMarked;
