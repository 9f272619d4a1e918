package io.stator.server.bench.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** One thread that does all exchanges with all gateways. Thread-safe. */
final class ExchangeLoop implements AutoCloseable {
    /** How late what is late may be noticed. */
    private static final long LOOK_MILLIS = 100;

    private static final String CLOSED = "the client was closed";

    private final Selector selector;
    private final List<GatewayLane> lanes = new ArrayList<>();
    private final Queue<Submitted> submitted = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private volatile boolean closed;

    private record Submitted(int gateway, Exchange exchange) {}

    /** @param connectionsMax to each of them */
    ExchangeLoop(List<InetSocketAddress> gateways, int connectionsMax) {
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        gateways.forEach(address -> lanes.add(new GatewayLane(address, connectionsMax, selector)));
        thread = new Thread(this::run, "bench-http");
        thread.setDaemon(true);
        thread.start();
    }

    /** @param gateway its number, from 0 */
    void submit(int gateway, Exchange exchange) {
        submitted.add(new Submitted(gateway, exchange));
        if (closed) {
            loseSubmitted();
        } else if (Thread.currentThread() != thread) {
            selector.wakeup();
        }
    }

    private void run() {
        long lookedNanos = System.nanoTime();
        try {
            while (!closed) {
                selector.select(key -> ((GatewayConnection) key.attachment()).ready(), LOOK_MILLIS);
                beginSubmitted();
                long now = System.nanoTime();
                if (now - lookedNanos >= TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS)) {
                    lookedNanos = now;
                    loseLate(now);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            closed = true;
            end();
        }
    }

    private void beginSubmitted() {
        for (Submitted next = submitted.poll(); next != null; next = submitted.poll()) {
            lanes.get(next.gateway).add(next.exchange);
        }
        lanes.forEach(GatewayLane::begin);
    }

    private void loseLate(long now) {
        lanes.forEach(lane -> lane.loseLate(now));
        for (SelectionKey key : List.copyOf(selector.keys())) {
            ((GatewayConnection) key.attachment()).closeIfLate(now);
        }
    }

    private void end() {
        for (SelectionKey key : List.copyOf(selector.keys())) {
            ((GatewayConnection) key.attachment()).lose(CLOSED);
        }
        lanes.forEach(lane -> lane.loseAll(CLOSED));
        loseSubmitted();
        try {
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void loseSubmitted() {
        for (Submitted next = submitted.poll(); next != null; next = submitted.poll()) {
            next.exchange.lose(CLOSED);
        }
    }

    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
