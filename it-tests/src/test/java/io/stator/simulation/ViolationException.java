package io.stator.simulation;

/** A promise was broken. */
final class ViolationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ViolationException(String message) {
        super(message);
    }
}
