package io.stator.server.grpc;

import com.google.protobuf.ByteString;
import io.stator.client.routing.ReturnValuesConversions;
import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.model.KeyCodec;
import io.stator.model.ReturnValues;
import io.stator.model.StatorException;
import io.stator.model.TableInfo;
import io.stator.model.Validation;
import io.stator.model.expression.Condition;
import io.stator.model.expression.ExpressionCodec;
import io.stator.model.expression.ExpressionRules;
import io.stator.model.expression.UpdateAction;
import io.stator.partition.ItemWrite;
import io.stator.partition.WriteId;
import io.stator.proto.v1.DeleteRequest;
import io.stator.proto.v1.PutRequest;
import io.stator.proto.v1.UpdateRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Write requests, checked by DynamoDB's rules, as writes ready for the log. Stateless. */
final class Writes {
    private static final int REQUEST_ID_BYTES = 16;

    private Writes() {}

    /** A request that is well-formed; what only the table's schema can tell is checked by {@link #of}. */
    @FunctionalInterface
    interface Prepared {
        /** @throws StatorException ValidationException */
        ItemWrite of(TableInfo table, long epoch);
    }

    private record Options(
            @Nullable Condition condition,
            ReturnValues returnValues,
            boolean returnItemOnConditionFailure,
            WriteId id,
            boolean returnSizes) {

        /** Of a batch. */
        static Options of(WriteId id, boolean returnSizes) {
            return new Options(null, ReturnValues.NONE, false, id, returnSizes);
        }
    }

    static Prepared put(PutRequest request) {
        Options options = new Options(
                request.hasCondition() ? condition(request.getCondition()) : null,
                noneOrAllOld(ReturnValuesConversions.fromProto(request.getReturnValues())),
                request.getReturnItemOnConditionFailure(),
                id(request.getRequestId(), request.hasSentAfter(), request.getSentAfter()),
                request.getReturnSizes());
        return put(ItemCodec.decode(request.getItem()), options);
    }

    /** Of a batch. */
    static Prepared put(ByteString item, WriteId id, boolean returnSizes) {
        return put(ItemCodec.decode(item), Options.of(id, returnSizes));
    }

    private static Prepared put(Item item, Options options) {
        return (table, epoch) -> {
            Validation.item(table, item);
            return write(table, item, epoch, new ItemWrite.Put(ItemCodec.encode(item)), options);
        };
    }

    static Prepared delete(DeleteRequest request) {
        Options options = new Options(
                request.hasCondition() ? condition(request.getCondition()) : null,
                noneOrAllOld(ReturnValuesConversions.fromProto(request.getReturnValues())),
                request.getReturnItemOnConditionFailure(),
                id(request.getRequestId(), request.hasSentAfter(), request.getSentAfter()),
                request.getReturnSizes());
        return delete(ItemCodec.decode(request.getKey()), options);
    }

    /** Of a batch. */
    static Prepared delete(ByteString key, WriteId id, boolean returnSizes) {
        return delete(ItemCodec.decode(key), Options.of(id, returnSizes));
    }

    private static Prepared delete(Item key, Options options) {
        return (table, epoch) -> {
            Validation.key(table, key);
            return write(table, key, epoch, new ItemWrite.Delete(), options);
        };
    }

    static Prepared update(UpdateRequest request) {
        Item key = ItemCodec.decode(request.getKey());
        List<UpdateAction> actions = request.getActionsList().stream()
                .map(ExpressionCodec::decodeAction)
                .toList();
        Options options = new Options(
                request.hasCondition() ? condition(request.getCondition()) : null,
                ReturnValuesConversions.fromProto(request.getReturnValues()),
                request.getReturnItemOnConditionFailure(),
                id(request.getRequestId(), request.hasSentAfter(), request.getSentAfter()),
                request.getReturnSizes());
        return (table, epoch) -> {
            Validation.key(table, key);
            ExpressionRules.update(table, actions);
            return write(table, key, epoch, new ItemWrite.Update(ItemCodec.encode(key), actions), options);
        };
    }

    private static ItemWrite write(TableInfo table, Item keyed, long epoch, ItemWrite.Action action, Options options) {
        return new ItemWrite(
                table,
                KeyCodec.encodeKey(table, keyed),
                epoch,
                action,
                options.condition(),
                options.returnValues(),
                options.returnItemOnConditionFailure(),
                options.id(),
                options.returnSizes());
    }

    private static Condition condition(ByteString encoded) {
        Condition condition = ExpressionCodec.decodeCondition(encoded);
        ExpressionRules.condition(condition);
        return condition;
    }

    private static ReturnValues noneOrAllOld(ReturnValues given) {
        if (given != ReturnValues.NONE && given != ReturnValues.ALL_OLD) {
            throw StatorException.validation("ReturnValues can only be ALL_OLD or NONE");
        }
        return given;
    }

    /** @throws StatorException ValidationException */
    static WriteId id(ByteString given, boolean hasSentAfter, long sentAfter) {
        if (given.isEmpty()) {
            return WriteId.NONE;
        }
        if (given.size() != REQUEST_ID_BYTES) {
            throw StatorException.validation("A request id must have " + REQUEST_ID_BYTES + " bytes, or none");
        }
        if (hasSentAfter && sentAfter < 0) {
            throw StatorException.validation("sent_after must be a write count");
        }
        return new WriteId(given, hasSentAfter ? sentAfter : WriteId.SENT_NOW);
    }
}
