/**
 * DynamoDB's operations: each reads a request, checks it in DynamoDB's order and with its words, has the cluster do it,
 * and writes the answer. One small class for each operation; they know neither HTTP nor where items are.
 *
 * <p>Start reading at {@code Operations}, then {@code GetItem}. Requests on items are an {@code ItemRequest}, whose
 * {@code ItemConstraints} come first, {@code ParameterRules} second, values and {@code ItemExpressions} third; only then
 * is the table looked at. The items of a transaction are {@code TransactedItem}s, which {@code TransactedTables} looks at
 * together. Everything here is thread-safe but the requests, which are used by one thread.
 */
@NullMarked
package io.stator.gateway.operation;

import org.jspecify.annotations.NullMarked;
