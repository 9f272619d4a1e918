package io.stator.client.routing;

import com.google.protobuf.ByteString;
import io.grpc.Deadline;
import io.grpc.MethodDescriptor;
import io.stator.model.AttributeValue;
import io.stator.model.Bounds;
import io.stator.model.EncodedKey;
import io.stator.model.ErrorCode;
import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.model.KeyAttribute;
import io.stator.model.KeyCodec;
import io.stator.model.Position;
import io.stator.model.StatorException;
import io.stator.model.TableInfo;
import io.stator.model.ThroughputExceededException;
import io.stator.proto.v1.PageResponse;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Gathers one page: asks one partition after another, in order, until the page is full or the range
 * is at its end. A page that its limit ended says where to go on, even behind the last item of all, as DynamoDB's do.
 * Where it stands is a key or a place on the ring, not a partition, so that partitions may change under it.
 */
final class PageWalk<Q> {
    private final CallMachinery machinery;
    private final Directory directory;
    private final PageQuestion<Q> question;
    private final Deadline deadline;
    private final PageResponse.Builder page = PageResponse.newBuilder();
    private final CompletableFuture<PageResponse> result = new CompletableFuture<>();

    /** Go on after this key; absent: from the edge, or from the range's start. */
    private @Nullable ByteString after;

    private @Nullable Position edge;

    /** Of the last item that was looked at; absent: the last of the page, whole. */
    private @Nullable ByteString lastScannedKey;

    private boolean begun;

    private final long startNanosLeft;

    PageWalk(CallMachinery machinery, Directory directory, PageQuestion<Q> question) {
        this.machinery = machinery;
        this.directory = directory;
        this.question = question;
        this.deadline = machinery.callDeadline();
        this.startNanosLeft = deadline.timeRemaining(TimeUnit.NANOSECONDS);
        this.after = question.exclusiveStartKey();
    }

    CompletableFuture<PageResponse> start() {
        step();
        return result;
    }

    private void step() {
        Step step = new Step(after == null ? null : ItemCodec.decode(after));
        PartitionDestination.start(machinery, directory, step, deadline).whenComplete((part, failure) -> {
            try {
                if (failure == null) {
                    add(part, step);
                } else {
                    failed(ErrorCodec.toStatorException(failure), step);
                }
            } catch (RuntimeException bad) {
                result.completeExceptionally(ErrorCodec.toStatorException(bad));
            }
        });
    }

    /** A table whose throughput is used up on the way has a page all the same: what was looked at until then. */
    private void failed(StatorException failure, Step step) {
        if (failure instanceof ThroughputExceededException && page.getScannedCount() > 0) {
            endBehind(step);
        } else {
            result.completeExceptionally(failure);
        }
    }

    private void add(PageResponse part, Step step) {
        begun = true;
        boolean uncounted = part.getScannedCount() == 0 && part.getItemsCount() > 0;
        if (uncounted && !question.wantsAll()) {
            throw new StatorException(
                    ErrorCode.SERVICE_UNAVAILABLE, "A node of an older version can neither filter nor project");
        }
        page.addAllItems(part.getItemsList());
        page.setItemBytes(page.getItemBytes() + part.getItemBytes());
        page.setScannedCount(page.getScannedCount() + (uncounted ? part.getItemsCount() : part.getScannedCount()));
        page.setCount(page.getCount() + (uncounted ? part.getItemsCount() : part.getCount()));
        if (part.hasLastEvaluatedKey()) {
            lastScannedKey = part.getLastEvaluatedKey();
        } else if (part.hasLastScannedKey()) {
            lastScannedKey = part.getLastScannedKey();
        } else if (part.getItemsCount() > 0) {
            lastScannedKey = null;
        }
        boolean atLimit = question.limit() > 0 && page.getScannedCount() >= question.limit();
        boolean full = atLimit || page.getItemBytes() >= question.pageBytes() || isLate();
        boolean partitionHasMore = part.hasLastEvaluatedKey();
        if (partitionHasMore) {
            if (part.getLastEvaluatedKey().equals(after)) {
                throw new StatorException(ErrorCode.INTERNAL_SERVER_ERROR, "A page does not get on");
            }
            after = part.getLastEvaluatedKey();
            edge = null;
        } else {
            after = null;
            edge = step.edge();
        }
        if (!partitionHasMore && step.isLast() && !atLimit) {
            result.complete(page.build());
        } else if (full) {
            endBehind(step);
        } else {
            step();
        }
    }

