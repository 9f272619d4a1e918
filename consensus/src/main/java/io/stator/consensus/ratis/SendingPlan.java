package io.stator.consensus.ratis;

/**
 * How a host's pace of sending checkpoints is divided. A follower that is sent one hears nothing else from its leader, and stands
 * for election if its next chunk comes too late. So chunks are so small, and so few checkpoints are sent at once, that each of
 * them has its turn {@value #TURNS_PER_ELECTION} times in the time after which a follower may stand; heartbeats come twice in it.
 *
 * @param chunkBytes largest chunk of a checkpoint, {@value #CHUNK_BYTES_MIN} to {@value #CHUNK_BYTES_MAX}
 * @param checkpoints sent at once at most, {@value #CHECKPOINTS_MIN} to {@value #CHECKPOINTS_MAX}
 */
record SendingPlan(int chunkBytes, int checkpoints) {
    /** Larger ones would gain nothing. */
    static final int CHUNK_BYTES_MAX = 256 << 10;

    /** Smaller ones would cost more than the bytes in them. */
    static final int CHUNK_BYTES_MIN = 4 << 10;

    /** A receiver that is slow does not hold up all others. */
    static final int CHECKPOINTS_MIN = 2;

    /** Where the pace is no bound, disks and processors are: with more at once, each would only take longer. */
    static final int CHECKPOINTS_MAX = 32;

    static final int TURNS_PER_ELECTION = 4;

    /**
     * @param bytesPerSecond at least {@link #bytesPerSecondMin}
     * @param electionMinMillis how long a follower hears nothing, at least, before it stands for election
     */
    static SendingPlan of(long bytesPerSecond, int electionMinMillis) {
        double roundBytes = bytesPerSecond / 1000.0 * electionMinMillis / TURNS_PER_ELECTION;
        int chunkBytes = (int) Math.min(CHUNK_BYTES_MAX, roundBytes / CHECKPOINTS_MIN);
        int checkpoints = (int) Math.min(CHECKPOINTS_MAX, roundBytes / chunkBytes);
        return new SendingPlan(chunkBytes, checkpoints);
    }

    /** The slowest pace at which followers hear enough. */
    static long bytesPerSecondMin(int electionMinMillis) {
        long roundBytes = (long) CHUNK_BYTES_MIN * CHECKPOINTS_MIN;
        return (long) Math.ceil(roundBytes * 1000.0 * TURNS_PER_ELECTION / electionMinMillis);
    }
}
