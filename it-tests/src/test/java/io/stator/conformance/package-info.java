/**
 * What a program written for DynamoDB relies on: tables of cases, each a call, its answer or its error with type, message and
 * status, through the unchanged AWS SDK for Java against a cluster of three nodes that are used in turn.
 *
 * <p>A case says where its expectation comes from ({@link io.stator.conformance.Source}). Bodies are JSON as DynamoDB's API
 * reference has it, written loosely (names without quotes, single quotes), with names beginning in {@code @} for what is made
 * for the run: see {@link io.stator.conformance.Names}. Start at {@link io.stator.conformance.PutItemConformance};
 * {@code docs/conformance.md} tells how to run the suite against any other DynamoDB.
 */
@NullMarked
package io.stator.conformance;

import org.jspecify.annotations.NullMarked;
