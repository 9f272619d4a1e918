package io.stator.client.routing;

import io.grpc.MethodDescriptor;
import io.stator.model.ErrorCode;
import io.stator.model.Item;
import io.stator.proto.v1.WriteResponse;
import java.util.Collection;
import java.util.function.Function;

/** A write of one item. */
record WriteCall<Q>(KeyedCall<Q, WriteResponse> keyed, WriteIdentity identity)
        implements PartitionCall<Q, WriteResponse> {

    /**
     * @param key has the key attributes
     * @param routed the request for a partition, with the identity
     */
    static <Q> WriteCall<Q> of(
            MethodDescriptor<Q, WriteResponse> method,
            Framing<Q, WriteResponse> framing,
            String table,
            Item key,
            WriteIdentity identity,
            Function<PartitionRoute, Q> routed) {
        return new WriteCall<>(new KeyedCall<>(method, framing, Access.WRITE, table, key, routed), identity);
    }

    @Override
    public MethodDescriptor<Q, WriteResponse> method() {
        return keyed.method();
    }

    @Override
    public Framing<Q, WriteResponse> framing() {
        return keyed.framing();
    }

    @Override
    public Access access() {
        return Access.WRITE;
    }

    @Override
    public Collection<String> tables() {
        return keyed.tables();
    }

    @Override
    public PartitionRoute locate(Directory directory, RoutingTable map) {
        return keyed.locate(directory, map);
    }

    @Override
    public Q request(PartitionRoute route) {
        return keyed.request(route);
    }

    @Override
    public boolean inDoubt() {
        return identity.inDoubt();
    }

    @Override
    public void doubt() {
        identity.doubt();
    }

    /** The partition remembers what became of the write's condition, and that a transaction kept it away, under its id. */
    @Override
    public boolean decidesAll(ErrorCode code) {
        return code == ErrorCode.CONDITIONAL_CHECK_FAILED
                || code == ErrorCode.TRANSACTION_CONFLICT
                || PartitionCall.super.decidesAll(code);
    }

    @Override
    public boolean expired(long writeCount) {
        return identity.expired(writeCount);
    }

    @Override
    public boolean answered(WriteResponse answer) {
        identity.answered(answer.getWriteCount());
        return true;
    }
}
