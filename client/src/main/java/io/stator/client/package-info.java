/**
 * The Java client. Applications depend on this module alone.
 *
 * <p>{@link io.stator.client.StatorClient} is where to start; {@link
 * io.stator.client.BlockingStatorClient} is its blocking face. {@code io.stator.client.routing} sends
 * each request to the node that leads its partition. Several items change together by {@link
 * io.stator.client.TransactWrite}, and what is written depends on what is read by {@link io.stator.client.Transaction}.
 *
 * <pre>{@code
 * try (StatorClient client = StatorClient.connect("127.0.0.1:9010")) {
 *     BlockingStatorClient stator = client.blocking();
 *     stator.createTable(TableSchema.of("music", "artist", KeyType.STRING, "song", KeyType.STRING));
 *     stator.put(Put.of("music", Item.builder().set("artist", "Nina Simone").set("song", "Sinnerman").build()));
 *     for (Item item : stator.queryAll(Query.of("music", new AttributeValue.S("Nina Simone")))) {
 *         System.out.println(item.get("song"));
 *     }
 * }
 * }</pre>
 */
@NullMarked
package io.stator.client;

import org.jspecify.annotations.NullMarked;
