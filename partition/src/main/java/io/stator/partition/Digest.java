package io.stator.partition;

/**
 * Of all that a partition holds at one log index: equal on all replicas, or one of them is wrong.
 *
 * @param hash hexadecimal
 */
public record Digest(long logIndex, String hash, long items) {}
