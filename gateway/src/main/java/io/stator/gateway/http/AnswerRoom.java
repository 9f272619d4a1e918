package io.stator.gateway.http;

/**
 * What is counted for the answer to one request, see {@link HttpLimits#heldBytesMax}: what is expected of it while it is
 * worked upon, then, from the moment it is made, its real size, until it is sent. Also if the connection has ended: the work
 * goes on. Thread-safe.
 */
public final class AnswerRoom {
    private final HeldBytes held;
    private long bytes;
    private boolean refusable;

    AnswerRoom(HeldBytes held) {
        this.held = held;
    }

    /**
     * Counts what is expected, in place of what was before. A guess that is too low makes no hole: when the answer is made,
     * it is counted as it is.
     *
     * @param expected bytes of the answer
     * @return false, and nothing changes, if there is no room: the request is to be refused before any work
     */
    public synchronized boolean tryReserve(long expected) {
        if (!held.tryResize(bytes, expected)) {
            return false;
        }
        bytes = expected;
        return true;
    }

    /** Nothing was done that the client must hear of: if there is no room for the answer, it may be told 503 instead. */
    public synchronized void allowRefusal() {
        refusable = true;
    }

    /**
     * Counts an answer that there is.
     *
     * @param real bytes that it takes
     * @return false, and nothing is counted, if it is to be dropped
     */
    synchronized boolean take(long real) {
        if (!refusable) {
            held.resize(bytes, real);
        } else if (!held.tryResize(bytes, real)) {
            release();
            return false;
        }
        bytes = real;
        return true;
    }

    /** Counts what is left of an answer, if that is less. */
    synchronized void shrink(long left) {
        if (left < bytes) {
            held.resize(bytes, left);
            bytes = left;
        }
    }

    /** Counts nothing any more. Once or more often. */
    synchronized void release() {
        held.resize(bytes, 0);
        bytes = 0;
    }
}
