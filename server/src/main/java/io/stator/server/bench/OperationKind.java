package io.stator.server.bench;

/** One kind of operation, measured on its own. */
public enum OperationKind {
    WRITE("write"),
    READ("read"),
    EVENTUAL_READ("eventual-read"),
    TRANSACT_WRITE("transact-write"),
    TRANSACT_READ("transact-read");

    private final String label;

    OperationKind(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
