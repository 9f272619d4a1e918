package io.stator.client;

import io.stator.model.ReturnValues;
import io.stator.model.expression.Condition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Up to 100 writes and checks of any tables' items, no item twice, of 4 MB together: all of them are done, or nothing is.
 * Immutable.
 *
 * @param token by which the request is known if it is sent again, of 1 to 36 characters; null: each call is another one
 */
public record TransactWrite(List<Entry> entries, @Nullable String token) {
    public TransactWrite {
        entries = List.copyOf(entries);
    }

    /** What is done to one item, or required of it. It returns nothing: {@link ReturnValues#NONE}. */
    public sealed interface Entry permits Put, Update, Delete, ConditionCheck {
        String table();

        /** That the item must fulfil as it was before; null: any item does, and none. */
        @Nullable
        Condition condition();

        /** Whether the reason of a failed condition carries the item. */
        boolean returnItemOnConditionFailure();
    }

    public static TransactWrite of() {
        return new TransactWrite(List.of(), null);
    }

    public TransactWrite put(Put put) {
        return with(put);
    }

    public TransactWrite update(Update update) {
        return with(update);
    }

    public TransactWrite delete(Delete delete) {
        return with(delete);
    }

    public TransactWrite check(ConditionCheck check) {
        return with(check);
    }

    /**
     * So that the request is done once, even if it is made again after a failure, by another client or process. For 10
     * minutes after it was done, a request with the same token does nothing if it is the same, and fails with
     * IdempotentParameterMismatchException if it is another one. That is noticed where the first of the items in key
     * order lies: a token that is used again for other items, of which another one is the first, goes unnoticed, and that
     * request is carried out. What was cancelled has not used up its token.
     */
    public TransactWrite withToken(String newToken) {
        return new TransactWrite(entries, newToken);
    }

    private TransactWrite with(Entry entry) {
        List<Entry> more = new ArrayList<>(entries);
        more.add(entry);
        return new TransactWrite(more, token);
    }
}
