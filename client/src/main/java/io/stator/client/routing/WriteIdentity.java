package io.stator.client.routing;

import com.google.protobuf.ByteString;

/**
 * What makes the attempts of one write known as one: its request id, and the write count that was known when it was
 * first sent. Of one call, whose steps follow one another.
 */
final class WriteIdentity {
    private static final long NOT_SENT = -1;

    private final ByteString id;
    private final WriteCounts counts;

    /** Whether whoever calls may have sent the write before. */
    private final boolean callers;

    private long sentAfter = NOT_SENT;
    private long partition;

    /** Also asked by the thread that closes the client. */
    private volatile boolean inDoubt;

    private WriteIdentity(ByteString id, WriteCounts counts, boolean callers) {
        this.id = id;
        this.counts = counts;
        this.callers = callers;
    }

    /** Of a write that nobody has sent yet. */
    static WriteIdentity fresh(ByteString id, WriteCounts counts) {
        return new WriteIdentity(id, counts, false);
    }

    /** Of a write that the caller may send again with the same count. */
    static WriteIdentity of(ByteString id, long sentAfter, WriteCounts counts) {
        WriteIdentity identity = new WriteIdentity(id, counts, true);
        identity.sentAfter = sentAfter;
        return identity;
    }

    ByteString id() {
        return id;
    }

    /** To be put into a request for that partition. */
    long sentAfter(PartitionRoute route) {
        partition = route.id();
        if (sentAfter == NOT_SENT) {
            sentAfter = counts.of(partition);
        }
        return sentAfter;
    }

    /** Whether an attempt may have been applied, or may yet be. */
    boolean inDoubt() {
        return inDoubt;
    }

    void doubt() {
        inDoubt = true;
    }

    void answered(long writeCount) {
        counts.learn(partition, writeCount);
    }

    /**
     * An attempt was refused since it came too late.
     *
     * @return whether the write may be sent as if for the first time
     */
    boolean expired(long writeCount) {
        counts.replace(partition, writeCount);
        if (inDoubt || callers) {
            return false;
        }
        sentAfter = NOT_SENT;
        return true;
    }
}
