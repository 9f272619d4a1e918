package io.stator.client;

import io.stator.model.Item;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** {@link Transaction}, blocking: the same calls, each returning its value or throwing its StatorException. */
public interface BlockingTransaction {
    Optional<Item> get(Get get);

    List<Optional<Item>> getAll(TransactGet get);

    void put(String table, Item item);

    void delete(String table, Item key);

    /** The change is made on the caller's thread. */
    void modify(String table, Item key, UnaryOperator<Item> change);
}
