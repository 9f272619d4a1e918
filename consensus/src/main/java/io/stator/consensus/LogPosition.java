package io.stator.consensus;

/** Where an entry stands in its group's log. */
public record LogPosition(long term, long index) {}
