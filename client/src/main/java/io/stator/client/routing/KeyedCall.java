package io.stator.client.routing;

import io.grpc.MethodDescriptor;
import io.stator.model.Item;
import io.stator.model.KeyCodec;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * A request on one item.
 *
 * @param keyed has the key attributes
 * @param routed the request for a partition
 */
record KeyedCall<Q, R>(
        MethodDescriptor<Q, R> method,
        Framing<Q, R> framing,
        Access access,
        String table,
        Item keyed,
        Function<PartitionRoute, Q> routed)
        implements PartitionCall<Q, R> {

    @Override
    public Collection<String> tables() {
        return List.of(table);
    }

    @Override
    public PartitionRoute locate(Directory directory, RoutingTable map) {
        return map.find(KeyCodec.encodeKey(directory.table(table), keyed).position());
    }

    @Override
    public Q request(PartitionRoute route) {
        return routed.apply(route);
    }
}
