package io.stator.consensus.ratis;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.RaftConfigKeys;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.grpc.GrpcConfigKeys;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.util.SizeInBytes;
import org.apache.ratis.util.TimeDuration;

/** Our settings in Ratis' terms. Each line that differs from a default says why; the defaults are those of the code, not of the manual. */
final class RatisProperties {
    /** What Ratis and our format add to a command, at most. */
    static final int ENTRY_OVERHEAD_BYTES = 64 << 10;

    /** Ratis writes length and checksum around an entry, and refuses a buffer that cannot hold one. */
    private static final int LOG_FRAME_BYTES = 8;

    /**
     * Times and how often. By default a leader tries a follower that failed it 30 times only every 5 s, and sends it no
     * heartbeat in between; after 1,000 of those it tries without any pause. An inconsistent log counts as a failure, too.
     */
    private static final String APPENDER_RETRIES = "10ms,10, 100ms,20, 500ms,1000000000";

    /**
     * A new member that lacks fewer is counted in: what follows waits for it, so not many, but more than a leader has under way
     * at once, lest it stays out under load.
     */
    static final int CAUGHT_UP_ENTRIES = 100;

    private static final int PREALLOCATED_BYTES_MAX = 4 << 20;

    private RatisProperties() {}

    static RaftProperties from(RatisSettings settings) {
        RaftProperties properties = new RaftProperties();
        RaftConfigKeys.Rpc.setType(properties, new PacedLogAppender.Transport());
        RaftServerConfigKeys.setStorageDir(
                properties, List.of(settings.directory().toFile()));
        transport(properties, settings);
        elections(properties, settings);
        log(properties, settings);
        settings.engineProperties().forEach(properties::set);
        return properties;
    }

    private static void transport(RaftProperties properties, RatisSettings settings) {
        GrpcConfigKeys.Server.setHost(properties, settings.bindHost());
        GrpcConfigKeys.Server.setPort(properties, settings.bindPort());
        long appenderBytes = settings.entryBytesMax() + (long) ENTRY_OVERHEAD_BYTES;
        // An append carries as much as the appender's buffer holds, and a little around it.
        GrpcConfigKeys.setMessageSizeMax(properties, SizeInBytes.valueOf(2 * appenderBytes + (2 << 20)));
        // Ratis gives each chunk 8 times this to be answered. A sender whose receiver goes down in between notices it,
        // and
        // gives its place to another, after twice as long at most: 16 s.
        GrpcConfigKeys.Server.setInstallSnapshotRequestTimeout(properties, TimeDuration.valueOf(1, TimeUnit.SECONDS));
        RaftServerConfigKeys.Log.Appender.setSnapshotChunkSizeMax(
                properties, SizeInBytes.valueOf(settings.sendingPlan().chunkBytes()));
    }

