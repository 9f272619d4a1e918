package io.stator.harness.report.chart;

import java.util.List;

/** Where values lie on an axis, in pixels. Immutable. */
public interface Scale {

    /**
     * A value that is marked on the axis.
     *
     * @param label for people, with its unit
     */
    record Tick(double value, String label) {}

    /** Values outside of the scale lie on its nearer end. */
    double position(double value);

    /** Ascending. */
    List<Tick> ticks();
}
