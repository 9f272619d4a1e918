package io.stator.client;

import io.stator.model.Item;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Waits for another transaction's answers, as {@link Waiting} does. */
final class WaitingTransaction implements BlockingTransaction {
    private final OptimisticTransaction transaction;

    WaitingTransaction(OptimisticTransaction transaction) {
        this.transaction = transaction;
    }

    @Override
    public Optional<Item> get(Get get) {
        return Waiting.read(transaction.get(get));
    }

    @Override
    public List<Optional<Item>> getAll(TransactGet get) {
        return Waiting.read(transaction.getAll(get));
    }

    @Override
    public void put(String table, Item item) {
        Waiting.read(transaction.put(table, item));
    }

    @Override
    public void delete(String table, Item key) {
        Waiting.read(transaction.delete(table, key));
    }

    @Override
    public void modify(String table, Item key, UnaryOperator<Item> change) {
        Item before = get(Get.of(table, key)).orElse(key);
        Waiting.read(transaction.replace(table, key, change.apply(before)));
    }
}
