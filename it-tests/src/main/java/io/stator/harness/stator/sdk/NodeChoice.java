package io.stator.harness.stator.sdk;

import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Which node each thread speaks to: to begin with one after the other, so that threads spread over all; then the same
 * until the thread leaves it for the next. Thread-safe.
 */
final class NodeChoice {
    private final Supplier<List<URI>> nodes;
    private final AtomicInteger turn = new AtomicInteger();
    private final ThreadLocal<URI> chosen = ThreadLocal.withInitial(this::anyOne);

    /** @param nodes that there are now, in an order that lasts; called by any thread */
    NodeChoice(Supplier<List<URI>> nodes) {
        this.nodes = nodes;
    }

    private URI anyOne() {
        List<URI> now = nodes.get();
        return now.get(Math.floorMod(turn.getAndIncrement(), now.size()));
    }

    /** The calling thread's. */
    URI mine() {
        return chosen.get();
    }

    /** From now on the calling thread speaks to another node, if there is one. */
    void leave() {
        List<URI> now = nodes.get();
        int place = now.indexOf(chosen.get());
        // A node that is gone has no next one.
        chosen.set(place < 0 ? anyOne() : now.get((place + 1) % now.size()));
    }
}
