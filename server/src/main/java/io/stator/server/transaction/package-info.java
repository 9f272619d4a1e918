/**
 * Carries the conversations of transactions (module txn) over the cluster: sends their messages, tells them the answers and the time.
 */
@NullMarked
package io.stator.server.transaction;

import org.jspecify.annotations.NullMarked;
