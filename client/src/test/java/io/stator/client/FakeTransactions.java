package io.stator.client;

import com.google.protobuf.ByteString;
import io.stator.model.CancellationReason;
import io.stator.model.CancellationReason.Code;
import io.stator.model.ErrorCode;
import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.model.ItemSize;
import io.stator.model.KeyCodec;
import io.stator.model.Position;
import io.stator.model.StatorException;
import io.stator.model.TransactionCanceledException;
import io.stator.model.expression.ConditionEvaluator;
import io.stator.model.expression.ExpressionCodec;
import io.stator.model.expression.ItemUpdater;
import io.stator.proto.v1.TransactGet;
import io.stator.proto.v1.TransactGetItem;
import io.stator.proto.v1.TransactGetRequest;
import io.stator.proto.v1.TransactGetResponse;
import io.stator.proto.v1.TransactWrite;
import io.stator.proto.v1.TransactWriteRequest;
import io.stator.proto.v1.TransactWriteResponse;
import io.stator.proto.v1.TransactionStepsRequest;
import io.stator.proto.v1.TransactionStepsResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Transactions as one node serves them that holds all data: refuses what the leader of the first item should have got. */
final class FakeTransactions {
    private final FakeCluster cluster;
    private final FakeData data;

    FakeTransactions(FakeCluster cluster, FakeData data) {
        this.cluster = cluster;
        this.data = data;
    }

    TransactWriteResponse write(TransactWriteRequest request) {
        synchronized (cluster) {
            List<Position> positions =
                    request.getWritesList().stream().map(this::position).toList();
            data.checkAnchor(request.getRoute(), Collections.min(positions));
            ByteString parameters = request.toBuilder().clearRoute().build().toByteString();
            ByteString before = cluster.tokens.get(request.getToken());
            if (before != null) {
                if (!before.equals(parameters)) {
                    throw new StatorException(ErrorCode.IDEMPOTENT_PARAMETER_MISMATCH, "another request's token");
                }
                return TransactWriteResponse.getDefaultInstance();
            }
            writeAll(request, positions);
            cluster.tokens.put(request.getToken(), parameters);
            return TransactWriteResponse.getDefaultInstance();
        }
    }

    private void writeAll(TransactWriteRequest request, List<Position> positions) {
        List<CancellationReason> reasons = new ArrayList<>();
        for (TransactWrite write : request.getWritesList()) {
            reasons.add(reason(write, positions.get(reasons.size())));
        }
        if (reasons.stream().anyMatch(reason -> reason.code() != Code.NONE)) {
            throw new TransactionCanceledException(reasons);
        }
        for (int i = 0; i < positions.size(); i++) {
            apply(request.getWrites(i), positions.get(i));
        }
    }

    private CancellationReason reason(TransactWrite write, Position position) {
        Item item = item(position);
        if (write.hasExpectedVersion() && write.getExpectedVersion() != version(position)) {
            return new CancellationReason(Code.TRANSACTION_CONFLICT, "another version", null);
        }
        if (write.hasCondition()
                && !ConditionEvaluator.holds(ExpressionCodec.decodeCondition(write.getCondition()), item)) {
            return new CancellationReason(
                    Code.CONDITIONAL_CHECK_FAILED,
                    "The conditional request failed",
                    write.getReturnItemOnConditionFailure() ? item : null);
        }
        return CancellationReason.NONE;
    }

    private void apply(TransactWrite write, Position position) {
        switch (write.getActionCase()) {
            case PUT_ITEM -> cluster.store(position, write.getPutItem());
            case DELETE_KEY -> cluster.remove(position);
            case UPDATE -> {
                Item updated = ItemUpdater.update(
                        item(position),
                        ItemCodec.decode(write.getUpdate().getKey()),
                        write.getUpdate().getActionsList().stream()
                                .map(ExpressionCodec::decodeAction)
                                .toList());
                if (updated != null) {
                    cluster.store(position, ItemCodec.encode(updated));
                }
            }
            case CHECK_KEY -> {}
            case ACTION_NOT_SET -> throw new AssertionError("an empty write");
        }
    }

    TransactGetResponse get(TransactGetRequest request) {
        synchronized (cluster) {
            List<Position> positions = request.getGetsList().stream()
                    .map(get -> position(get.getTable(), get.getKey()))
                    .toList();
            data.checkAnchor(request.getRoute(), Collections.min(positions));
            TransactGetResponse.Builder answer = TransactGetResponse.newBuilder();
            for (TransactGet get : request.getGetsList()) {
                answer.addItems(got(get, positions.get(answer.getItemsCount())));
            }
            return answer.build();
        }
    }

    /** Takes them, if it leads there, and does nothing. */
    TransactionStepsResponse steps(TransactionStepsRequest request) {
        synchronized (cluster) {
            data.routed(request.getRoute(), true);
            return TransactionStepsResponse.getDefaultInstance();
        }
    }

    private TransactGetItem got(TransactGet get, Position position) {
        Item item = item(position);
        if (item == null) {
            return TransactGetItem.getDefaultInstance();
        }
        Item wanted = get.hasProjection()
                ? ExpressionCodec.decodeProjection(get.getProjection()).of(item)
                : item;
        return TransactGetItem.newBuilder()
                .setItem(ItemCodec.encode(wanted))
                .setItemBytes(ItemSize.of(item))
                .setVersion(version(position))
                .build();
    }

    private long version(Position position) {
        return cluster.versions.getOrDefault(position, 0L);
    }

    private Position position(TransactWrite write) {
        return position(
                write.getTable(),
                switch (write.getActionCase()) {
                    case PUT_ITEM -> write.getPutItem();
                    case UPDATE -> write.getUpdate().getKey();
                    case DELETE_KEY -> write.getDeleteKey();
                    case CHECK_KEY -> write.getCheckKey();
                    case ACTION_NOT_SET -> throw new AssertionError("an empty write");
                });
    }

    private Position position(String table, ByteString keyed) {
        return KeyCodec.encodeKey(cluster.table(table), ItemCodec.decode(keyed)).position();
    }

    private @Nullable Item item(Position position) {
        ByteString item = cluster.items.get(position);
        return item == null ? null : ItemCodec.decode(item);
    }
}
