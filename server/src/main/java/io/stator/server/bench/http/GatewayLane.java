package io.stator.server.bench.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Queue;

/** The connections to one gateway, and what waits for them. For the thread of the {@link ExchangeLoop}. */
final class GatewayLane {
    private final InetSocketAddress address;
    private final int connectionsMax;
    private final Selector selector;
    private final Queue<Exchange> waiting = new ArrayDeque<>();

    /** The one that was used last comes first: its memory is warm. */
    private final Deque<GatewayConnection> idle = new ArrayDeque<>();

    private int connections;

    GatewayLane(InetSocketAddress address, int connectionsMax, Selector selector) {
        this.address = address;
        this.connectionsMax = connectionsMax;
        this.selector = selector;
    }

    void add(Exchange exchange) {
        waiting.add(exchange);
    }

    /** Gives what waits to connections, as far as there are any. */
    void begin() {
        while (!waiting.isEmpty()) {
            GatewayConnection connection = idle.poll();
            if (connection == null && connections >= connectionsMax) {
                return;
            }
            Exchange exchange = waiting.remove();
            if (connection == null) {
                try {
                    connection = new GatewayConnection(this, address, selector);
                    connections++;
                } catch (IOException | RuntimeException e) {
                    exchange.lose("cannot connect to " + address + ": " + e.getMessage());
                    continue;
                }
            }
            connection.begin(exchange);
        }
    }

    /** It has answered, and can go on. */
    void idle(GatewayConnection connection) {
        idle.push(connection);
    }

    /** One that was idle is closed. */
    void endedIdle(GatewayConnection connection) {
        idle.remove(connection);
        connections--;
    }

    /** One that was used is closed. */
    void ended() {
        connections--;
    }

    void loseLate(long nowNanos) {
        for (Iterator<Exchange> each = waiting.iterator(); each.hasNext(); ) {
            Exchange exchange = each.next();
            if (exchange.isLate(nowNanos)) {
                each.remove();
                exchange.lose("no connection was free in time");
            }
        }
    }

    /** All that waits. */
    void loseAll(String reason) {
        for (Exchange exchange = waiting.poll(); exchange != null; exchange = waiting.poll()) {
            exchange.lose(reason);
        }
    }
}
