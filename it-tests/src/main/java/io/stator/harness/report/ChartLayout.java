package io.stator.harness.report;

import io.stator.harness.report.chart.BandLane;

/**
 * Where things are in a workload's picture, in pixels. There are two, of which the style sheet shows one: a
 * picture for a wide screen that is made small is not readable on a phone.
 *
 * @param type the picture's class
 * @param left of the scales that go up, which have their labels to the left
 * @param right where time ends; names of lines are to the right
 * @param timeTicksMax marks there is room for along the time
 * @param bucketsMax pieces of time there is room for
 */
record ChartLayout(
        String type, double width, double left, double right, Heights heights, int timeTicksMax, int bucketsMax) {

    /** Of the panels. */
    record Heights(double latency, double rate, double trouble) {}

    static final ChartLayout WIDE = new ChartLayout("wide", 1080, 66, 1012, new Heights(230, 90, 44), 13, 160);
    static final ChartLayout NARROW = new ChartLayout("narrow", 396, 64, 330, new Heights(200, 76, 40), 5, 60);

    private static final int FAULT_ROWS_MAX = 4;

    /** Of a fault's name, at its size. */
    private static final double CHARACTER_PIXELS = 6.6;

    /** A mark's side. */
    static final double MARK_PIXELS = 4;

    /** Over each panel, for its title. */
    static final double TITLE_HEIGHT = 34;

    /** The strip of the operations whose outcome is unknown. */
    static final double UNKNOWN_HEIGHT = 18;

    /** Below the last panel, for the marks of time. */
    static final double TIME_HEIGHT = 44;

    /** For the names of faults. */
    BandLane.Room faultRoom() {
        return new BandLane.Room(left, right, CHARACTER_PIXELS, FAULT_ROWS_MAX);
    }
}
