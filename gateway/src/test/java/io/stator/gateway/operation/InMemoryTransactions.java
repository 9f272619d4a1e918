package io.stator.gateway.operation;

import com.google.protobuf.ByteString;
import io.stator.model.CancellationReason;
import io.stator.model.CancellationReason.Code;
import io.stator.model.EncodedKey;
import io.stator.model.ErrorCode;
import io.stator.model.ErrorMessages;
import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.model.ItemSize;
import io.stator.model.KeyCodec;
import io.stator.model.Position;
import io.stator.model.StatorException;
import io.stator.model.TableInfo;
import io.stator.model.TransactionCanceledException;
import io.stator.model.Validation;
import io.stator.model.expression.Condition;
import io.stator.model.expression.ConditionEvaluator;
import io.stator.model.expression.ExpressionCodec;
import io.stator.model.expression.ExpressionRules;
import io.stator.model.expression.ItemUpdater;
import io.stator.model.expression.UpdateAction;
import io.stator.proto.v1.TransactGet;
import io.stator.proto.v1.TransactGetItem;
import io.stator.proto.v1.TransactGetRequest;
import io.stator.proto.v1.TransactGetResponse;
import io.stator.proto.v1.TransactUpdate;
import io.stator.proto.v1.TransactWrite;
import io.stator.proto.v1.TransactWriteRequest;
import io.stator.proto.v1.TransactWriteResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Transactions on items in memory, one at a time. */
final class InMemoryTransactions {
    /** In the order in which they came. */
    final List<TransactWriteRequest> writes = new ArrayList<>();

    /** Items by what is asked of them that some other transaction is busy with. */
    final Set<ByteString> busy = new HashSet<>();

    private final InMemoryTables tables;
    private final Function<TableInfo, NavigableMap<Position, Item>> items;
    private final Map<String, TransactWriteRequest> done = new HashMap<>();

    InMemoryTransactions(InMemoryTables tables, Function<TableInfo, NavigableMap<Position, Item>> items) {
        this.tables = tables;
        this.items = items;
    }

    /** What becomes of one item. */
    private record Outcome(NavigableMap<Position, Item> table, Position place, Item old, Item now) {
        void apply() {
            if (now == null) {
                table.remove(place);
            } else {
                table.put(place, now);
            }
        }
    }

    synchronized TransactWriteResponse write(TransactWriteRequest request) {
        writes.add(request);
        TransactWriteRequest asked = request.toBuilder().clearReturnSizes().build();
        String token = request.getTokenOwner() + "/" + request.getToken();
        TransactWriteRequest before = request.getToken().isEmpty() ? null : done.get(token);
        if (before != null) {
            if (!before.equals(asked)) {
                throw new StatorException(
                        ErrorCode.IDEMPOTENT_PARAMETER_MISMATCH, ErrorMessages.IDEMPOTENT_PARAMETER_MISMATCH);
            }
            return TransactWriteResponse.getDefaultInstance();
        }
        List<CancellationReason> reasons = new ArrayList<>();
        List<Outcome> outcomes = new ArrayList<>();
        for (TransactWrite write : request.getWritesList()) {
            reasons.add(tried(write, outcomes));
        }
        if (reasons.stream().anyMatch(reason -> reason.code() != Code.NONE)) {
            throw new TransactionCanceledException(reasons);
        }
        outcomes.forEach(Outcome::apply);
        done.put(token, asked);
        TransactWriteResponse.Builder answer = TransactWriteResponse.newBuilder();
        if (request.getReturnSizes()) {
            outcomes.forEach(outcome -> answer.addSizes(InMemoryItems.sizes(outcome.old(), outcome.now())));
        }
        return answer.build();
    }

    private CancellationReason tried(TransactWrite write, List<Outcome> outcomes) {
        TableInfo table = tables.active(write.getTable());
        Item keyed = ItemCodec.decode(encoded(write));
        EncodedKey key = KeyCodec.encodeKey(table, keyed);
        Item old = items.apply(table).get(key.position());
        if (busy.contains(encoded(write))) {
            return new CancellationReason(Code.TRANSACTION_CONFLICT, ErrorMessages.TRANSACTION_CONFLICT, null);
        }
        Optional<Condition> condition = InMemoryItems.condition(write.hasCondition(), write.getCondition());
        if (condition.isPresent() && !ConditionEvaluator.holds(condition.get(), old)) {
            return new CancellationReason(
                    Code.CONDITIONAL_CHECK_FAILED,
                    "The conditional request failed",
                    write.getReturnItemOnConditionFailure() ? old : null);
        }
        try {
            outcomes.add(new Outcome(items.apply(table), key.position(), old, now(table, write, keyed, old)));
            return CancellationReason.NONE;
        } catch (StatorException invalid) {
            return new CancellationReason(Code.VALIDATION_ERROR, invalid.getMessage(), null);
        }
    }

    private static ByteString encoded(TransactWrite write) {
        return switch (write.getActionCase()) {
            case PUT_ITEM -> write.getPutItem();
            case UPDATE -> write.getUpdate().getKey();
            case DELETE_KEY -> write.getDeleteKey();
            case CHECK_KEY -> write.getCheckKey();
            case ACTION_NOT_SET -> throw new AssertionError("nothing is asked");
        };
    }

    private static Item now(TableInfo table, TransactWrite write, Item keyed, Item old) {
        return switch (write.getActionCase()) {
            case PUT_ITEM -> {
                Validation.item(table, keyed);
                yield keyed;
            }
            case UPDATE -> updated(table, write.getUpdate(), keyed, old);
            case DELETE_KEY, ACTION_NOT_SET -> null;
            case CHECK_KEY -> old;
        };
    }

    private static Item updated(TableInfo table, TransactUpdate update, Item key, Item old) {
        List<UpdateAction> actions = update.getActionsList().stream()
                .map(ExpressionCodec::decodeAction)
                .toList();
        ExpressionRules.update(table, actions);
        return ItemUpdater.update(old, key, actions);
    }

    synchronized TransactGetResponse get(TransactGetRequest request) {
        TransactGetResponse.Builder answer = TransactGetResponse.newBuilder();
        List<CancellationReason> reasons = new ArrayList<>();
        for (TransactGet get : request.getGetsList()) {
            TableInfo table = tables.active(get.getTable());
            Item key = ItemCodec.decode(get.getKey());
            Item item = items.apply(table).get(KeyCodec.encodeKey(table, key).position());
            reasons.add(
                    busy.contains(get.getKey())
                            ? new CancellationReason(
                                    Code.TRANSACTION_CONFLICT, ErrorMessages.TRANSACTION_CONFLICT, null)
                            : CancellationReason.NONE);
            TransactGetItem.Builder got = TransactGetItem.newBuilder();
            if (item != null) {
                got.setItem(InMemoryItems.projected(get.hasProjection(), get.getProjection(), item))
                        .setItemBytes(ItemSize.of(item));
            }
            answer.addItems(got);
        }
        if (reasons.stream().anyMatch(reason -> reason.code() != Code.NONE)) {
            throw new TransactionCanceledException(reasons);
        }
        return answer.build();
    }
}
