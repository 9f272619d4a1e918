package io.stator.client;

import java.time.Duration;
import java.util.List;

/** Settings of a client, all with defaults. Not thread-safe. */
public final class StatorClientBuilder {
    StatorClientBuilder() {}

    /** host:port of some nodes; the rest is learnt from them. */
    public StatorClientBuilder addresses(List<String> addresses) {
        throw new UnsupportedOperationException();
    }

    /** For one call, retries included. Default 10 s. */
    public StatorClientBuilder deadline(Duration deadline) {
        throw new UnsupportedOperationException();
    }

    public StatorClient build() {
        throw new UnsupportedOperationException();
    }
}
