/**
 * DynamoDB's expression language as text, read to the trees of {@link io.stator.model.expression}. Start reading at {@link
 * io.stator.model.expression.text.Expressions}.
 *
 * <p>A text goes through four steps, in the order in which DynamoDB finds errors. {@link
 * io.stator.model.expression.text.Lexer} makes it tokens. A parser makes these a syntax tree, which still has placeholders.
 * {@link io.stator.model.expression.text.SyntaxRules} checks what can be known of that alone: reserved words, function
 * names and places, counts; what passes is kept in a {@link io.stator.model.expression.text.SyntaxCache}. Last, a binder
 * replaces placeholders by the names and values of the request, and checks types, operands and paths. What needs a
 * table's schema is apart: {@link io.stator.model.expression.text.KeyUse} and {@link
 * io.stator.model.expression.legacy.KeyTerms}.
 *
 * <p>Time and memory are bounded by the text's 4096 bytes and the request's 2 MB of names and values: nothing recurs
 * deeper than {@link io.stator.model.Limits#EXPRESSION_LEVELS_MAX}, nothing backtracks.
 */
@NullMarked
package io.stator.model.expression.text;

import org.jspecify.annotations.NullMarked;
