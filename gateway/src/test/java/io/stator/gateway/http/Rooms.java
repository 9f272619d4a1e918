package io.stator.gateway.http;

/** Room for answers, of handlers that are called without a server. */
public final class Rooms {
    private final HeldBytes held;

    public Rooms(long bytesMax) {
        held = new HeldBytes(bytesMax);
    }

    /** Of one more request. */
    public AnswerRoom next() {
        return new AnswerRoom(held);
    }

    public long held() {
        return held.held();
    }
}
