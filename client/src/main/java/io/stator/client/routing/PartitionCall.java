package io.stator.client.routing;

import io.grpc.MethodDescriptor;
import io.stator.model.ErrorCode;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** A request that one partition serves. */
interface PartitionCall<Q, R> {
    MethodDescriptor<Q, R> method();

    /** How it goes in a frame; null: it goes by itself. */
    default @Nullable Framing<Q, R> framing() {
        return null;
    }

    Access access();

    /** Which replica may serve it. */
    enum Access {
        WRITE,
        STRONG_READ,
        EVENTUAL_READ
    }

    /** Names of the tables that {@link #locate} needs. */
    Collection<String> tables();

    /**
     * The partition by what is known now; null: it no longer is a single one.
     *
     * @throws io.stator.model.StatorException if the request is malformed
     */
    @Nullable
    PartitionRoute locate(Directory directory, RoutingTable map);

    /** The request for it. */
    Q request(PartitionRoute route);

    /** Whether an attempt at a write may have been applied, or may yet be. */
    default boolean inDoubt() {
        return false;
    }

    /** An attempt at a write is in doubt. */
    default void doubt() {}

    /**
     * Whether an error that ends this write holds for its attempts in doubt, too. These would have been theirs as well,
     * and with WRONG_ROUTE whoever made the call goes on with it.
     */
    default boolean decidesAll(ErrorCode code) {
        return code == ErrorCode.VALIDATION || code == ErrorCode.WRONG_ROUTE;
    }

    /**
     * An attempt at a write came too late for its partition.
     *
     * @return whether it may be sent as if for the first time
     */
    default boolean expired(long writeCount) {
        return false;
    }

    /**
     * Learns from an answer.
     *
     * @return whether it leaves nothing in doubt
     */
    default boolean answered(R answer) {
        return true;
    }
}
