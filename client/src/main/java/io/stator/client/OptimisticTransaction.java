package io.stator.client;

import io.stator.client.routing.RoutedCalls;
import io.stator.model.CancellationReason;
import io.stator.model.CancellationReason.Code;
import io.stator.model.Item;
import io.stator.model.Limits;
import io.stator.model.StatorException;
import io.stator.model.TableInfo;
import io.stator.model.TransactionCanceledException;
import io.stator.model.Validation;
import io.stator.model.expression.Projection;
import io.stator.proto.v1.TransactGetItem;
import io.stator.proto.v1.TransactGetResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One try of a transaction in several steps: remembers what was read, at which version, and what is to be written, and
 * has the commit compare the versions. Its steps follow one another, on whatever thread ended the one before.
 */
final class OptimisticTransaction implements Transaction {
    private static final CancellationReason CHANGED =
            new CancellationReason(Code.TRANSACTION_CONFLICT, "The item has changed since it was read", null);

    private final RoutedCalls calls;

    /** By place, in the order in which they were first named. Of the steps. */
    private final Map<ItemPlace, TrackedItem> items = new LinkedHashMap<>();

    /** Calls that have read something. Of the steps. */
    private int questions;

    /** Why something that was to be written is not noted. Of the steps. */
    private @Nullable Throwable mistake;

    /** Ends, always well, with the last step so far. Guarded by this. */
    private CompletableFuture<Void> lastStep = CompletableFuture.completedFuture(null);

    /** Guarded by this. */
    private boolean hasEnded;

    OptimisticTransaction(RoutedCalls calls) {
        this.calls = calls;
    }

    /** A step's place in the order. */
    private record Turn(CompletableFuture<Void> before, CompletableFuture<Void> end) {}

    private synchronized Turn turn(boolean isLast) {
        if (hasEnded) {
            throw new IllegalStateException("The transaction has ended");
        }
        hasEnded = isLast;
        Turn turn = new Turn(lastStep, new CompletableFuture<>());
        lastStep = turn.end();
        return turn;
    }

    /** No step comes after those that were asked for. */
    synchronized void end() {
        hasEnded = true;
    }

    /** The result is of no meaning to the order: whoever has it may cancel it. */
    private <T> CompletableFuture<T> inTurn(Turn turn, Supplier<CompletableFuture<T>> step) {
        CompletableFuture<T> result = new CompletableFuture<>();
        turn.before().thenCompose(ready -> step.get()).whenComplete((value, failure) -> {
            if (failure == null) {
                result.complete(value);
            } else {
                result.completeExceptionally(OptimisticTransactions.cause(failure));
            }
            turn.end().complete(null);
        });
        return result;
    }

    @Override
    public CompletableFuture<Optional<Item>> get(Get get) {
        return inTurn(turn(false), () -> read(List.of(get)).thenApply(answers -> answers.get(0)));
    }

    @Override
    public CompletableFuture<List<Optional<Item>>> getAll(TransactGet get) {
        return inTurn(turn(false), () -> read(get.gets()));
    }

    private CompletableFuture<List<Optional<Item>>> read(List<Get> gets) {
        gets.forEach(get -> RequestRules.projection(get.projection()));
        return places(gets).thenCompose(places -> known(places).thenApply(known -> answers(gets, places)));
    }

    private List<Optional<Item>> answers(List<Get> gets, List<ItemPlace> places) {
        List<Optional<Item>> answers = new ArrayList<>();
        for (int i = 0; i < gets.size(); i++) {
            Projection projection = gets.get(i).projection();
            Optional<Item> item = tracked(places.get(i)).item();
            answers.add(projection == null ? item : item.map(projection::of));
        }
        return answers;
    }

    private CompletableFuture<List<ItemPlace>> places(List<Get> gets) {
        CompletableFuture<List<ItemPlace>> places = CompletableFuture.completedFuture(List.of());
        for (Get get : gets) {
            places = places.thenCombine(keyPlace(get.table(), get.key()), OptimisticTransaction::with);
        }
        return places;
    }

    private static List<ItemPlace> with(List<ItemPlace> places, ItemPlace place) {
        List<ItemPlace> more = new ArrayList<>(places);
        more.add(place);
        return more;
    }

    private CompletableFuture<ItemPlace> keyPlace(String table, Item key) {
        return withTable(table, info -> {
            Validation.key(info, key);
            return ItemPlace.of(info, key);
        });
    }

    private <T> CompletableFuture<T> withTable(String name, Function<TableInfo, T> make) {
        Validation.tableName(name);
        return calls.withTable(name, make);
    }

