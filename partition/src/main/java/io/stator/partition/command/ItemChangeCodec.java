package io.stator.partition.command;

import io.stator.model.expression.ExpressionCodec;
import io.stator.model.expression.UpdateAction;
import io.stator.partition.ItemChange;
import io.stator.partition.ItemWrite;
import io.stator.proto.v1.TransactUpdate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a transaction asks of one item, to and from stator.v1.ItemChange. */
final class ItemChangeCodec {
    private ItemChangeCodec() {}

    static io.stator.proto.v1.ItemChange toProto(ItemChange change) {
        io.stator.proto.v1.ItemChange.Builder proto = io.stator.proto.v1.ItemChange.newBuilder()
                .setPlace(TransactionParts.toProto(change.key()))
                .setSchemaVersion(change.schemaVersion())
                .setReturnItemOnConditionFailure(change.returnItemOnConditionFailure());
        ItemWrite.Action action = change.action();
        if (action == null) {
            proto.setCheck(true);
        } else if (action instanceof ItemWrite.Put put) {
            proto.setPut(put.item());
        } else if (action instanceof ItemWrite.Update update) {
            TransactUpdate.Builder actions = TransactUpdate.newBuilder().setKey(update.key());
            update.actions().forEach(each -> actions.addActions(ExpressionCodec.encode(each)));
            proto.setUpdate(actions);
        } else if (action instanceof ItemWrite.Delete) {
            proto.setDelete(true);
        }
        if (change.condition() != null) {
            proto.setCondition(ExpressionCodec.encode(change.condition()));
        }
        Long expectedVersion = change.expectedVersion();
        if (expectedVersion != null) {
            proto.setExpectedVersion(expectedVersion);
        }
        return proto.build();
    }

    static ItemChange fromProto(io.stator.proto.v1.ItemChange proto) {
        return new ItemChange(
                TransactionParts.fromProto(proto.getPlace()),
                proto.getSchemaVersion(),
                action(proto),
                proto.hasCondition() ? ExpressionCodec.decodeCondition(proto.getCondition()) : null,
                proto.getReturnItemOnConditionFailure(),
                proto.hasExpectedVersion() ? (Long) proto.getExpectedVersion() : null);
    }

    private static ItemWrite.@Nullable Action action(io.stator.proto.v1.ItemChange proto) {
        return switch (proto.getActionCase()) {
            case PUT -> new ItemWrite.Put(proto.getPut());
            case UPDATE -> update(proto.getUpdate());
            case DELETE -> new ItemWrite.Delete();
            case CHECK -> null;
            case ACTION_NOT_SET -> throw TransactionParts.malformed("a change without an action");
        };
    }

    private static ItemWrite.Update update(TransactUpdate proto) {
        List<UpdateAction> actions = proto.getActionsList().stream()
                .map(ExpressionCodec::decodeAction)
                .toList();
        return new ItemWrite.Update(proto.getKey(), actions);
    }
}
