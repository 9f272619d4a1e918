package io.stator.model;

/** What a user notes about a table. The constructor accepts anything; {@link TagRules} check it. */
public record Tag(String key, String value) {}
