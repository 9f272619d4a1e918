package io.stator.server.grpc;

import io.stator.model.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Hears of each call that ended. Thread-safe, quick, never throws. */
@FunctionalInterface
public interface CallListener {
    /** @param error null: it succeeded */
    void ended(Operation operation, @Nullable ErrorCode error, long nanos);
}
