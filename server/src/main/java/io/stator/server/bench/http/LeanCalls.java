package io.stator.server.bench.http;

import io.stator.server.bench.BenchmarkTarget.Entry;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A client that does no more than a call needs: prepared bytes, HTTP/1.1 on connections that are kept alive, one thread,
 * each call tried once. It signs, because a client must; of an answer it looks at the status, and at an error's body.
 */
public final class LeanCalls implements ItemCalls {
    private final List<String> addresses;
    private final Duration timeout;
    private final ItemRequests requests;
    private final ExchangeLoop loop;
    private final AtomicInteger turn = new AtomicInteger();

    public LeanCalls(GatewayAccess access) {
        this.addresses = access.addresses();
        this.timeout = access.timeout();
        this.requests = new ItemRequests(new RequestSigner(access.key(), InstantSource.system()));
        this.loop = new ExchangeLoop(
                addresses.stream().map(LeanCalls::socketAddress).toList(), access.underWayMax());
    }

    private static InetSocketAddress socketAddress(String address) {
        int colon = address.lastIndexOf(':');
        return new InetSocketAddress(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
    }

    @Override
    public CompletableFuture<?> put(Entry entry) {
        int gateway = next();
        return send(gateway, requests.put(addresses.get(gateway), entry), true);
    }

    @Override
    public CompletableFuture<?> get(String key, boolean consistent) {
        int gateway = next();
        return send(gateway, requests.get(addresses.get(gateway), key, consistent), false);
    }

    private int next() {
        return Math.floorMod(turn.getAndIncrement(), addresses.size());
    }

    private CompletableFuture<Void> send(int gateway, byte[] request, boolean writes) {
        Exchange exchange = new Exchange(request, writes, System.nanoTime() + timeout.toNanos());
        loop.submit(gateway, exchange);
        return exchange.answer();
    }

    @Override
    public void close() {
        loop.close();
    }
}
