package io.stator.server.bench.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** A connection that is kept alive, with one exchange at a time. For the thread of the {@link ExchangeLoop}. */
final class GatewayConnection {
    private final GatewayLane lane;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final AnswerReader reader = new AnswerReader();
    private @Nullable Exchange exchange;

    /** Begins to connect; what {@link #begin} gives it is sent when it is there. */
    GatewayConnection(GatewayLane lane, InetSocketAddress address, Selector selector) throws IOException {
        this.lane = lane;
        this.channel = SocketChannel.open();
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            key = channel.register(selector, SelectionKey.OP_CONNECT, this);
            if (channel.connect(address)) {
                key.interestOps(SelectionKey.OP_READ);
            }
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    void begin(Exchange next) {
        exchange = next;
        if (channel.isConnected()) {
            try {
                write(next);
            } catch (IOException | RuntimeException e) {
                lose(String.valueOf(e.getMessage()));
            }
        }
    }

    /** Something can be done. */
    void ready() {
        try {
            if (!channel.isConnected()) {
                channel.finishConnect();
            }
            Exchange current = exchange;
            if (current != null && current.request().hasRemaining()) {
                write(current);
            }
            if (key.isReadable()) {
                read();
            }
        } catch (IOException | RuntimeException e) {
            lose(String.valueOf(e.getMessage()));
        }
    }

    private void write(Exchange current) throws IOException {
        channel.write(current.request());
        boolean sent = !current.request().hasRemaining();
        int interest = sent ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE;
        if (key.interestOps() != interest) {
            key.interestOps(interest);
        }
    }

    private void read() throws IOException {
        AnswerReader.Answer answer = reader.read(channel);
        Exchange current = exchange;
        if (answer == null) {
            return;
        }
        if (current == null) {
            throw new IOException("an answer to nothing");
        }
        exchange = null;
        if (answer.closes()) {
            close();
            lane.ended();
        } else {
            lane.idle(this);
        }
        if (answer.succeeded()) {
            current.succeed();
        } else {
            current.fail(ApiErrors.of(answer.status(), answer.body()));
        }
    }

    void closeIfLate(long nowNanos) {
        if (exchange != null && exchange.isLate(nowNanos)) {
            lose("no answer came in time");
        }
    }

    /** Ends it, and what is under way. */
    void lose(String reason) {
        close();
        Exchange current = exchange;
        exchange = null;
        if (current == null) {
            lane.endedIdle(this);
        } else {
            lane.ended();
            current.lose(reason);
        }
    }

    private void close() {
        try {
            channel.close();
        } catch (IOException gone) {
            key.cancel();
        }
    }
}
