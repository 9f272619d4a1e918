package io.stator.gateway.operation;

import com.google.protobuf.ByteString;
import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.model.ItemSize;
import io.stator.model.StatorException;
import io.stator.model.TableInfo;
import io.stator.model.Validation;
import io.stator.model.expression.Condition;
import io.stator.model.expression.ExpressionCodec;
import io.stator.model.expression.ExpressionRules;
import io.stator.model.expression.UpdateAction;
import io.stator.proto.v1.TransactUpdate;
import io.stator.proto.v1.TransactWrite;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A write of a transaction, or a check.
 *
 * @param keyed the item to be put, or the key
 * @param updates of an update; else none
 */
record TransactedWrite(
        TransactAction action,
        ItemRequest asked,
        Item keyed,
        List<UpdateAction> updates,
        @Nullable Condition condition) implements TransactedItem {

    /**
     * For what has passed its constraints.
     *
     * @param bodyBytes of the request
     * @throws StatorException a ValidationException
     */
    static TransactedWrite of(TransactWriteMember member, int bodyBytes) {
        TransactAction action = member.one();
        ItemRequest asked = Objects.requireNonNull(member.actions().get(action), "one");
        Item keyed = action == TransactAction.PUT ? asked.item() : asked.key();
        if (action == TransactAction.PUT) {
            WriteRules.itemSize(keyed, bodyBytes);
        }
        ItemExpressions expressions = ItemExpressions.of(asked);
        List<UpdateAction> updates = expressions.update();
        Condition condition = expressions.condition();
        if (asked.updateExpression != null || asked.conditionExpression != null) {
            // Believed: without expressions, names and values are no fault here.
            expressions.requireAllUsed();
        }
        return new TransactedWrite(action, asked, keyed, updates, condition);
    }

    @Override
    public String calledTable() {
        return asked.table();
    }

    /** What it adds to the transaction, in bytes: the item or the key, and the values of its expressions. */
    long sizeBytes() {
        long bytes = ItemSize.of(keyed);
        if (asked.values != null) {
            for (var value : asked.values.values()) {
                bytes += ItemSize.of(value.orThrow());
            }
        }
        return bytes;
    }

    @Override
    public void requireFit(TableInfo table) {
        boolean fits =
                action == TransactAction.PUT ? Validation.hasKeyOf(table, keyed) : Validation.isKeyOf(table, keyed);
        if (!fits) {
            requireValid(table);
        }
        if (action == TransactAction.UPDATE) {
            ExpressionRules.update(table, updates);
        }
    }

    @Override
    public void requireValid(TableInfo table) {
        if (action == TransactAction.PUT) {
            Validation.item(table, keyed);
        } else {
            Validation.key(table, keyed);
        }
        WriteRules.keyPaths(condition, table);
    }

    TransactWrite toProto() {
        TransactWrite.Builder write = TransactWrite.newBuilder()
                .setTable(TableArns.nameOf(calledTable()))
                .setReturnItemOnConditionFailure(asked.returnsItemOnConditionFailure());
        ByteString encoded = ItemCodec.encode(keyed);
        switch (action) {
            case CHECK -> write.setCheckKey(encoded);
            case PUT -> write.setPutItem(encoded);
            case UPDATE -> write.setUpdate(update(encoded));
            case DELETE -> write.setDeleteKey(encoded);
        }
        if (condition != null) {
            write.setCondition(ExpressionCodec.encode(condition));
        }
        return write.build();
    }

    private TransactUpdate update(ByteString key) {
        TransactUpdate.Builder update = TransactUpdate.newBuilder().setKey(key);
        updates.forEach(one -> update.addActions(ExpressionCodec.encode(one)));
        return update.build();
    }
}
