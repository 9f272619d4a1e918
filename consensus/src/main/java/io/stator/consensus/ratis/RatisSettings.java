package io.stator.consensus.ratis;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a {@link RatisHost} runs. Start from {@link #of} and change what is to differ.
 *
 * @param directory of this host alone; each group has a directory in it
 * @param memberId this node's id in all its groups; not empty, no longer than {@value #MEMBER_ID_LENGTH_MAX}, letters, digits, and - _ .
 * @param bindHost where the Raft endpoint listens
 * @param bindPort of the Raft endpoint, 1 to 65535
 * @param electionMinMillis a follower waits for a random time between this and the next, again and again, and stands for election
 *     when it has heard no leader for as long as it waited
 * @param electionMaxMillis more than electionMinMillis; a leader's death is noticed after at most twice as long. A leader that
 *     hears from no majority for this long gives up
 * @param segmentBytes size of a file of the log: purged as a whole
 * @param entryBytesMax largest command; also sizes buffers of each replica. At most {@value #ENTRY_BYTES_LIMIT}
 * @param batchBytesMax what commands are joined up to; at most entryBytesMax
 * @param entriesInFlight entries of one leader under way at once, 1 to {@value #ENTRIES_IN_FLIGHT_LIMIT}
 * @param queueBytesMax what may wait for its entry at one leader; at least entryBytesMax
 * @param queueMillisMax a leader refuses commands while the one that waits longest for its entry has waited longer; 1 or more, but an idle leader has some
 *     wait for 10 ms to share an entry
 * @param hostQueueBytesMax what commands of all groups may hold on this host together, from acceptance to answer; at least
 *     entryBytesMax
 * @param leaseMillis how long a leader reads locally after it proposed an entry, 0 (never: each read is a barrier) to
 *     {@value LogEntryFormat#LEASE_MILLIS_MAX}, and less than electionMinMillis: a new leader would make everyone wait
 * @param checkpointBytes log bytes applied between checkpoints, at most; each takes a little less, at random, so that not all
 *     replicas of a group write theirs at once
 * @param preserveEntries log entries kept behind a checkpoint, for followers that lag a little; of large ones, four times checkpointBytes
 * @param checkpointsKept {@value #CHECKPOINTS_KEPT_MIN} to {@value #CHECKPOINTS_KEPT_LIMIT}: one may be on its way to a follower
 * @param checkpointSendBytesPerSecond how fast this host sends checkpoints to replicas that lag, over all groups: it takes disk,
 *     network and processor from what it serves; at least {@value #CHECKPOINT_SEND_BYTES_PER_SECOND_MIN}, and more where
 *     electionMinMillis is less than 32. How many are sent at once, and in what chunks, follows from both
 * @param engineProperties of Ratis, by its own names, that win over what the other settings make of them: for what has no
 *     setting here. Some of them keep answered writes on disk; nothing checks what is set here
 */
public record RatisSettings(
        Path directory,
        String memberId,
        String bindHost,
        int bindPort,
        int electionMinMillis,
        int electionMaxMillis,
        int segmentBytes,
        int entryBytesMax,
        int batchBytesMax,
        int entriesInFlight,
        long queueBytesMax,
        int queueMillisMax,
        long hostQueueBytesMax,
        int leaseMillis,
        long checkpointBytes,
        long preserveEntries,
        int checkpointsKept,
        long checkpointSendBytesPerSecond,
        Map<String, String> engineProperties) {
    /** Two such entries fill the message buffers of Ratis' transport. */
    public static final int ENTRY_BYTES_LIMIT = 32 << 20;

    private static final int USUAL_ENTRY_BYTES = 6 << 20;

    /** What each replica's log takes outside of the heap with entries as {@link #of} lets them be: Ratis' buffer holds the largest one. */
    public static final int LOG_BUFFER_BYTES = USUAL_ENTRY_BYTES + RatisProperties.ENTRY_OVERHEAD_BYTES;

    /** More gain nothing: what waits shares the next entry. */
    public static final int ENTRIES_IN_FLIGHT_LIMIT = 64;

    public static final int MEMBER_ID_LENGTH_MAX = 100;
    public static final int CHECKPOINTS_KEPT_MIN = 2;
    public static final int CHECKPOINTS_KEPT_LIMIT = 3;

    /** Slower, the log behind a checkpoint would be purged while it is sent, so that another is needed. */
    public static final long CHECKPOINT_SEND_BYTES_PER_SECOND_MIN = 1 << 20;

    private static final int SEGMENT_BYTES_MIN = 4 << 10;

    /** @throws IllegalArgumentException says which setting is wrong, and why */
    public RatisSettings {
        require(
                memberId.length() <= MEMBER_ID_LENGTH_MAX && memberId.matches("[A-Za-z0-9_.-]+"),
                "memberId must be 1 to " + MEMBER_ID_LENGTH_MAX + " letters, digits or - _ .: \"" + memberId + "\"");
        require(!bindHost.isBlank(), "bindHost must not be empty");
        require(bindPort >= 1 && bindPort <= 65535, "bindPort must be 1 to 65535: " + bindPort);
        require(electionMinMillis >= 10, "electionMinMillis must be 10 or more: " + electionMinMillis);
        require(
                electionMaxMillis > electionMinMillis,
                "electionMaxMillis must be more than electionMinMillis: " + electionMaxMillis);
        require(segmentBytes >= SEGMENT_BYTES_MIN, "segmentBytes must be " + SEGMENT_BYTES_MIN + " or more");
        require(
                entryBytesMax >= 1 && entryBytesMax <= ENTRY_BYTES_LIMIT,
                "entryBytesMax must be 1 to " + ENTRY_BYTES_LIMIT + ": " + entryBytesMax);
        require(
                batchBytesMax >= 1 && batchBytesMax <= entryBytesMax,
                "batchBytesMax must be 1 to entryBytesMax: " + batchBytesMax);
        require(
                entriesInFlight >= 1 && entriesInFlight <= ENTRIES_IN_FLIGHT_LIMIT,
                "entriesInFlight must be 1 to " + ENTRIES_IN_FLIGHT_LIMIT + ": " + entriesInFlight);
        require(queueBytesMax >= entryBytesMax, "queueBytesMax must be entryBytesMax or more: " + queueBytesMax);
        require(queueMillisMax >= 1, "queueMillisMax must be 1 or more: " + queueMillisMax);
        require(
                hostQueueBytesMax >= entryBytesMax,
                "hostQueueBytesMax must be entryBytesMax or more: " + hostQueueBytesMax);
        require(
                leaseMillis >= 0 && leaseMillis <= LogEntryFormat.LEASE_MILLIS_MAX && leaseMillis < electionMinMillis,
                "leaseMillis must be 0 to " + LogEntryFormat.LEASE_MILLIS_MAX + " and less than electionMinMillis: "
                        + leaseMillis);
        require(checkpointBytes >= 1, "checkpointBytes must be 1 or more: " + checkpointBytes);
        require(preserveEntries >= 0, "preserveEntries must be 0 or more: " + preserveEntries);
        require(
                checkpointsKept >= CHECKPOINTS_KEPT_MIN && checkpointsKept <= CHECKPOINTS_KEPT_LIMIT,
                "checkpointsKept must be " + CHECKPOINTS_KEPT_MIN + " to " + CHECKPOINTS_KEPT_LIMIT + ": "
                        + checkpointsKept);
        require(
                checkpointSendBytesPerSecond >= CHECKPOINT_SEND_BYTES_PER_SECOND_MIN,
                "checkpointSendBytesPerSecond must be " + CHECKPOINT_SEND_BYTES_PER_SECOND_MIN + " or more: "
                        + checkpointSendBytesPerSecond);
        long sendMin = SendingPlan.bytesPerSecondMin(electionMinMillis);
        require(
                checkpointSendBytesPerSecond >= sendMin,
                "checkpointSendBytesPerSecond must be " + sendMin + " or more where electionMinMillis is "
                        + electionMinMillis + ", or a follower would stand for election between two chunks: "
                        + checkpointSendBytesPerSecond);
        engineProperties = Map.copyOf(engineProperties);
    }

    /** Good for production: elections after 1 to 4 s, leases of 800 ms, entries up to 6 MB. */
    public static RatisSettings of(Path directory, String memberId, String bindHost, int bindPort) {
        return new RatisSettings(
                directory,
                memberId,
                bindHost,
                bindPort,
                1000,
                2000,
                16 << 20,
                USUAL_ENTRY_BYTES,
                512 << 10,
                2,
                16L << 20,
                500,
                64L << 20,
                800,
                64L << 20,
                10_000,
                CHECKPOINTS_KEPT_MIN,
                16L << 20,
                Map.of());
    }

    /** All three together, because they depend on each other. */
    public RatisSettings withElection(int minMillis, int maxMillis, int newLeaseMillis) {
        return new RatisSettings(
                directory,
                memberId,
                bindHost,
                bindPort,
                minMillis,
                maxMillis,
                segmentBytes,
                entryBytesMax,
                batchBytesMax,
                entriesInFlight,
                queueBytesMax,
                queueMillisMax,
                hostQueueBytesMax,
                newLeaseMillis,
                checkpointBytes,
                preserveEntries,
                checkpointsKept,
                checkpointSendBytesPerSecond,
                engineProperties);
    }

    public RatisSettings withEntries(int newEntryBytesMax, int newBatchBytesMax, int inFlight, long newQueueBytesMax) {
        return new RatisSettings(
                directory,
                memberId,
                bindHost,
                bindPort,
                electionMinMillis,
                electionMaxMillis,
                segmentBytes,
                newEntryBytesMax,
                newBatchBytesMax,
                inFlight,
                newQueueBytesMax,
                queueMillisMax,
                hostQueueBytesMax,
                leaseMillis,
                checkpointBytes,
                preserveEntries,
                checkpointsKept,
                checkpointSendBytesPerSecond,
                engineProperties);
    }

    /** What may wait for how long, and at how much in all groups together commands are refused. */
    public RatisSettings withQueues(int newQueueMillisMax, long newHostQueueBytesMax) {
        return new RatisSettings(
                directory,
                memberId,
                bindHost,
                bindPort,
                electionMinMillis,
                electionMaxMillis,
                segmentBytes,
                entryBytesMax,
                batchBytesMax,
                entriesInFlight,
                queueBytesMax,
                newQueueMillisMax,
                newHostQueueBytesMax,
                leaseMillis,
                checkpointBytes,
                preserveEntries,
                checkpointsKept,
                checkpointSendBytesPerSecond,
                engineProperties);
    }

    public RatisSettings withLog(int newSegmentBytes, long newCheckpointBytes, long newPreserveEntries, int newKept) {
        return new RatisSettings(
                directory,
                memberId,
                bindHost,
                bindPort,
                electionMinMillis,
                electionMaxMillis,
                newSegmentBytes,
                entryBytesMax,
                batchBytesMax,
                entriesInFlight,
                queueBytesMax,
                queueMillisMax,
                hostQueueBytesMax,
                leaseMillis,
                newCheckpointBytes,
                newPreserveEntries,
                newKept,
                checkpointSendBytesPerSecond,
                engineProperties);
    }

    public RatisSettings withCheckpointSendBytesPerSecond(long newBytesPerSecond) {
        return new RatisSettings(
                directory,
                memberId,
                bindHost,
                bindPort,
                electionMinMillis,
                electionMaxMillis,
                segmentBytes,
                entryBytesMax,
                batchBytesMax,
                entriesInFlight,
                queueBytesMax,
                queueMillisMax,
                hostQueueBytesMax,
                leaseMillis,
                checkpointBytes,
                preserveEntries,
                checkpointsKept,
                newBytesPerSecond,
                engineProperties);
    }

    /** @param name as in Ratis, such as {@code raft.server.log.queue.element-limit} */
    public RatisSettings withEngineProperty(String name, String value) {
        Map<String, String> more = new TreeMap<>(engineProperties);
        more.put(name, value);
        return new RatisSettings(
                directory,
                memberId,
                bindHost,
                bindPort,
                electionMinMillis,
                electionMaxMillis,
                segmentBytes,
                entryBytesMax,
                batchBytesMax,
                entriesInFlight,
                queueBytesMax,
                queueMillisMax,
                hostQueueBytesMax,
                leaseMillis,
                checkpointBytes,
                preserveEntries,
                checkpointsKept,
                checkpointSendBytesPerSecond,
                more);
    }

    SendingPlan sendingPlan() {
        return SendingPlan.of(checkpointSendBytesPerSecond, electionMinMillis);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
