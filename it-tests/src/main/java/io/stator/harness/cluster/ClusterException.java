package io.stator.harness.cluster;

/** A driver could not do what it says it can: a fault of the test bed, not of the system under test. */
public final class ClusterException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ClusterException(String message) {
        super(message);
    }

    public ClusterException(String message, Throwable cause) {
        super(message, cause);
    }
}
