package io.stator.server.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.stator.server.config.StartupException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HTTP for operators: {@code /metrics} (Prometheus text), {@code /healthz} (200 as long as the process runs), {@code
 * /readyz} (200, or 503 with a line for each thing that is missing). GET and HEAD only.
 */
public final class OperationsEndpoint implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OperationsEndpoint.class);
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final int THREADS = 2;

    private final HttpServer server;
    private final ExecutorService threads;

    private OperationsEndpoint(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    private record Answer(int status, String contentType, String body) {}

    /**
     * @param missing what keeps the node from being ready; empty: nothing
     * @throws StartupException if the address cannot be bound
     */
    public static OperationsEndpoint start(
            InetSocketAddress address, Supplier<String> metrics, Supplier<List<String>> missing) {
        HttpServer server;
        try {
            server = HttpServer.create(address, 0);
        } catch (IOException e) {
            throw new StartupException(
                    "cannot listen on " + address.getHostString() + ":" + address.getPort() + " (metrics.port): "
                            + e.getMessage(),
                    e);
        }
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "operations-endpoint");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        serve(server, "/metrics", () -> new Answer(200, PROMETHEUS_TEXT, metrics.get()));
        serve(server, "/healthz", () -> new Answer(200, TEXT, "ok\n"));
        serve(server, "/readyz", () -> {
            List<String> lacking = missing.get();
            return lacking.isEmpty()
                    ? new Answer(200, TEXT, "ready\n")
                    : new Answer(503, TEXT, String.join("\n", lacking) + "\n");
        });
        server.start();
        return new OperationsEndpoint(server, threads);
    }

    private static void serve(HttpServer server, String path, Supplier<Answer> answer) {
        server.createContext(path, exchange -> {
            try (exchange) {
                if (!exchange.getRequestURI().getPath().equals(path)) {
                    send(exchange, new Answer(404, TEXT, "not found\n"));
                } else if (!List.of("GET", "HEAD").contains(exchange.getRequestMethod())) {
                    send(exchange, new Answer(405, TEXT, "GET or HEAD only\n"));
                } else {
                    send(exchange, answer.get());
                }
            } catch (RuntimeException e) {
                LOG.error("{} failed", path, e);
                throw e;
            }
        });
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.contentType());
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(answer.status(), -1);
            return;
        }
        exchange.sendResponseHeaders(answer.status(), body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
    }
}
