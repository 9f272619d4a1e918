package io.stator.consensus.ratis;

import io.stator.consensus.ConsensusException;
import io.stator.consensus.ConsensusException.Reason;
import io.stator.consensus.GroupId;
import io.stator.consensus.LogPosition;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.SnapshotManagementRequest;
import org.apache.ratis.server.RaftServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a replica's checkpoints written, on the host's checkpoint thread, and Ratis told of them so that
 * it purges its log. While a checkpoint is being sent, the log behind it stays: without it the follower would need another
 * checkpoint as soon as it has this one. But not more than is applied between a few of them: a follower that is down is tried
 * again and again, too. Thread-safe.
 */
final class CheckpointSchedule {
    private static final Logger LOG = LoggerFactory.getLogger(CheckpointSchedule.class);
    /** Ratis only has to look at a number, between two entries. */
    private static final long PUBLISH_MILLIS = 10_000;

    /** As much log as is applied between so many checkpoints is kept for a follower. */
    private static final long LOG_KEPT_CHECKPOINTS = 4;

    private final GroupId group;
    private final HostContext host;
    private final GroupStateMachine stateMachine;
    private final AtomicLong bytesLeft = new AtomicLong();

    /** Applied since the log was last purged. */
    private final AtomicLong bytesBehindPublished = new AtomicLong();

    private final AtomicBoolean requested = new AtomicBoolean();

    CheckpointSchedule(GroupId group, HostContext host, GroupStateMachine stateMachine) {
        this.group = group;
        this.host = host;
        this.stateMachine = stateMachine;
        scheduleNext();
    }

    /** The replicas of a group apply the same bytes; were they not to differ here, all would write at once. */
    private void scheduleNext() {
        long most = host.settings().checkpointBytes();
        bytesLeft.set(most - ThreadLocalRandom.current().nextLong(most / 4 + 1));
    }

    /** On the apply thread. */
    void logGrew(int bytes) {
        bytesBehindPublished.addAndGet(bytes);
        if (bytesLeft.addAndGet(-bytes) <= 0 && requested.compareAndSet(false, true)) {
            checkpointNow();
        }
    }

    CompletableFuture<Long> checkpointNow() {
        CompletableFuture<Long> done = new CompletableFuture<>();
        try {
            host.checkpointing().execute(() -> run(done));
        } catch (RejectedExecutionException closed) {
            done.completeExceptionally(failure(Reason.STOPPED, closed));
        }
        return done;
    }

    private void run(CompletableFuture<Long> done) {
        scheduleNext();
        requested.set(false);
        try {
            done.complete(write());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            done.completeExceptionally(failure(Reason.STOPPED, e));
        } catch (IOException | RuntimeException | ExecutionException | TimeoutException e) {
            LOG.warn("{}: checkpoint failed", group, e);
            host.ports().listener().checkpointFailed(group, e);
            done.completeExceptionally(failure(Reason.OUTCOME_UNKNOWN, e));
        }
    }

    private long write() throws IOException, InterruptedException, ExecutionException, TimeoutException {
        Checkpoints checkpoints = stateMachine.checkpoints();
        long started = host.ports().clock().nanos();
        Path directory = checkpoints.newDirectory();
        long index = stateMachine.writeCheckpoint(directory);
        if (index > checkpoints.newestIndex()) {
            Long term = stateMachine.terms().termOf(index);
            if (term == null) {
                throw new IOException("the log has not been replayed up to " + index + " yet");
            }
            LogPosition position = new LogPosition(term, index);
            CheckpointManifest manifest = checkpoints.finish(position);
            long nanos = host.ports().clock().nanos() - started;
            host.ports().listener().checkpointWritten(group, position, manifest.totalBytes(), nanos);
        } else {
            DurableFiles.delete(directory);
        }
        Checkpoints.Checkpoint published = checkpoints.getLatestSnapshot();
        long newest = checkpoints.newestIndex();
        if (newest >= 0 && (published == null || (published.getIndex() < newest && !keepsLog(published)))) {
            // The members' entry may be among those that are purged now.
            stateMachine.keepMembers();
            publish();
            bytesBehindPublished.set(0);
        }
        checkpoints.deleteOld();
        return checkpoints.newestIndex();
    }

    private boolean keepsLog(Checkpoints.Checkpoint published) {
        return published.beingSent(host.ports().clock().nanos())
                && bytesBehindPublished.get() <= logBytesMax(host.settings());
    }

    /** Of the log behind a checkpoint, for followers. */
    static long logBytesMax(RatisSettings settings) {
        return LOG_KEPT_CHECKPOINTS * settings.checkpointBytes();
    }

    private void publish() throws IOException, InterruptedException, ExecutionException, TimeoutException {
        RaftServer server = stateMachine.getServer().get(PUBLISH_MILLIS, TimeUnit.MILLISECONDS);
        SnapshotManagementRequest request = SnapshotManagementRequest.newCreate(
                host.caller(),
                server.getId(),
                Members.toRatis(group),
                host.callIds().incrementAndGet(),
                PUBLISH_MILLIS,
                1);
        RaftClientReply reply =
                server.snapshotManagementAsync(request).get(PUBLISH_MILLIS + 1000, TimeUnit.MILLISECONDS);
        if (!reply.isSuccess()) {
            throw new IOException("the log was not purged", reply.getException());
        }
    }

    private static ConsensusException failure(Reason reason, Throwable cause) {
        return new ConsensusException(reason, "no checkpoint was made", "", cause);
    }
}
