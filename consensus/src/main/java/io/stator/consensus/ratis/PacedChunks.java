package io.stator.consensus.ratis;

import io.stator.consensus.ConsensusListener;
import io.stator.consensus.GroupId;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.ratis.proto.RaftProtos.FileChunkProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotRequestProto;

/** The chunks of a checkpoint, each no sooner than the host's pace allows. For the thread that sends them. */
final class PacedChunks implements Iterator<InstallSnapshotRequestProto> {
    /** A sender that is to end is not waited for longer. */
    private static final long LOOK_MILLIS = 100;

    private final GroupId group;
    private final Iterator<InstallSnapshotRequestProto> chunks;
    private final Means means;
    private final BooleanSupplier running;

    /** What the senders of a host share. */
    record Means(SendingPace pace, ConsensusListener listener) {}

    /** @param running whether they are to be sent still */
    PacedChunks(GroupId group, Iterator<InstallSnapshotRequestProto> chunks, Means means, BooleanSupplier running) {
        this.group = group;
        this.chunks = chunks;
        this.means = means;
        this.running = running;
    }

    @Override
    public boolean hasNext() {
        return chunks.hasNext();
    }

    /** Waits for its turn; not if they are to be sent no more, or its thread is interrupted. */
    @Override
    public InstallSnapshotRequestProto next() {
        InstallSnapshotRequestProto chunk = chunks.next();
        long bytes = chunk.getSnapshotChunk().getFileChunksList().stream()
                .map(FileChunkProto::getData)
                .mapToLong(data -> data.size())
                .sum();
        long heldNanos = means.pace().take(bytes);
        hold(heldNanos);
        means.listener().checkpointChunkSent(group, bytes, heldNanos);
        return chunk;
    }

    private void hold(long nanos) {
        long until = System.nanoTime() + nanos;
        try {
            for (long left = nanos; left > 0 && running.getAsBoolean(); left = until - System.nanoTime()) {
                TimeUnit.NANOSECONDS.sleep(Math.min(left, TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS)));
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }
}
