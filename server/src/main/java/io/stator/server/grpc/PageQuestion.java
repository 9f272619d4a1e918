package io.stator.server.grpc;

import com.google.protobuf.ByteString;
import io.stator.client.routing.ScanSegment;
import io.stator.client.routing.ValueConversions;
import io.stator.model.AttributeValue;
import io.stator.model.Bounds;
import io.stator.model.EncodedKey;
import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.model.KeyCodec;
import io.stator.model.Position;
import io.stator.model.SortKeyRange;
import io.stator.model.StatorException;
import io.stator.model.TableInfo;
import io.stator.model.Validation;
import io.stator.partition.TableRange;
import io.stator.proto.v1.QueryRequest;
import io.stator.proto.v1.ScanRequest;
import org.jspecify.annotations.Nullable;

/** A query or scan that is well-formed; what only the table's schema can tell is checked by {@link #of(TableInfo)}. */
@FunctionalInterface
interface PageQuestion {
    String START_OUTSIDE_QUERY = "The provided starting key is outside query boundaries based on provided conditions";

    /** @throws StatorException ValidationException */
    Asked of(TableInfo table);

    /** @param place where its first item could be */
    record Asked(TableRange range, Position place) {}

    static PageQuestion of(QueryRequest request) {
        if (!request.hasPartitionKey()) {
            throw StatorException.validation("Query condition missed key schema element");
        }
        AttributeValue partitionKey = ValueConversions.fromProto(request.getPartitionKey());
        SortKeyRange sortKeys =
                request.hasSortKey() ? ValueConversions.fromProto(request.getSortKey()) : SortKeyRange.ALL;
        Item start = request.hasExclusiveStartKey() ? ItemCodec.decode(request.getExclusiveStartKey()) : null;
        return table -> {
            Validation.query(table, partitionKey, sortKeys);
            ByteString encoded = KeyCodec.encode(partitionKey);
            long token = KeyCodec.token(table.id(), encoded);
            TableRange range = TableRange.collection(token, encoded, sortKeys);
            if (start == null) {
                return new Asked(range, new Position(token, table.id(), encoded, ByteString.EMPTY));
            }
            EncodedKey after = startKey(table, start);
            if (!after.partitionKey().equals(encoded)) {
                throw StatorException.validation(START_OUTSIDE_QUERY);
            }
            return new Asked(request.getBackward() ? range.before(after) : range.after(after), after.position());
        };
    }

    static PageQuestion of(ScanRequest request) {
        ScanSegment segment = ScanSegment.of(request.getSegment(), request.getTotalSegments());
        Bounds bounds = segment.bounds();
        Item start = request.hasExclusiveStartKey() ? ItemCodec.decode(request.getExclusiveStartKey()) : null;
        return table -> {
            Position from = bounds.from();
            Position to = bounds.to();
            TableRange range = TableRange.tokens(from == null ? 0 : from.token(), token(to));
            if (start == null) {
                return new Asked(range, from == null ? Position.atToken(0) : from);
            }
            EncodedKey after = startKey(table, start);
            if (!bounds.contains(after.position())) {
                throw StatorException.validation("The provided starting key is invalid: Invalid ExclusiveStartKey. "
                        + "Please use ExclusiveStartKey with correct Segment. TotalSegments: "
                        + segment.totalSegments() + " Segment: " + segment.segment());
            }
            return new Asked(range.after(after), after.position());
        };
    }

    private static EncodedKey startKey(TableInfo table, Item start) {
        try {
            Validation.key(table, start);
        } catch (StatorException e) {
            throw new StatorException(e.code(), "The provided starting key is invalid: " + e.getMessage(), e);
        }
        return KeyCodec.encodeKey(table, start);
    }

    private static @Nullable Long token(@Nullable Position position) {
        return position == null ? null : Long.valueOf(position.token());
    }
}
