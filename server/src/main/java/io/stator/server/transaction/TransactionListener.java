package io.stator.server.transaction;

import io.stator.model.CancellationReason;

/** Hears of transactions, for metrics. Thread-safe. */
public interface TransactionListener {
    /** Does not listen. */
    TransactionListener NONE = new TransactionListener() {
        @Override
        public void started() {}

        @Override
        public void phase(Phase phase, long nanos) {}

        @Override
        public void ended(Ending ending, long nanos) {}

        @Override
        public void inTheWay(CancellationReason.Code code) {}

        @Override
        public void recovered() {}

        @Override
        public void met() {}
    };

    /** Of a transaction over several partitions. */
    enum Phase {
        /** Until every item that is prepared has its intent. */
        PREPARE,
        /** Until the record has the decision, and the client its answer. */
        DECIDE,
        /** Until every intent is put in. */
        COMMIT
    }

    /** How a coordinator came to an end. */
    enum Ending {
        COMMITTED,
        CANCELLED,
        /** By its token it was one that had been asked for before. */
        REPEATED,
        /** Nothing was done, for no fault of the request. */
        NOT_DONE,
        UNKNOWN
    }

    void started();

    void phase(Phase phase, long nanos);

    /** @param nanos until its client was answered */
    void ended(Ending ending, long nanos);

    /** One item of a transaction that was cancelled was in its way. */
    void inTheWay(CancellationReason.Code code);

    /** What was overdue here, of a coordinator that may be gone, was ended: once for each partition and pass. */
    void recovered();

    /** A write, or a read, met an intent. */
    void met();
}
