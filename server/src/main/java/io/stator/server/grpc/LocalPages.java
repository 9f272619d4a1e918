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
import io.stator.model.Limits;
import io.stator.model.Position;
import io.stator.model.SortKeyRange;
import io.stator.model.StatorException;
import io.stator.model.TableInfo;
import io.stator.model.Validation;
import io.stator.partition.Page;
import io.stator.partition.PageRequest;
import io.stator.partition.TableRange;
import io.stator.proto.v1.PageResponse;
import io.stator.proto.v1.QueryRequest;
import io.stator.proto.v1.ScanRequest;
import io.stator.server.grpc.LocalRequests.Access;
import io.stator.server.grpc.LocalRequests.Target;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Pages of queries and scans, of this node's partitions. Thread-safe. */
final class LocalPages {
    private static final String START_OUTSIDE_QUERY =
            "The provided starting key is outside query boundaries based on provided conditions";

    private final LocalRequests requests;

    LocalPages(LocalRequests requests) {
        this.requests = requests;
    }

    CompletableFuture<PageResponse> query(QueryRequest request) {
        if (!request.hasPartitionKey()) {
            throw StatorException.validation("Query condition missed key schema element");
        }
        AttributeValue partitionKey = ValueConversions.fromProto(request.getPartitionKey());
        SortKeyRange sortKeys =
                request.hasSortKey() ? ValueConversions.fromProto(request.getSortKey()) : SortKeyRange.ALL;
        Item start = request.hasExclusiveStartKey() ? ItemCodec.decode(request.getExclusiveStartKey()) : null;
        return requests.withTable(request.getTable(), access(request.getConsistent()), table -> {
            Validation.query(table, partitionKey, sortKeys);
            ByteString encoded = KeyCodec.encode(partitionKey);
            long token = KeyCodec.token(table.id(), encoded);
            TableRange range = TableRange.collection(token, encoded, sortKeys);
            Position place = new Position(token, table.id(), encoded, ByteString.EMPTY);
            if (start != null) {
                EncodedKey after = startKey(table, start);
                if (!after.partitionKey().equals(encoded)) {
                    throw StatorException.validation(START_OUTSIDE_QUERY);
                }
                range = request.getBackward() ? range.before(after) : range.after(after);
                place = after.position();
            }
            Target target = requests.target(request.getRoute(), place);
            requireCollection(target, place);
            PageRequest page = new PageRequest(
                    table,
                    target.epoch(),
                    range,
                    request.getBackward(),
                    limit(request.getLimit()),
                    pageBytes(request.getPageBytes()));
            return page(target, page, request.getConsistent());
        });
    }

    /** A partition that owns nothing of the collection would answer with an empty page, as if there were no items. */
    private void requireCollection(Target target, Position place) {
        Bounds bounds = target.local().partition().bounds().orElse(null);
        if (bounds == null) {
            throw requests.wrongRoute(target);
        }
        Position from = bounds.from();
        boolean startsWithin = from != null
                && from.token() == place.token()
                && from.tableId() == place.tableId()
                && from.partitionKey().equals(place.partitionKey());
        if (!startsWithin && !bounds.contains(place)) {
            throw requests.wrongRoute(target);
        }
    }

    CompletableFuture<PageResponse> scan(ScanRequest request) {
        Bounds segment =
                ScanSegment.of(request.getSegment(), request.getTotalSegments()).bounds();
        Item start = request.hasExclusiveStartKey() ? ItemCodec.decode(request.getExclusiveStartKey()) : null;
        return requests.withTable(request.getTable(), access(request.getConsistent()), table -> {
            TableRange range = tokens(segment);
            Position place = segment.from() == null ? Position.atToken(0) : segment.from();
            if (start != null) {
                EncodedKey after = startKey(table, start);
                if (!segment.contains(after.position())) {
                    throw StatorException.validation(
                            "The provided starting key is invalid: Invalid ExclusiveStartKey. Please use"
                                    + " ExclusiveStartKey with correct Segment. TotalSegments: "
                                    + Math.max(1, request.getTotalSegments()) + " Segment: " + request.getSegment());
                }
                range = range.after(after);
                place = after.position();
            }
            Target target = requests.target(request.getRoute(), place);
            PageRequest page = new PageRequest(
                    table,
                    target.epoch(),
                    range,
                    false,
                    limit(request.getLimit()),
                    pageBytes(request.getPageBytes()));
            return page(target, page, request.getConsistent());
        });
    }

    private CompletableFuture<PageResponse> page(Target target, PageRequest request, boolean strong) {
        return requests.found(target, target.local().partition().page(request, strong))
                .thenApply(page -> response(request.table(), page));
    }

    private static PageResponse response(TableInfo table, Page page) {
        PageResponse.Builder response =
                PageResponse.newBuilder().addAllItems(page.items()).setItemBytes(page.itemBytes());
        if (page.more() && !page.items().isEmpty()) {
            Item last = ItemCodec.decode(page.items().get(page.items().size() - 1));
            Item key = KeyCodec.decodeKey(table, KeyCodec.encodeKey(table, last));
            response.setLastEvaluatedKey(ItemCodec.encode(key));
        }
        return response.build();
    }

    private static EncodedKey startKey(TableInfo table, Item start) {
        try {
            Validation.key(table, start);
        } catch (StatorException e) {
            throw new StatorException(e.code(), "The provided starting key is invalid: " + e.getMessage(), e);
        }
        return KeyCodec.encodeKey(table, start);
    }

    private static TableRange tokens(Bounds segment) {
        return TableRange.tokens(
                segment.from() == null ? 0 : segment.from().token(), token(segment.to()));
    }

    private static @Nullable Long token(@Nullable Position position) {
        return position == null ? null : Long.valueOf(position.token());
    }

    private static Access access(boolean consistent) {
        return consistent ? Access.AT_LEADER : Access.AT_ANY_REPLICA;
    }

    /** Unsigned on the wire; 0: no limit of its own. */
    private static int limit(int given) {
        return given <= 0 ? Integer.MAX_VALUE : given;
    }

    private static int pageBytes(int given) {
        return given <= 0 ? Limits.PAGE_BYTES_MAX : Math.min(given, Limits.PAGE_BYTES_MAX);
    }
}
