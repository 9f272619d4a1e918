/**
 * DynamoDB's parameters from before it had expressions, brought to the trees of {@link io.stator.model.expression}. Start
 * reading at {@link io.stator.model.expression.legacy.LegacyParameters}. The parameters come as plain records, without the
 * JSON they were in. Where several of a map are wrong, the message is of the first in the order of their names.
 */
@NullMarked
package io.stator.model.expression.legacy;

import org.jspecify.annotations.NullMarked;
