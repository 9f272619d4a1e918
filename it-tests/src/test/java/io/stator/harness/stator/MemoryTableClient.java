package io.stator.harness.stator;

import io.stator.client.BlockingTransaction;
import io.stator.client.ConditionCheck;
import io.stator.client.Delete;
import io.stator.client.Get;
import io.stator.client.ItemPage;
import io.stator.client.Put;
import io.stator.client.TransactGet;
import io.stator.client.TransactWrite;
import io.stator.client.TransactWrite.Entry;
import io.stator.client.Update;
import io.stator.harness.stator.client.PageQuestion;
import io.stator.harness.stator.client.TableClient;
import io.stator.model.AttributeValue;
import io.stator.model.CancellationReason;
import io.stator.model.CancellationReason.Code;
import io.stator.model.Item;
import io.stator.model.TableSchema;
import io.stator.model.TransactionCanceledException;
import io.stator.model.expression.ConditionEvaluator;
import io.stator.model.expression.ItemUpdater;
import io.stator.model.expression.UpdateAction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Tables in memory, right in all that they do with transactions; subclasses err. Thread-safe. */
class MemoryTableClient implements TableClient {
    /** What is in a place, and what was there before the last change. */
    private record Versions(@Nullable Item now, @Nullable Item before) {}

    private record Place(String table, Item key) {}

    private final Map<Place, Versions> places = new HashMap<>();
    private final Set<String> tokens = new HashSet<>();

    @Override
    public void createTable(TableSchema schema) {}

    @Override
    public void deleteTable(String table) {
        throw new UnsupportedOperationException();
    }

    private static Place place(String table, Item item) {
        Item.Builder key = Item.builder();
        for (String attribute : List.of(StatorObjects.COLLECTION, StatorObjects.NAME)) {
            key.set(attribute, Objects.requireNonNull(item.get(attribute)));
        }
        return new Place(table, key.build());
    }

    private Versions versions(Place place) {
        return places.getOrDefault(place, new Versions(null, null));
    }

    private void change(Place place, @Nullable Item item) {
        places.put(place, new Versions(item, versions(place).now()));
    }

    @Override
    public synchronized Optional<Item> get(String table, Item key, boolean strong) {
        return Optional.ofNullable(versions(place(table, key)).now());
    }

    @Override
    public synchronized void put(String table, Item item) {
        change(place(table, item), item);
    }

    @Override
    public synchronized Optional<Item> add(String table, Item key, String attribute, AttributeValue value) {
        apply(Update.of(table, key).add(attribute, value));
        return get(table, key, true);
    }

    @Override
    public synchronized void append(String table, Item key, String attribute, AttributeValue element) {
        apply(Update.of(table, key).with(UpdateAction.append(attribute, AttributeValue.list(element))));
    }

    @Override
    public synchronized void delete(String table, Item key) {
        change(place(table, key), null);
    }

    @Override
    public void replace(String table, Item item, String attribute, @Nullable String expected) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ItemPage page(PageQuestion question) {
        throw new UnsupportedOperationException();
    }

    @Override
    public synchronized void transactWrite(TransactWrite write) {
        if (write.token() != null && !isNew(write.token())) {
            return;
        }
        List<CancellationReason> reasons = new ArrayList<>();
        for (Entry entry : write.entries()) {
            boolean holds = entry.condition() == null || holds(entry);
            reasons.add(
                    holds
                            ? CancellationReason.NONE
                            : new CancellationReason(Code.CONDITIONAL_CHECK_FAILED, null, null));
        }
        if (reasons.stream().anyMatch(reason -> reason.code() != Code.NONE)) {
            throw new TransactionCanceledException(reasons);
        }
        apply(write.entries());
    }

    boolean isNew(String token) {
        return tokens.add(token);
    }

    /** @param entry has a condition */
    boolean holds(Entry entry) {
        return ConditionEvaluator.holds(
                Objects.requireNonNull(entry.condition()),
                versions(place(entry.table(), keyed(entry))).now());
    }

    void apply(List<Entry> entries) {
        entries.forEach(this::apply);
    }

    private void apply(Entry entry) {
        Place place = place(entry.table(), keyed(entry));
        if (entry instanceof Put put) {
            change(place, put.item());
        } else if (entry instanceof Update update) {
            change(place, ItemUpdater.update(versions(place).now(), update.key(), update.actions()));
        } else if (entry instanceof Delete) {
            change(place, null);
        }
    }

    private static Item keyed(Entry entry) {
        if (entry instanceof Put put) {
            return put.item();
        }
        if (entry instanceof Update update) {
            return update.key();
        }
        return entry instanceof Delete delete ? delete.key() : ((ConditionCheck) entry).key();
    }

    @Override
    public synchronized List<Optional<Item>> transactGet(TransactGet get) {
        return get.gets().stream().map(this::seen).toList();
    }

    /** By a TransactGet. */
    Optional<Item> seen(Get get) {
        return get(get.table(), get.key(), true);
    }

    /** As it was before the last change. */
    final Optional<Item> before(Get get) {
        return Optional.ofNullable(versions(place(get.table(), get.key())).before());
    }

    @Override
    public boolean hasSteps() {
        return true;
    }

    /** Nobody else does anything meanwhile, so each step can be done at once. */
    @Override
    public synchronized <T> T tryTransaction(Function<BlockingTransaction, T> work) {
        return work.apply(new BlockingTransaction() {
            @Override
            public Optional<Item> get(Get get) {
                return MemoryTableClient.this.get(get.table(), get.key(), true);
            }

            @Override
            public List<Optional<Item>> getAll(TransactGet get) {
                return get.gets().stream().map(this::get).toList();
            }

            @Override
            public void put(String table, Item item) {
                MemoryTableClient.this.put(table, item);
            }

            @Override
            public void delete(String table, Item key) {
                MemoryTableClient.this.delete(table, key);
            }

            @Override
            public void modify(String table, Item key, UnaryOperator<Item> change) {
                put(table, change.apply(get(Get.of(table, key)).orElse(key)));
            }
        });
    }

    @Override
    public void close() {}
}
