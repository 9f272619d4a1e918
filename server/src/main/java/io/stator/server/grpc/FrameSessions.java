package io.stator.server.grpc;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.stator.proto.v1.AnswerFrame;
import io.stator.proto.v1.RequestFrame;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** The streams of frames that are open at this node. Thread-safe. */
public final class FrameSessions {
    private final FrameSession.Limits limits;
    private final Executor senders;
    private final Set<FrameSession> open = ConcurrentHashMap.newKeySet();
    private volatile FrameDispatch dispatch = (request, end) -> {
        throw new IllegalStateException("not served yet");
    };
    private volatile boolean ending;

    /** @param senders on which answers are sent that come from other threads; never rejects before the node is closed */
    public FrameSessions(FrameSession.Limits limits, Executor senders) {
        this.limits = limits;
        this.senders = senders;
    }

    /** Before the first stream is opened. */
    void serve(FrameDispatch newDispatch) {
        dispatch = newDispatch;
    }

    StreamObserver<RequestFrame> open(ServerCallStreamObserver<AnswerFrame> out) {
        FrameSession session = new FrameSession(out, dispatch, limits, senders, open::remove);
        open.add(session);
        if (ending) {
            session.end();
        }
        return session;
    }

    /** No more requests are taken; each stream ends when what is under way is answered. */
    public void end() {
        ending = true;
        open.forEach(FrameSession::end);
    }
}
