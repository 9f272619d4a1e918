/**
 * Items and values as JSON text: {@link io.stator.model.json.DynamoJson} as DynamoDB's API has them,
 * {@link io.stator.model.json.PlainJson} as people write them.
 *
 * <p>Text is untrusted: its depth, its length and its numbers are bounded, and whatever is wrong with it is
 * a ValidationException. Uses jackson-core's streaming reader and writer, and the model. Stateless; may be
 * shared between threads.
 */
@NullMarked
package io.stator.model.json;

import org.jspecify.annotations.NullMarked;
