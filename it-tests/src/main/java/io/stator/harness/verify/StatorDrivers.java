package io.stator.harness.verify;

import java.util.List;

/** The drivers of Stator's own clusters: the one place that knows them. */
final class StatorDrivers {
    private StatorDrivers() {}

    static Drivers all() {
        return new Drivers(List.of());
    }
}
