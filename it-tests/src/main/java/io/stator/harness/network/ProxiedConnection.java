package io.stator.harness.network;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * A connection that one node has opened to another, in two halves with a {@link Pipe} in each direction:
 * what the other answers travels on the link back. The second half is opened when both links can carry its
 * handshake. Used by the network's thread only.
 */
final class ProxiedConnection {
    private enum Stage {
        /** The node that opened it believes to be connected; the other knows nothing yet. */
        WAITING,
        CONNECTING,
        CONNECTED,
        CLOSED
    }

    /**
     * @param there from the node that opened the connection
     * @param back to it
     */
    record Way(LinkCondition there, LinkCondition back, InetSocketAddress target) {}

    private final Way way;
    private final SocketChannel farSocket;
    private final Side near;
    private final Side far;
    private final Pipe there;
    private final Pipe back;
    private Stage stage = Stage.WAITING;

    /** @param accepted from the node that opened it */
    ProxiedConnection(SocketChannel accepted, Way way, Selector selector) throws IOException {
        this.way = way;
        this.farSocket = SocketChannel.open();
        this.near = new Side(accepted, selector, this);
        this.far = new Side(farSocket, selector, this);
        this.there = new Pipe(way.there(), near, far);
        this.back = new Pipe(way.back(), far, near);
    }

    boolean isClosed() {
        return stage == Stage.CLOSED;
    }

    long heldBytes(LinkCondition link) {
        return (link == way.there() ? there.heldBytes() : 0) + (link == way.back() ? back.heldBytes() : 0);
    }

    /** Takes what has come in, then does all that can be done. */
    void ready(SelectionKey key, ByteBuffer scratch, long nowNanos) throws IOException {
        if (key.isValid() && key.isReadable()) {
            Side source = near.is(key) ? near : far;
            try {
                (source == near ? there : back).take(scratch, nowNanos);
            } catch (IOException reset) {
                broke(source);
            }
        }
        proceed(nowNanos);
    }

    /** Does all that can be done now. A socket that breaks is the other node's to hear of, and no fault of ours. */
    void proceed(long nowNanos) throws IOException {
        if (stage == Stage.CLOSED) {
            return;
        }
        connect();
        if (stage == Stage.CONNECTED) {
            give(there, far, nowNanos);
            give(back, near, nowNanos);
            finish();
        }
        near.awaits(false, there.takes(), back.waitsForSink());
        far.awaits(stage == Stage.CONNECTING, stage == Stage.CONNECTED && back.takes(), there.waitsForSink());
    }

    private void connect() throws IOException {
        try {
            if (stage == Stage.WAITING && !way.there().isCut() && !way.back().isCut()) {
                stage = farSocket.connect(way.target()) ? Stage.CONNECTED : Stage.CONNECTING;
            } else if (stage == Stage.CONNECTING && far.finishConnect()) {
                stage = Stage.CONNECTED;
            }
        } catch (IOException refused) {
            reset();
        }
    }

    private void give(Pipe pipe, Side sink, long nowNanos) throws IOException {
        try {
            pipe.give(nowNanos);
        } catch (IOException reset) {
            broke(sink);
        }
    }

    private void broke(Side side) throws IOException {
        side.close();
        (side == near ? there : back).sourceBroke();
        (side == near ? back : there).sinkBroke();
        if (stage == Stage.WAITING || stage == Stage.CONNECTING) {
            reset();
        }
    }

    private void finish() throws IOException {
        if (there.passesReset() || back.passesReset()) {
            reset();
        } else if (there.isDone() && back.isDone()) {
            stage = Stage.CLOSED;
            near.close();
            far.close();
        }
    }

    /** Both nodes see a reset. */
    void reset() throws IOException {
        stage = Stage.CLOSED;
        near.reset();
        far.reset();
    }

    /** The link is whole again. */
    void hurry(long nowNanos) {
        there.hurry(nowNanos);
        back.hurry(nowNanos);
    }

    /** How long nothing happens if nothing comes in and no link changes. */
    long waitNanos(long nowNanos) {
        return stage == Stage.CONNECTED ? Math.min(there.waitNanos(nowNanos), back.waitNanos(nowNanos)) : Pipe.NEVER;
    }
}
