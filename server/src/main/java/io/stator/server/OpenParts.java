package io.stator.server;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was opened, to be closed in reverse order, each exactly once. Thread-safe. */
final class OpenParts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OpenParts.class);

    private record Part(String name, AutoCloseable closeable) {}

    private final Deque<Part> parts = new ArrayDeque<>();
    private boolean closed;

    /** @throws IllegalStateException after close; then the part is closed at once */
    synchronized <T extends AutoCloseable> T add(String name, T part) {
        if (closed) {
            close(new Part(name, part));
            throw new IllegalStateException("the node is closed");
        }
        parts.push(new Part(name, part));
        return part;
    }

    /** A part that does not close cleanly is logged, and the others are closed all the same. */
    @Override
    public synchronized void close() {
        closed = true;
        while (!parts.isEmpty()) {
            close(parts.pop());
        }
    }

    private static void close(Part part) {
        try {
            part.closeable().close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.error("closing {} failed", part.name(), e);
        }
    }
}
