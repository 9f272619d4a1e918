package io.stator.consensus.ratis;

import io.stator.consensus.GroupId;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.protocol.TransferLeadershipRequest;
import org.apache.ratis.server.RaftServer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends what Ratis forgets: while a leader hands over, to the member it was told or to one of higher
 * priority, it refuses entries; if an entry gets into its log at the wrong moment, Ratis 3.3.0 gives the
 * hand-over up and goes on refusing (TransferLeadership.start answers the request and leaves it
 * pending). A leader that has refused for longer than any hand-over should take steps down: the next
 * one begins anew. Thread-safe.
 */
final class HangingHandOver {
    private static final Logger LOG = LoggerFactory.getLogger(HangingHandOver.class);

    /** A hand-over takes an election, and that is about one round among nodes that are well. */
    private static final long PATIENCE_MILLIS = 2_000;

    private final GroupId group;
    private final HostContext host;
    private @Nullable Long refusingSinceNanos;
    private long refusingTerm;

    HangingHandOver(GroupId group, HostContext host) {
        this.group = group;
        this.host = host;
    }

    /** The leader took an entry. */
    synchronized void accepted() {
        refusingSinceNanos = null;
    }

    /** The leader refused an entry because it is handing over. */
    void refused(RaftServer.Division leading) {
        if (tooLong(leading.getInfo().getCurrentTerm(), host.ports().clock().nanos())) {
            LOG.warn("{}: steps down, since a hand-over of leadership hangs", group);
            stepDown(leading);
        }
    }

    private synchronized boolean tooLong(long term, long now) {
        if (refusingSinceNanos == null || refusingTerm != term) {
            refusingSinceNanos = now;
            refusingTerm = term;
            return false;
        }
        boolean tooLong = now - refusingSinceNanos > TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        if (tooLong) {
            refusingSinceNanos = now;
        }
        return tooLong;
    }

    private void stepDown(RaftServer.Division leading) {
        try {
            leading.getRaftServer()
                    .transferLeadershipAsync(new TransferLeadershipRequest(
                            host.caller(),
                            leading.getId(),
                            leading.getMemberId().getGroupId(),
                            host.callIds().incrementAndGet(),
                            null,
                            PATIENCE_MILLIS))
                    .whenComplete((reply, error) -> {
                        if (error != null || reply.getException() != null) {
                            LOG.warn("{}: cannot step down", group, error == null ? reply.getException() : error);
                        }
                    });
        } catch (IOException e) {
            LOG.warn("{}: cannot step down", group, e);
        }
    }
}
