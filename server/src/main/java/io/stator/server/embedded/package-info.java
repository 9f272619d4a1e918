/**
 * A whole Stator inside another Java program: {@link io.stator.server.embedded.EmbeddedStator}.
 *
 * <pre>{@code
 * try (EmbeddedStator stator = EmbeddedStator.start(Path.of("data"))) {
 *     BlockingStatorClient db = stator.client().blocking();
 *     db.createTable(TableSchema.of("Users", "id", KeyType.STRING));
 *     db.put(Put.of("Users", Item.builder().set("id", "u1").build()));
 * }
 * }</pre>
 */
@NullMarked
package io.stator.server.embedded;

import org.jspecify.annotations.NullMarked;
