package io.stator.gateway.operation;

import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.model.StatorException;
import io.stator.model.TableInfo;
import io.stator.model.Validation;
import io.stator.model.expression.ExpressionCodec;
import io.stator.model.expression.Projection;
import io.stator.model.expression.text.KeyUse;
import io.stator.proto.v1.TransactGet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A read of a transaction.
 *
 * @param keyed the key
 * @param projection what is wanted of the item; null: all of it
 */
record TransactedRead(
        ItemRequest asked, Item keyed, @Nullable Projection projection) implements TransactedItem {

    /**
     * For what has passed its constraints.
     *
     * @throws StatorException a ValidationException
     */
    static TransactedRead of(TransactGetMember member) {
        ItemRequest asked = member.request();
        Item key = asked.key();
        asked.requireOneStyle(List.of());
        ItemExpressions expressions = ItemExpressions.of(asked);
        Projection projection = expressions.projectionExpression();
        expressions.requireAllUsed();
        return new TransactedRead(asked, key, projection);
    }

    @Override
    public String calledTable() {
        return asked.table();
    }

    @Override
    public void requireFit(TableInfo table) {
        if (!Validation.isKeyOf(table, keyed)) {
            Validation.key(table, keyed);
        }
    }

    @Override
    public void requireValid(TableInfo table) {
        Validation.key(table, keyed);
        if (projection != null) {
            KeyUse.requireScalarKeys(projection, table.schema());
        }
    }

    TransactGet toProto() {
        TransactGet.Builder get = TransactGet.newBuilder()
                .setTable(TableArns.nameOf(calledTable()))
                .setKey(ItemCodec.encode(keyed));
        if (projection != null) {
            get.setProjection(ExpressionCodec.encode(projection));
        }
        return get.build();
    }
}
