package io.stator.consensus.ratis;

import io.stator.consensus.ConsensusListener;
import io.stator.consensus.GroupId;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.ratis.proto.RaftProtos.FileChunkProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotRequestProto;

/**
 * The chunks of a checkpoint, each no sooner than the host's pace allows. The sender's place is given back behind the last one: what
 * the receiver then does takes no turns. For the thread that sends them.
 */
final class PacedChunks implements Iterator<InstallSnapshotRequestProto> {
    /** A sender that is to end is not waited for longer. */
    private static final long LOOK_MILLIS = 100;

    private final GroupId group;
    private final Iterator<InstallSnapshotRequestProto> chunks;
    private final Means means;
    private final Sender sender;

    /** What the senders of a host share. */
    record Means(SendingPace pace, SendingPlaces places, ConsensusListener listener) {
        static Means of(RatisSettings settings, RatisPorts ports) {
            SendingPlan plan = settings.sendingPlan();
            return new Means(
                    new SendingPace(ports.clock(), settings.checkpointSendBytesPerSecond()),
                    new SendingPlaces(plan.checkpoints(), ports.listener()::checkpointsWaiting),
                    ports.listener());
        }
    }

    /** @param running whether they are to be sent still */
    record Sender(SendingPlaces.Place place, BooleanSupplier running) {}

    PacedChunks(GroupId group, Iterator<InstallSnapshotRequestProto> chunks, Means means, Sender sender) {
        this.group = group;
        this.chunks = chunks;
        this.means = means;
        this.sender = sender;
    }

    @Override
    public boolean hasNext() {
        boolean more = chunks.hasNext();
        if (!more) {
            sender.place().giveBack();
        }
        return more;
    }

    /**
     * Waits for its turn; not if they are to be sent no more, when the turn is given back and Ratis drops the chunk, nor if its
     * thread is interrupted.
     */
    @Override
    public InstallSnapshotRequestProto next() {
        InstallSnapshotRequestProto chunk = chunks.next();
        long bytes = chunk.getSnapshotChunk().getFileChunksList().stream()
                .map(FileChunkProto::getData)
                .mapToLong(data -> data.size())
                .sum();
        long heldNanos = means.pace().take(bytes);
        hold(heldNanos);
        if (sender.running().getAsBoolean()) {
            means.listener().checkpointChunkSent(group, bytes, heldNanos);
        } else {
            means.pace().giveBack(bytes);
        }
        return chunk;
    }

    private void hold(long nanos) {
        long until = System.nanoTime() + nanos;
        try {
            for (long left = nanos; left > 0 && sender.running().getAsBoolean(); left = until - System.nanoTime()) {
                TimeUnit.NANOSECONDS.sleep(Math.min(left, TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS)));
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }
}
