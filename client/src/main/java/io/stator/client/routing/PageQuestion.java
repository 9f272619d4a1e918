package io.stator.client.routing;

import com.google.protobuf.ByteString;
import io.grpc.MethodDescriptor;
import io.stator.model.Bounds;
import io.stator.model.EncodedKey;
import io.stator.model.TableInfo;
import io.stator.proto.v1.PageResponse;
import org.jspecify.annotations.Nullable;

/** What a query or a scan asks of each partition that it goes through. Immutable. */
interface PageQuestion<Q> {
    MethodDescriptor<Q, PageResponse> method();

    String table();

    boolean consistent();

    boolean backward();

    /** Items to be looked at, at most; 0: any number. */
    int limit();

    /** Whether all that is looked at is answered, as it is. */
    boolean wantsAll();

    /** Bytes by DynamoDB's rule after which no further item is taken, from 1. */
    int pageBytes();

    @Nullable
    ByteString exclusiveStartKey();

    /** What holds all that it wants. May be wider. */
    Bounds range(TableInfo table);

    /** @throws io.stator.model.StatorException ValidationException if one cannot go on from this key */
    void checkStart(TableInfo table, EncodedKey start);

    /** The request for one partition. */
    Q request(PartitionRoute route, PageRest rest);

    /**
     * What is still wanted.
     *
     * @param limit items to be looked at, at most; 0: any number
     * @param after absent: from where the partition starts
     * @param earlierBytes what was looked at for this page; absent: nothing was asked yet
     */
    record PageRest(
            int limit,
            int pageBytes,
            @Nullable ByteString after,
            @Nullable Integer earlierBytes) {}
}
