package io.stator.client.routing;

import io.stator.model.ErrorCode;
import io.stator.model.StatorException;
import io.stator.proto.v1.PartitionInfo;
import org.jspecify.annotations.Nullable;

/** Another node or another epoch serves this key. Nothing was done. */
public final class WrongRouteException extends StatorException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable PartitionInfo route;

    /** @param route where the request belongs, as far as is known */
    public WrongRouteException(String message, @Nullable PartitionInfo route) {
        super(ErrorCode.WRONG_ROUTE, message);
        this.route = route;
    }

    public @Nullable PartitionInfo route() {
        return route;
    }
}