    private static void elections(RaftProperties properties, RatisSettings settings) {
        RaftServerConfigKeys.Rpc.setTimeoutMin(properties, millis(settings.electionMinMillis()));
        RaftServerConfigKeys.Rpc.setTimeoutMax(properties, millis(settings.electionMaxMillis()));
        // A replica that has just started has not been left by a leader: a new group need not wait as long. Pre-votes
        // keep one that is merely late from disturbing the others.
        RaftServerConfigKeys.Rpc.setFirstElectionTimeoutMin(properties, millis(settings.electionMinMillis() / 3));
        RaftServerConfigKeys.Rpc.setFirstElectionTimeoutMax(properties, millis(settings.electionMinMillis()));
        // A slow disk is not a dead follower: an append may take as long as an election.
        RaftServerConfigKeys.Rpc.setRequestTimeout(properties, millis(Math.max(3000, settings.electionMaxMillis())));
        RaftServerConfigKeys.Rpc.setSlownessTimeout(properties, TimeDuration.valueOf(60, TimeUnit.SECONDS));
        RaftServerConfigKeys.LeaderElection.setPreVote(properties, true);
        // By default a leader that lost touch with the majority abstains from elections for 10 s: a group that has only
        // that one and one with fewer entries is without a leader for so long.
        // Not 0: a leader whose JVM stood still for longer than this steps down, too.
        RaftServerConfigKeys.LeaderElection.setLeaderStepDownWaitTime(
                properties, millis(Math.max(1000, settings.electionMaxMillis())));
        // A new member that has not answered for so long is given up. It may need a whole checkpoint first, and answers
        // each chunk.
        RaftServerConfigKeys.setStagingTimeout(properties, TimeDuration.valueOf(30, TimeUnit.SECONDS));
        RaftServerConfigKeys.setStagingCatchupGap(properties, CAUGHT_UP_ENTRIES);
        // By default a host closes itself after a pause of 60 s. A paused host is no danger here: leases run out.
        RaftServerConfigKeys.setCloseThreshold(properties, TimeDuration.valueOf(1, TimeUnit.DAYS));
        // Answers are not in the replies, and nobody sends a request twice.
        RaftServerConfigKeys.RetryCache.setExpiryTime(properties, TimeDuration.valueOf(3, TimeUnit.SECONDS));
    }

    private static void log(RaftProperties properties, RatisSettings settings) {
        int entryBytes = settings.entryBytesMax() + ENTRY_OVERHEAD_BYTES;
        RaftServerConfigKeys.Log.setSegmentSizeMax(properties, SizeInBytes.valueOf(settings.segmentBytes()));
        RaftServerConfigKeys.Log.setPreallocatedSize(
                properties, SizeInBytes.valueOf(Math.min(settings.segmentBytes(), PREALLOCATED_BYTES_MAX)));
        RaftServerConfigKeys.Log.setSegmentCacheNumMax(properties, 2);
        RaftServerConfigKeys.Log.setSegmentCacheSizeMax(properties, SizeInBytes.valueOf(2L * settings.segmentBytes()));
        RaftServerConfigKeys.Log.Appender.setBufferByteLimit(properties, SizeInBytes.valueOf(entryBytes));
        RaftServerConfigKeys.Log.setWriteBufferSize(properties, SizeInBytes.valueOf(entryBytes + LOG_FRAME_BYTES));
        // A sender that has just sent would sleep for as long, before it sends the next: each write of one client alone
        // would.
        RaftServerConfigKeys.Log.Appender.setWaitTimeMin(properties, TimeDuration.ZERO);
        RaftServerConfigKeys.Log.Appender.setInstallSnapshotEnabled(properties, true);
        RaftServerConfigKeys.Log.Appender.setRetryPolicy(properties, APPENDER_RETRIES);
        // A write that is answered is on the disks of a majority.
        RaftServerConfigKeys.Log.setUnsafeFlushEnabled(properties, false);
        RaftServerConfigKeys.Log.setAsyncFlushEnabled(properties, false);
        // On, a follower acknowledges what it does not have: see DurableAppends. It also waits for the disk between one
        // request and the next, and begins a thread for each on two cores.
        RaftServerConfigKeys.Log.setAppendEntriesComposeEnabled(properties, false);
        // Would add an entry for each commit.
        RaftServerConfigKeys.Log.setLogMetadataEnabled(properties, false);
        // A dead member must not pin the log.
        RaftServerConfigKeys.Log.setPurgeUptoSnapshotIndex(properties, true);
        RaftServerConfigKeys.Log.setPurgeGap(properties, 1);
        // What stays behind a checkpoint is weighed, too: see KeptLog.
        RaftServerConfigKeys.Log.setPurgePreservationLogNum(properties, 0);
        // Checkpoints are made in the background, by bytes.
        RaftServerConfigKeys.Snapshot.setAutoTriggerEnabled(properties, false);
    }

    private static TimeDuration millis(int millis) {
        return TimeDuration.valueOf(millis, TimeUnit.MILLISECONDS);
    }
}
