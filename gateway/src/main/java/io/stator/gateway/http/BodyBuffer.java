package io.stator.gateway.http;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * Takes up a body as it comes in. What it allocates is at most twice what has really come, and is counted, so that a peer
 * gains nothing by promising much and sending little. Used by one thread.
 */
final class BodyBuffer {
    /** Up to so much, a promised length is believed. */
    private static final int TRUSTED_BYTES = 64 << 10;

    private static final int FIRST_BYTES = 1 << 10;
    private static final byte[] EMPTY = new byte[0];

    private final HeldBytes held;
    private final int max;
    private final long promised;
    private byte[] bytes = EMPTY;
    private int length;

    /** @param promised length; -1 if nothing is known */
    BodyBuffer(HeldBytes held, int max, long promised) {
        this.held = held;
        this.max = max;
        this.promised = promised;
    }

    /** Copies what is readable. */
    void add(ByteBuf content) throws BodyException {
        int more = content.readableBytes();
        ensure(more);
        content.readBytes(bytes, length, more);
        length += more;
    }

    /** Copies the start of a piece. */
    void add(byte[] piece, int more) throws BodyException {
        ensure(more);
        System.arraycopy(piece, 0, bytes, length, more);
        length += more;
    }

    private void ensure(int more) throws BodyException {
        long needed = (long) length + more;
        if (needed > max) {
            throw BodyException.tooLarge();
        }
        if (needed <= bytes.length) {
            return;
        }
        long trusted = Math.min(promised, TRUSTED_BYTES);
        long grown = Math.max(Math.max(needed, 2L * bytes.length), Math.max(trusted, FIRST_BYTES));
        if (promised >= needed) {
            grown = Math.min(grown, promised);
        }
        int capacity = (int) Math.min(grown, max);
        if (!held.tryHold(capacity - bytes.length)) {
            throw BodyException.noRoom();
        }
        bytes = Arrays.copyOf(bytes, capacity);
    }

    /** The body, whole. */
    byte[] content() {
        if (length < bytes.length) {
            int surplus = bytes.length - length;
            bytes = Arrays.copyOf(bytes, length);
            held.release(surplus);
        }
        return bytes;
    }

    /** Counts its bytes no longer. */
    void release() {
        held.release(bytes.length);
        bytes = EMPTY;
        length = 0;
    }
}
