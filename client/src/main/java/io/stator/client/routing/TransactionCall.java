package io.stator.client.routing;

import io.grpc.MethodDescriptor;
import io.stator.model.ErrorCode;
import io.stator.model.Item;
import io.stator.model.KeyCodec;
import io.stator.model.Position;
import io.stator.model.StatorException;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A transaction: asked of the leader of the partition that owns the first of its items. For one call. */
final class TransactionCall<Q, R> implements PartitionCall<Q, R> {
    private final MethodDescriptor<Q, R> method;
    private final Framing<Q, R> framing;
    private final Access access;
    private final List<Keyed> items;
    private final Function<PartitionRoute, Q> routed;

    /** Also asked by the thread that closes the client. */
    private volatile boolean inDoubt;

    /** @param keyed has the key attributes */
    record Keyed(String table, Item keyed) {}

    /**
     * @param items at least one
     * @param routed the request for a partition, with the same token each time
     */
    TransactionCall(
            MethodDescriptor<Q, R> method,
            Framing<Q, R> framing,
            Access access,
            List<Keyed> items,
            Function<PartitionRoute, Q> routed) {
        this.method = method;
        this.framing = framing;
        this.access = access;
        this.items = items;
        this.routed = routed;
    }

    @Override
    public MethodDescriptor<Q, R> method() {
        return method;
    }

    @Override
    public Framing<Q, R> framing() {
        return framing;
    }

    @Override
    public Access access() {
        return access;
    }

    @Override
    public Collection<String> tables() {
        return items.stream().map(Keyed::table).collect(Collectors.toSet());
    }

    @Override
    public PartitionRoute locate(Directory directory, RoutingTable map) {
        Set<Position> positions = new HashSet<>();
        for (Keyed item : items) {
            if (!positions.add(KeyCodec.encodeKey(directory.table(item.table()), item.keyed())
                    .position())) {
                throw StatorException.validation("Transaction request cannot include multiple operations on one item");
            }
        }
        return map.find(Collections.min(positions));
    }

    @Override
    public Q request(PartitionRoute route) {
        return routed.apply(route);
    }

    @Override
    public boolean inDoubt() {
        return inDoubt;
    }

    @Override
    public void doubt() {
        inDoubt = true;
    }

    /**
     * No error does. What was cancelled has given its token free, so that an attempt that is still on its way may begin
     * with it; and one that was refused otherwise was looked at by tables, or beside a token, that an earlier attempt may
     * not have met.
     */
    @Override
    public boolean decidesAll(ErrorCode code) {
        return false;
    }
}
