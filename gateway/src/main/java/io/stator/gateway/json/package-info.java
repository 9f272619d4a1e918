/**
 * How operations read requests and write answers: streaming, with the errors that DynamoDB has for what is of a wrong
 * type or breaks a constraint. Built upon {@code model.json}, which reads and writes items. Objects of this package are
 * used by one thread.
 */
@NullMarked
package io.stator.gateway.json;

import org.jspecify.annotations.NullMarked;
