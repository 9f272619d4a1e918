/**
 * DynamoDB's errors: their types, their HTTP statuses, their JSON, and which of them a failure of the cluster is told
 * as. Stateless.
 */
@NullMarked
package io.stator.gateway.error;

import org.jspecify.annotations.NullMarked;
