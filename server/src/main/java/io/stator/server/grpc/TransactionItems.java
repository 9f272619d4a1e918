package io.stator.server.grpc;

import com.google.protobuf.ByteString;
import io.stator.model.EncodedKey;
import io.stator.model.ErrorMessages;
import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.model.KeyCodec;
import io.stator.model.StatorException;
import io.stator.model.TableInfo;
import io.stator.model.Validation;
import io.stator.model.expression.Condition;
import io.stator.model.expression.ExpressionCodec;
import io.stator.model.expression.ExpressionRules;
import io.stator.model.expression.UpdateAction;
import io.stator.partition.ItemChange;
import io.stator.partition.ItemWrite;
import io.stator.proto.v1.TransactUpdate;
import io.stator.proto.v1.TransactWrite;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What transactions ask of items, checked by DynamoDB's rules. Stateless. */
final class TransactionItems {
    private TransactionItems() {}

    /** A request that is well-formed; what only the table's schema can tell is checked by {@link #of}. */
    @FunctionalInterface
    interface Prepared {
        /** @throws StatorException ValidationException */
        ItemChange of(TableInfo table);
    }

    static Prepared prepare(TransactWrite write) {
        return switch (write.getActionCase()) {
            case PUT_ITEM -> put(write, ItemCodec.decode(write.getPutItem()));
            case UPDATE -> update(write, write.getUpdate());
            case DELETE_KEY -> keyed(write, ItemCodec.decode(write.getDeleteKey()), new ItemWrite.Delete());
            case CHECK_KEY -> check(write);
            case ACTION_NOT_SET ->
                throw StatorException.validation("TransactItems can only contain one of Check, Put, Update or Delete");
        };
    }

    private static Prepared put(TransactWrite write, Item item) {
        Condition condition = condition(write);
        return table -> {
            Validation.item(table, item);
            return change(write, table, item, new ItemWrite.Put(ItemCodec.encode(item)), condition);
        };
    }

    private static Prepared update(TransactWrite write, TransactUpdate update) {
        Item key = ItemCodec.decode(update.getKey());
        List<UpdateAction> actions = update.getActionsList().stream()
                .map(ExpressionCodec::decodeAction)
                .toList();
        Condition condition = condition(write);
        return table -> {
            Validation.key(table, key);
            ExpressionRules.update(table, actions);
            return change(write, table, key, new ItemWrite.Update(ItemCodec.encode(key), actions), condition);
        };
    }

    private static Prepared check(TransactWrite write) {
        if (!write.hasCondition() && !write.hasExpectedVersion()) {
            throw StatorException.validation("A check must have a condition");
        }
        return keyed(write, ItemCodec.decode(write.getCheckKey()), null);
    }

    private static Prepared keyed(TransactWrite write, Item key, ItemWrite.@Nullable Action action) {
        Condition condition = condition(write);
        return table -> {
            Validation.key(table, key);
            return change(write, table, key, action, condition);
        };
    }

    private static @Nullable Condition condition(TransactWrite write) {
        if (!write.hasCondition()) {
            return null;
        }
        ByteString encoded = write.getCondition();
        Condition condition = ExpressionCodec.decodeCondition(encoded);
        ExpressionRules.condition(condition);
        return condition;
    }

    private static ItemChange change(
            TransactWrite write,
            TableInfo table,
            Item keyed,
            ItemWrite.@Nullable Action action,
            @Nullable Condition condition) {
        return new ItemChange(
                KeyCodec.encodeKey(table, keyed),
                table.schemaVersion(),
                action,
                condition,
                write.getReturnItemOnConditionFailure(),
                write.hasExpectedVersion() ? write.getExpectedVersion() : null);
    }

    /** @throws StatorException ValidationException if one is there twice */
    static void requireEachOnce(List<EncodedKey> keys) {
        Set<EncodedKey> seen = new HashSet<>();
        for (EncodedKey key : keys) {
            if (!seen.add(key)) {
                throw StatorException.validation(ErrorMessages.TRANSACTION_OF_ONE_ITEM_TWICE);
            }
        }
    }
}
