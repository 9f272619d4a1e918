package io.stator.consensus.ratis;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How much of a replica's log stays behind a checkpoint, for followers that lag a little: so many entries, and no more than so many
 * bytes. Ratis can count entries only, and ten thousand of them may be gigabytes. The first checkpoint after a start leaves only what
 * was applied since, for Ratis takes where it started for a checkpoint. Of the apply thread.
 */
final class KeptLog {
    /** In how many steps bytes are counted. */
    private static final int MARKS = 64;

    private final long entriesMax;
    private final long bytesMax;

    /** Of what may stay by its bytes, so that there are about so many, whenever the next checkpoint comes. */
    private final Deque<Mark> marks = new ArrayDeque<>();

    private long appliedIndex = -1;
    private long bytes;

    private long toldIndex = -1;

    /** Up to here, there is as much as may stay behind it. */
    private long weighedUpTo;

    /** @param bytesUpTo of all entries seen up to this one, with it */
    private record Mark(long index, long bytesUpTo) {}

    KeptLog(long entriesMax, long bytesMax) {
        this.entriesMax = entriesMax;
        this.bytesMax = bytesMax;
    }

    void grew(long index, int entryBytes) {
        appliedIndex = index;
        bytes += entryBytes;
        Mark last = marks.peekLast();
        if (last == null || bytes - last.bytesUpTo() >= bytesMax / MARKS) {
            marks.add(new Mark(index, bytes));
        }
        while (bytes - marks.element().bytesUpTo() >= bytesMax) {
            weighedUpTo = marks.remove().index();
        }
    }

    /** Ratis has this checkpoint, from the start or from a leader: it stops the replica if it is told less after it. */
    void restarted(long checkpointIndex) {
        toldIndex = Math.max(toldIndex, checkpointIndex);
    }

    /**
     * @param checkpointIndex what is behind it has to stay
     * @return the last entry that may go, never less than the time before
     */
    long lastToGo(long checkpointIndex) {
        long last = Math.min(Math.max(weighedUpTo, appliedIndex - entriesMax), checkpointIndex);
        toldIndex = Math.max(toldIndex, last);
        return toldIndex;
    }
}