    /** With the last item that was looked at as what to go on after. */
    private void endBehind(Step step) {
        page.setLastEvaluatedKey(lastScannedKey == null ? lastKey(step.table()) : lastScannedKey);
        result.complete(page.build());
    }

    /**
     * A filter over much that it drops takes more than one call's time: what was looked at then is a page. Only behind an
     * item can a later page go on.
     */
    private boolean isLate() {
        return !question.wantsAll()
                && page.getScannedCount() > 0
                && deadline.timeRemaining(TimeUnit.NANOSECONDS) < startNanosLeft / 2;
    }

    private ByteString lastKey(TableInfo table) {
        if (page.getItemsCount() == 0) {
            throw new StatorException(ErrorCode.INTERNAL_SERVER_ERROR, "A page is full of nothing");
        }
        Item last = ItemCodec.decode(page.getItems(page.getItemsCount() - 1));
        Map<String, AttributeValue> key = new TreeMap<>();
        String partitionKey = table.schema().partitionKey().name();
        key.put(partitionKey, attribute(last, partitionKey));
        KeyAttribute sortKey = table.schema().sortKey();
        if (sortKey != null) {
            key.put(sortKey.name(), attribute(last, sortKey.name()));
        }
        return ItemCodec.encode(Item.of(key));
    }

    private static AttributeValue attribute(Item item, String name) {
        AttributeValue value = item.get(name);
        if (value == null) {
            throw new StatorException(ErrorCode.INTERNAL_SERVER_ERROR, "An item lacks its key attribute " + name);
        }
        return value;
    }

    /** The part of one partition. */
    private final class Step implements PartitionCall<Q, PageResponse> {
        private final @Nullable Item start;
        private @Nullable PartitionRoute route;
        private @Nullable Bounds range;
        private @Nullable TableInfo table;
        private boolean startsWithin;

        Step(@Nullable Item start) {
            this.start = start;
        }

        @Override
        public MethodDescriptor<Q, PageResponse> method() {
            return question.method();
        }

        @Override
        public Access access() {
            return question.consistent() ? Access.STRONG_READ : Access.EVENTUAL_READ;
        }

        @Override
        public Collection<String> tables() {
            return List.of(question.table());
        }

        @Override
        public PartitionRoute locate(Directory known, RoutingTable map) {
            TableInfo current = known.table(question.table());
            Bounds wanted = question.range(current);
            Position from = edge;
            startsWithin = false;
            if (start != null) {
                EncodedKey key = KeyCodec.encodeKey(current, start);
                question.checkStart(current, key);
                from = key.position();
            } else if (from == null) {
                from = question.backward() ? wanted.to() : wanted.from();
            }
            PartitionRoute found = question.backward() ? map.findBefore(from) : map.find(from);
            // Where a key is the very bound of the partition, all of the partition is still to come.
            startsWithin = start != null && from != null && found.bounds().contains(from);
            table = current;
            range = wanted;
            route = found;
            return found;
        }

        @Override
        public Q request(PartitionRoute target) {
            int limit = question.limit() == 0 ? 0 : question.limit() - page.getScannedCount();
            int pageBytes = question.pageBytes() - page.getItemBytes();
            return question.request(
                    target,
                    new PageQuestion.PageRest(
                            limit, pageBytes, startsWithin ? after : null, begun ? page.getItemBytes() : null));
        }

        TableInfo table() {
            return Objects.requireNonNull(table);
        }

        /** Where the next partition starts, in the walk's direction; null: the ring's end. */
        @Nullable
        Position edge() {
            Bounds bounds = Objects.requireNonNull(route).bounds();
            return question.backward() ? bounds.from() : bounds.to();
        }

        boolean isLast() {
            Position next = edge();
            Bounds wanted = Objects.requireNonNull(range);
            Position end = question.backward() ? wanted.from() : wanted.to();
            if (next == null) {
                return true;
            }
            return end != null && (question.backward() ? next.compareTo(end) <= 0 : next.compareTo(end) >= 0);
        }
    }
}
