package io.stator.harness.network;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One of a connection's two sockets. Used by the network's thread only. */
final class Side {
    private final SocketChannel socket;
    private final SelectionKey key;

    /** @param attachment told of by the key */
    Side(SocketChannel socket, Selector selector, Object attachment) throws IOException {
        this.socket = socket;
        socket.configureBlocking(false);
        socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
        this.key = socket.register(selector, 0, attachment);
    }

    boolean is(SelectionKey other) {
        return key == other;
    }

    boolean isOpen() {
        return socket.isOpen();
    }

    boolean isConnected() {
        return socket.isConnected();
    }

    /** @return false: the selector tells when */
    boolean finishConnect() throws IOException {
        return socket.finishConnect();
    }

    int read(ByteBuffer into) throws IOException {
        return socket.read(into);
    }

    int write(ByteBuffer bytes) throws IOException {
        return socket.write(bytes);
    }

    void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    void awaits(boolean connection, boolean input, boolean output) {
        if (key.isValid()) {
            key.interestOps((connection ? SelectionKey.OP_CONNECT : 0)
                    | (input ? SelectionKey.OP_READ : 0)
                    | (output ? SelectionKey.OP_WRITE : 0));
        }
    }

    /** The peer sees an end. */
    void close() throws IOException {
        socket.close();
    }

    /** The peer sees a reset. */
    void reset() throws IOException {
        if (socket.isOpen()) {
            socket.setOption(StandardSocketOptions.SO_LINGER, 0);
            socket.close();
        }
    }
}
