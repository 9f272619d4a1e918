package io.stator.harness.stator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Answers the API's requests by a script, one after the other, whatever they are; what comes behind its end is lost. */
final class ScriptedEndpoint implements AutoCloseable {
    /** How a request ends. */
    record Step(String name, int status, String body) {
        /** The connection ends without an answer: nobody knows whether the request was carried out. */
        static final Step LOST = new Step("lost", 0, "");

        /** There is no answer, and the connection stays. */
        static final Step SILENT = new Step("silent", -1, "");

        static final Step DONE = answer("done", "{}");
        static final Step BUSY = error(503, "com.amazon.coral.availability#ServiceUnavailable");
        static final Step FAULT = error(500, "com.amazonaws.dynamodb.v20120810#InternalServerError");
        static final Step THROTTLED = error(400, "com.amazon.coral.availability#ThrottlingException");
        static final Step MISMATCHED = error(400, "com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException");
        static final Step NOT_FOUND = error(400, "com.amazonaws.dynamodb.v20120810#ResourceNotFoundException");
        static final Step IN_USE = error(400, "com.amazonaws.dynamodb.v20120810#ResourceInUseException");
        static final Step LIMIT = error(400, "com.amazonaws.dynamodb.v20120810#LimitExceededException");
        static final Step INVALID = error(400, "com.amazon.coral.validate#ValidationException");
        static final Step UNKNOWN_KEY = error(400, "com.amazon.coral.service#UnrecognizedClientException");

        static final Step CONFLICT = error(400, "com.amazonaws.dynamodb.v20120810#TransactionConflictException");
        static final Step IN_PROGRESS = error(400, "com.amazonaws.dynamodb.v20120810#TransactionInProgressException");
        static final Step MISUSED_TOKEN =
                error(400, "com.amazonaws.dynamodb.v20120810#IdempotentParameterMismatchException");

        /** @param codes of the reasons, one for each item */
        static Step cancelled(String... codes) {
            String reasons = Stream.of(codes)
                    .map(code -> "{\"Code\":\"" + code + "\"}")
                    .collect(Collectors.joining(",", "[", "]"));
            return new Step(
                    "cancelled " + List.of(codes),
                    400,
                    "{\"__type\":\"com.amazonaws.dynamodb.v20120810#TransactionCanceledException\","
                            + "\"Message\":\"as scripted\",\"CancellationReasons\":" + reasons + "}");
        }

        static Step answer(String name, String body) {
            return new Step(name, 200, body);
        }

        static Step table(String status) {
            return answer(status, "{\"Table\":{\"TableName\":\"t\",\"TableStatus\":\"" + status + "\"}}");
        }

        private static Step error(int status, String type) {
            return new Step(
                    type.substring(type.indexOf('#') + 1),
                    status,
                    "{\"__type\":\"" + type + "\",\"message\":\"as scripted\"}");
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private final HttpServer server;
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final Queue<Step> script;
    private final AtomicInteger requests = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);

    private ScriptedEndpoint(HttpServer server, List<Step> script) {
        this.server = server;
        this.script = new ConcurrentLinkedQueue<>(script);
    }

    static ScriptedEndpoint start(List<Step> script) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            ScriptedEndpoint endpoint = new ScriptedEndpoint(server, script);
            server.createContext("/", endpoint::answer);
            server.setExecutor(endpoint.executor);
            server.start();
            return endpoint;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** How many came. */
    int requests() {
        return requests.get();
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        Step next = script.poll();
        Step step = next == null ? Step.LOST : next;
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            if (step.equals(Step.SILENT)) {
                awaitClose();
            } else if (step.status() > 0) {
                byte[] body = step.body().getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
                exchange.sendResponseHeaders(step.status(), body.length);
                exchange.getResponseBody().write(body);
            }
        }
    }

    private void awaitClose() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        executor.shutdown();
    }
}
