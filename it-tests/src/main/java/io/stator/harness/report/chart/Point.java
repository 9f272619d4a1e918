package io.stator.harness.report.chart;

/** A place in a picture, in pixels from its left and its top. */
public record Point(double x, double y) {}
