package io.stator.gateway.http;

/**
 * What peers may make the server hold or wait for. All times are counted by a monotonic clock.
 *
 * @param threads that serve all connections; each request is received and answered by one of them
 * @param connectionsMax open at once; what comes beyond it is answered 503 and closed
 * @param surplusMax connections beyond that which are read away at once after they were told, each with a file descriptor; those
 *     beyond are closed when they are told
 * @param surplusMillis for how long: a peer that reads its answer ends its connection before
 * @param lineBytesMax of a request's first line: a presigned one has its signature and a session token in it
 * @param headerBytesMax of all its headers
 * @param bodyBytesMax of a body, as it is sent and again decompressed; beyond it 413
 * @param heldBytesMax of all bodies and answers in this process, received, worked upon, made or being sent, and of what
 *     answers under way are expected to take ({@link AnswerRoom}). A body beyond it is answered 503, which SDKs try again; so is
 *     a request whose large answer is expected to find no room, or one that only reads and whose large answer finds none when
 *     it is made. Large answers get three quarters of it; one alone always finds room, and so do small ones. With it, peers
 *     cannot fill the heap: beyond it there are only an answer of 16 KB for each connection, one large answer, what writes
 *     answer (an item each), and what is wrong with an expectation until the answer is made
 * @param gzipBytesMin an answer that is smaller is not compressed: the time is worth more than the bytes
 * @param idleMillis how long a connection may be without a request; SDKs close theirs after 60 s, and should be first
 * @param headerMillis from the first byte of a request to the end of its headers: who is slower is no client but a trick
 * @param bodyMillis from there to the end of the body, and from an answer to the end of sending it: 16 MB at 3 Mbit/s
 * @param drainMillis how long closing the server waits for what is being answered
 */
public record HttpLimits(
        int threads,
        int connectionsMax,
        int surplusMax,
        long surplusMillis,
        int lineBytesMax,
        int headerBytesMax,
        int bodyBytesMax,
        long heldBytesMax,
        int gzipBytesMin,
        long idleMillis,
        long headerMillis,
        long bodyMillis,
        long drainMillis) {
    /** DynamoDB takes 16 MB; encodings of the same data differ a little. */
    private static final int BODY_BYTES_SLACK = 1 << 20;

    public HttpLimits {
        if (threads < 1 || connectionsMax < 1 || lineBytesMax < 1 || headerBytesMax < 1 || bodyBytesMax < 1) {
            throw new IllegalArgumentException("a limit below 1");
        }
        if (surplusMax < 0) {
            throw new IllegalArgumentException("a limit below 0");
        }
        if (surplusMillis < 1 || idleMillis < 1 || headerMillis < 1 || bodyMillis < 1 || drainMillis < 0) {
            throw new IllegalArgumentException("a time below 1 ms");
        }
    }

    /** For a node of usual size; what is held is to be set by what memory the node has. */
    public static HttpLimits defaults() {
        return new HttpLimits(
                2,
                4096,
                256,
                2_000,
                16 << 10,
                32 << 10,
                (16 << 20) + BODY_BYTES_SLACK,
                128L << 20,
                4096,
                65_000,
                10_000,
                45_000,
                5_000);
    }

    /** The same, but for these. */
    public HttpLimits with(int newConnectionsMax, long newHeldBytesMax) {
        return new HttpLimits(
                threads,
                newConnectionsMax,
                surplusMax,
                surplusMillis,
                lineBytesMax,
                headerBytesMax,
                bodyBytesMax,
                newHeldBytesMax,
                gzipBytesMin,
                idleMillis,
                headerMillis,
                bodyMillis,
                drainMillis);
    }
}
