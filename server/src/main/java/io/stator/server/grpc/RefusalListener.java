package io.stator.server.grpc;

/** Hears of each call that was refused before it began, of which {@link CallListener} hears nothing. Thread-safe, quick, never throws. */
@FunctionalInterface
public interface RefusalListener {
    /** What there was too much of. */
    enum Reason {
        CONNECTIONS,
        /** Messages that have not arrived whole. */
        RECEIVED_BYTES
    }

    void refused(Reason reason);
}