    /** Reads what is neither read nor written yet. */
    private CompletableFuture<Void> known(List<ItemPlace> places) {
        List<ItemPlace> unknown = places.stream()
                .filter(place -> !items.containsKey(place))
                .distinct()
                .toList();
        if (unknown.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        checkCount(items.size() + unknown.size());
        return calls.transactGet(TransactionRequests.reading(unknown)).thenAccept(answer -> {
            questions++;
            for (int i = 0; i < unknown.size(); i++) {
                TransactGetItem read = answer.getItems(i);
                ItemPlace place = unknown.get(i);
                items.put(place, TrackedItem.read(place, read.getVersion(), Answers.item(read)));
            }
        });
    }

    private static void checkCount(int count) {
        if (count > Limits.TRANSACTION_ITEMS_MAX) {
            throw StatorException.validation(
                    "A transaction can have at most " + Limits.TRANSACTION_ITEMS_MAX + " items");
        }
    }

    private TrackedItem tracked(ItemPlace place) {
        TrackedItem item = items.get(place);
        if (item == null) {
            throw new IllegalStateException("not read: " + place);
        }
        return item;
    }

    @Override
    public CompletableFuture<Void> put(String table, Item item) {
        return writing(() -> withTable(table, info -> {
                    Validation.item(info, item);
                    return ItemPlace.of(info, item);
                })
                .thenAccept(place -> note(place, Optional.of(item))));
    }

    @Override
    public CompletableFuture<Void> delete(String table, Item key) {
        return writing(() -> keyPlace(table, key).thenAccept(place -> note(place, Optional.empty())));
    }

    @Override
    public CompletableFuture<Void> modify(String table, Item key, UnaryOperator<Item> change) {
        return writing(() -> keyPlace(table, key)
                .thenCompose(place -> known(List.of(place)).thenApply(read -> tracked(place)))
                .thenCompose(before -> {
                    Item after =
                            change.apply(before.item().orElse(before.place().key()));
                    return replaced(table, key, after);
                }));
    }

    /** As a put, of an item that must have this key. */
    CompletableFuture<Void> replace(String table, Item key, Item item) {
        return writing(() -> replaced(table, key, item));
    }

    private CompletableFuture<Void> replaced(String table, Item key, Item item) {
        return withTable(table, info -> {
                    Validation.item(info, item);
                    ItemPlace place = ItemPlace.of(info, key);
                    TransactionRules.sameKey(info, place, ItemPlace.of(info, item));
                    return place;
                })
                .thenAccept(place -> note(place, Optional.of(item)));
    }

    private void note(ItemPlace place, Optional<Item> item) {
        TrackedItem before = items.get(place);
        if (before == null) {
            checkCount(items.size() + 1);
        }
        items.put(place, before == null ? TrackedItem.written(place, item) : before.with(item));
    }

    private CompletableFuture<Void> writing(Supplier<CompletableFuture<Void>> step) {
        return inTurn(
                turn(false),
                () -> CompletableFuture.<Void>completedFuture(null)
                        .thenCompose(begun -> step.get())
                        .whenComplete((noted, failure) -> mistake = mistake == null ? failure : mistake));
    }

    /** After all that was asked for; nothing can be asked for after it. To be called once. */
    CompletableFuture<Void> commit() {
        return inTurn(turn(true), () -> {
            if (mistake != null) {
                return CompletableFuture.failedFuture(mistake);
            }
            if (items.values().stream().anyMatch(TrackedItem::isWritten)) {
                return calls.transactWrite(TransactionRequests.committing(items.values()))
                        .thenAccept(done -> {});
            }
            // One question was answered by what was there at one moment.
            return questions <= 1 ? CompletableFuture.completedFuture(null) : verify();
        });
    }

    /** That there is a moment at which all items were as they were read. */
    private CompletableFuture<Void> verify() {
        return calls.transactGet(TransactionRequests.versions(items.values())).thenAccept(this::checkUnchanged);
    }

    private void checkUnchanged(TransactGetResponse now) {
        List<CancellationReason> reasons = new ArrayList<>();
        for (TrackedItem item : items.values()) {
            long version = now.getItems(reasons.size()).getVersion();
            boolean isAsRead = item.version().isPresent() && item.version().getAsLong() == version;
            reasons.add(isAsRead ? CancellationReason.NONE : CHANGED);
        }
        if (reasons.contains(CHANGED)) {
            throw new TransactionCanceledException(reasons);
        }
    }
}
