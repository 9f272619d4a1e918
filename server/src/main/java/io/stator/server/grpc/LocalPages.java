package io.stator.server.grpc;

import com.google.protobuf.ByteString;
import io.stator.model.Bounds;
import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.model.KeyCodec;
import io.stator.model.Limits;
import io.stator.model.Position;
import io.stator.model.TableInfo;
import io.stator.partition.ItemSelection;
import io.stator.partition.Page;
import io.stator.partition.PageRequest;
import io.stator.proto.v1.PageResponse;
import io.stator.proto.v1.QueryRequest;
import io.stator.proto.v1.ScanRequest;
import io.stator.server.grpc.LocalRequests.Access;
import io.stator.server.grpc.LocalRequests.Target;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Pages of queries and scans, of this node's partitions. Thread-safe. */
final class LocalPages {
    /** Instead of what was looked at for the same page elsewhere. */
    private static final long PAGE_BEGINS = -1;

    private final LocalRequests requests;

    LocalPages(LocalRequests requests) {
        this.requests = requests;
    }

    CompletableFuture<PageResponse> query(QueryRequest request) {
        PageQuestion question = PageQuestion.of(request);
        Function<TableInfo, ItemSelection> selection = Selections.of(request);
        return requests.withTable(request.getTable(), access(request.getConsistent()), table -> {
            PageQuestion.Asked asked = question.of(table);
            Target target = requests.target(request.getRoute(), asked.place());
            requireCollection(target, asked.place());
            return page(
                    target,
                    new PageRequest(
                            table,
                            target.epoch(),
                            asked.range(),
                            request.getBackward(),
                            limit(request.getLimit()),
                            pageBytes(request.getPageBytes()),
                            selection.apply(table)),
                    request.getConsistent(),
                    request.hasEarlierBytes() ? earlierBytes(request.getEarlierBytes()) : PAGE_BEGINS);
        });
    }

    /** What is wrong with a request, whatever partition it belongs to. */
    CompletableFuture<?> check(QueryRequest request) {
        PageQuestion question = PageQuestion.of(request);
        Function<TableInfo, ItemSelection> selection = Selections.of(request);
        return requests.table(request.getTable())
                .thenApply(table -> Map.entry(question.of(table), selection.apply(table)));
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
        PageQuestion question = PageQuestion.of(request);
        Function<TableInfo, ItemSelection> selection = Selections.of(request);
        return requests.withTable(request.getTable(), access(request.getConsistent()), table -> {
            PageQuestion.Asked asked = question.of(table);
            Target target = requests.target(request.getRoute(), asked.place());
            return page(
                    target,
                    new PageRequest(
                            table,
                            target.epoch(),
                            asked.range(),
                            false,
                            limit(request.getLimit()),
                            pageBytes(request.getPageBytes()),
                            selection.apply(table)),
                    request.getConsistent(),
                    request.hasEarlierBytes() ? earlierBytes(request.getEarlierBytes()) : PAGE_BEGINS);
        });
    }

    CompletableFuture<?> check(ScanRequest request) {
        PageQuestion question = PageQuestion.of(request);
        Function<TableInfo, ItemSelection> selection = Selections.of(request);
        return requests.table(request.getTable())
                .thenApply(table -> Map.entry(question.of(table), selection.apply(table)));
    }

    private CompletableFuture<PageResponse> page(
            Target target, PageRequest request, boolean strong, long earlierBytes) {
        return requests.page(target, request, strong, earlierBytes).thenApply(page -> response(request, page));
    }

    private static PageResponse response(PageRequest request, Page page) {
        PageResponse.Builder response = PageResponse.newBuilder()
                .addAllItems(page.items())
                .setItemBytes(page.itemBytes())
                .setScannedCount(page.scannedCount())
                .setCount(page.count());
        ByteString last = page.lastItem();
        if (last != null && page.more()) {
            response.setLastEvaluatedKey(key(request.table(), last));
        } else if (last != null && !request.selection().isAll()) {
            response.setLastScannedKey(key(request.table(), last));
        }
        return response.build();
    }

    private static ByteString key(TableInfo table, ByteString encodedItem) {
        Item item = ItemCodec.decode(encodedItem);
        return ItemCodec.encode(KeyCodec.decodeKey(table, KeyCodec.encodeKey(table, item)));
    }

    private static Access access(boolean consistent) {
        return consistent ? Access.AT_LEADER : Access.AT_ANY_REPLICA;
    }

    /** Unsigned on the wire; 0: no limit of its own. */
    private static int limit(int given) {
        return given <= 0 ? Integer.MAX_VALUE : given;
    }

    /** Unsigned on the wire. Whatever it says, what is looked at here is paid. */
    private static long earlierBytes(int given) {
        return Integer.toUnsignedLong(given);
    }

    private static int pageBytes(int given) {
        return given <= 0 ? Limits.PAGE_BYTES_MAX : Math.min(given, Limits.PAGE_BYTES_MAX);
    }
}
