package io.stator.client.routing;

import com.google.protobuf.ByteString;
import io.grpc.MethodDescriptor;
import io.stator.model.AttributeValue;
import io.stator.model.Bounds;
import io.stator.model.EncodedKey;
import io.stator.model.KeyCodec;
import io.stator.model.Position;
import io.stator.model.SortKeyRange;
import io.stator.model.StatorException;
import io.stator.model.TableInfo;
import io.stator.proto.v1.DataGrpc;
import io.stator.proto.v1.PageResponse;
import io.stator.proto.v1.QueryRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A query: an item collection, or a range of it. */
record QueryQuestion(QueryRequest request, AttributeValue partitionKey, SortKeyRange sortKey)
        implements PageQuestion<QueryRequest> {
    /** Behind an encoded key value, whatever follows it; such encodings are never prefixes of others. */
    private static final ByteString BEHIND = ByteString.copyFrom(new byte[] {(byte) 0xff});

    static QueryQuestion of(QueryRequest request) {
        PageSizes.check(request.getLimit(), request.getPageBytes());
        return new QueryQuestion(
                request,
                ValueConversions.fromProto(request.getPartitionKey()),
                ValueConversions.fromProto(request.getSortKey()));
    }

    @Override
    public MethodDescriptor<QueryRequest, PageResponse> method() {
        return DataGrpc.getQueryMethod();
    }

    @Override
    public String table() {
        return request.getTable();
    }

    @Override
    public boolean consistent() {
        return request.getConsistent();
    }

    @Override
    public boolean backward() {
        return request.getBackward();
    }

    @Override
    public int limit() {
        return request.getLimit();
    }

    @Override
    public boolean wantsAll() {
        return !request.hasFilter() && !request.hasProjection() && !request.getCountOnly();
    }

    @Override
    public int pageBytes() {
        return PageSizes.pageBytes(request.getPageBytes());
    }

    @Override
    public @Nullable ByteString exclusiveStartKey() {
        return request.hasExclusiveStartKey() ? request.getExclusiveStartKey() : null;
    }

    @Override
    public Bounds range(TableInfo table) {
        ByteString key = KeyCodec.encode(partitionKey);
        long token = KeyCodec.token(table.id(), key);
        Position from = new Position(token, table.id(), key, first());
        Position to = last().map(last -> new Position(token, table.id(), key, last))
                .orElseGet(() -> new Position(token, table.id(), key.concat(BEHIND), ByteString.EMPTY));
        if (from.compareTo(to) >= 0) {
            throw StatorException.validation("Invalid KeyConditionExpression: The BETWEEN operator requires upper bound"
                    + " to be greater than or equal to lower bound");
        }
        return new Bounds(from, to);
    }

    /** Not after any sort key in the range. */
    private ByteString first() {
        AttributeValue prefix = sortKey.beginsWith();
        AttributeValue from = sortKey.from();
        if (prefix != null) {
            return KeyCodec.prefixStart(prefix);
        }
        return from == null ? ByteString.EMPTY : KeyCodec.encode(from);
    }

    /** After any sort key in the range; empty: there is no such bound. */
    private Optional<ByteString> last() {
        AttributeValue prefix = sortKey.beginsWith();
        AttributeValue to = sortKey.to();
        if (prefix != null) {
            return Optional.of(KeyCodec.prefixEnd(prefix));
        }
        return to == null ? Optional.empty() : Optional.of(KeyCodec.encode(to).concat(BEHIND));
    }

    @Override
    public void checkStart(TableInfo table, EncodedKey start) {
        if (!start.partitionKey().equals(KeyCodec.encode(partitionKey))) {
            throw StatorException.validation(
                    "The provided starting key is outside query boundaries based on provided" + " conditions");
        }
    }

    @Override
    public QueryRequest request(PartitionRoute route, PageRest rest) {
        QueryRequest.Builder builder = request.toBuilder()
                .setRoute(route.toProto())
                .setLimit(rest.limit())
                .setPageBytes(rest.pageBytes())
                .clearExclusiveStartKey()
                .clearEarlierBytes();
        ByteString after = rest.after();
        if (after != null) {
            builder.setExclusiveStartKey(after);
        }
        Integer earlierBytes = rest.earlierBytes();
        if (earlierBytes != null) {
            builder.setEarlierBytes(earlierBytes);
        }
        return builder.build();
    }
}
