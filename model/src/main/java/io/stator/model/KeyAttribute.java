package io.stator.model;

/** A key attribute of a table: its name and type. */
public record KeyAttribute(String name, KeyType type) {}
