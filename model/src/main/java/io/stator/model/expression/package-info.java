/**
 * What DynamoDB's expressions say of an item, as trees, and what the trees mean. Conditions and filters are a {@link
 * io.stator.model.expression.Condition}, updates a list of {@link io.stator.model.expression.UpdateAction}s,
 * projections a {@link io.stator.model.expression.Projection}. Pure and deterministic: apply walks these trees.
 */
@NullMarked
package io.stator.model.expression;

import org.jspecify.annotations.NullMarked;
