package io.stator.harness.network;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * One direction of a connection: takes from one socket, and gives to the other when its link lets it
 * pass. Holds back {@value #HELD_BYTES_MAX} bytes and little more, then takes no more, and so the sender's
 * own buffers fill, as they do before a cable that is unplugged. An end of the stream travels in
 * its place behind the bytes, a reset past them; a cut link stops all three. Used by the network's
 * thread only.
 */
final class Pipe {
    static final int HELD_BYTES_MAX = 1 << 20;

    static final long NEVER = Long.MAX_VALUE;

    /**
     * Waits behind the chunks before it, however early it may arrive itself.
     *
     * @param bytes none: the end of the stream
     */
    private record Chunk(ByteBuffer bytes, long arrivalNanos) {}

    private final LinkCondition link;
    private final Side source;
    private final Side sink;
    private final Deque<Chunk> held = new ArrayDeque<>();
    private long heldBytes;
    private boolean sourceEnded;
    private boolean sourceBroken;
    private boolean endPassed;
    private boolean sinkFull;
    private boolean sinkBroken;

    Pipe(LinkCondition link, Side source, Side sink) {
        this.link = link;
        this.source = source;
        this.sink = sink;
    }

    long heldBytes() {
        return heldBytes;
    }

    /** Whether more is to be taken from the source. */
    boolean takes() {
        return !sourceEnded && !sourceBroken && !sinkBroken && heldBytes < HELD_BYTES_MAX;
    }

    /** Whether the sink has no room for what could pass. */
    boolean waitsForSink() {
        return sinkFull;
    }

    /** The end of the stream has reached the sink. */
    boolean isDone() {
        return endPassed;
    }

    /**
     * @param scratch cleared; its content is of no use afterwards
     * @throws IOException the source is broken
     */
    void take(ByteBuffer scratch, long nowNanos) throws IOException {
        int count = source.read(scratch);
        if (count == 0) {
            return;
        }
        ByteBuffer bytes = ByteBuffer.allocate(Math.max(0, count));
        if (count < 0) {
            sourceEnded = true;
        } else {
            bytes.put(scratch.flip()).flip();
            heldBytes += count;
        }
        held.add(new Chunk(bytes, link.arrivalNanos(nowNanos)));
    }

    /** The source was reset: what is held is of no use to anyone. */
    void sourceBroke() {
        sourceBroken = true;
        forget();
    }

    /** The sink was reset: there is nobody to give to. */
    void sinkBroke() {
        sinkBroken = true;
        forget();
    }

    private void forget() {
        sinkFull = false;
        held.clear();
        heldBytes = 0;
    }

    /** Whether a reset of the source has passed the link: the sink is to be reset, too. */
    boolean passesReset() {
        return sourceBroken && !link.isCut();
    }

    /** The link is whole again: what was late is not late any more. */
    void hurry(long nowNanos) {
        int chunks = held.size();
        for (int i = 0; i < chunks; i++) {
            held.add(new Chunk(held.remove().bytes(), nowNanos));
        }
    }

    /**
     * Gives what may pass now.
     *
     * @throws IOException the sink is broken
     */
    void give(long nowNanos) throws IOException {
        sinkFull = false;
        Chunk next = held.peek();
        while (next != null && !link.isCut() && next.arrivalNanos() - nowNanos <= 0) {
            if (!next.bytes().hasRemaining()) {
                sink.endOutput();
                endPassed = true;
            } else if (!give(next.bytes(), nowNanos)) {
                return;
            }
            held.remove();
            next = held.peek();
        }
    }

    /** @return whether all of it has passed */
    private boolean give(ByteBuffer bytes, long nowNanos) throws IOException {
        int passable = link.passableBytes(nowNanos, bytes.remaining());
        if (passable == 0) {
            return false;
        }
        ByteBuffer slice = bytes.slice(bytes.position(), passable);
        int written = sink.write(slice);
        link.passed(nowNanos, written);
        bytes.position(bytes.position() + written);
        heldBytes -= written;
        sinkFull = written < passable;
        return !bytes.hasRemaining();
    }

    /** How long until there may be something to give that waits for nothing but time; {@link #NEVER}: there is not. */
    long waitNanos(long nowNanos) {
        Chunk next = held.peek();
        if (next == null || link.isCut() || sinkFull) {
            return NEVER;
        }
        return Math.max(0, Math.max(next.arrivalNanos() - nowNanos, link.passableAtNanos(nowNanos) - nowNanos));
    }
}
