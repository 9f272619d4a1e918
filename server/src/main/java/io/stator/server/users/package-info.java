/**
 * Users of the gateway: who they are is in the catalog, with their secrets sealed by a key that the cluster's nodes
 * share and the catalog never sees. Uses catalog, peer and replica. Start reading at {@link
 * io.stator.server.users.UserDirectory}.
 */
@NullMarked
package io.stator.server.users;

import org.jspecify.annotations.NullMarked;
