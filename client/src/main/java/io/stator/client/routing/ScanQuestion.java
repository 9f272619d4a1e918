package io.stator.client.routing;

import com.google.protobuf.ByteString;
import io.grpc.MethodDescriptor;
import io.stator.model.Bounds;
import io.stator.model.EncodedKey;
import io.stator.model.StatorException;
import io.stator.model.TableInfo;
import io.stator.proto.v1.DataGrpc;
import io.stator.proto.v1.PageResponse;
import io.stator.proto.v1.ScanRequest;
import org.jspecify.annotations.Nullable;

/** A scan of a table, or of one segment of it. */
record ScanQuestion(ScanRequest request, ScanSegment segment) implements PageQuestion<ScanRequest> {

    static ScanQuestion of(ScanRequest request) {
        PageSizes.check(request.getLimit(), request.getPageBytes());
        return new ScanQuestion(request, ScanSegment.of(request.getSegment(), request.getTotalSegments()));
    }

    @Override
    public MethodDescriptor<ScanRequest, PageResponse> method() {
        return DataGrpc.getScanMethod();
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
        return false;
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
        return segment.bounds();
    }

    @Override
    public void checkStart(TableInfo table, EncodedKey start) {
        if (!segment.bounds().contains(start.position())) {
            throw StatorException.validation(
                    "The provided starting key is invalid: Invalid ExclusiveStartKey. Please use ExclusiveStartKey"
                            + " with correct Segment. TotalSegments: " + segment.totalSegments() + " Segment: "
                            + segment.segment());
        }
    }

    @Override
    public ScanRequest request(PartitionRoute route, PageRest rest) {
        ScanRequest.Builder builder = request.toBuilder()
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
