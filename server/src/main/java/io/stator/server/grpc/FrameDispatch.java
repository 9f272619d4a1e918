package io.stator.server.grpc;

import io.stator.proto.v1.FramedAnswer;
import io.stator.proto.v1.FramedRequest;
import java.util.function.Consumer;

/** Serves one request of a frame. Thread-safe. */
@FunctionalInterface
interface FrameDispatch {
    /** @param end told once, at once or later, on any thread */
    void serve(FramedRequest request, Consumer<FramedAnswer> end);
}
