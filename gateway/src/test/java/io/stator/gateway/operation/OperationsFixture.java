package io.stator.gateway.operation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stator.gateway.ApiAnswer;
import io.stator.gateway.ApiOperation;
import io.stator.gateway.ApiRequest;
import io.stator.gateway.RequestIdentity;
import io.stator.gateway.error.ErrorBody;
import io.stator.model.KeyType;
import io.stator.model.TableSchema;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * All operations in front of a cluster in memory, with two tables: {@code hash} has the partition key pk (S), {@code
 * range} also the sort key sk (N). Requests and answers are written with single quotes.
 */
final class OperationsFixture {
    final InMemoryTables tables = new InMemoryTables();
    final InMemoryItems items = new InMemoryItems(tables);
    private final Map<String, ApiOperation> operations;
    private Optional<RequestIdentity> identity = Optional.empty();
    private boolean proven = true;

    OperationsFixture() {
        Clock clock = Clock.fixed(Instant.ofEpochMilli(InMemoryTables.NOW_MILLIS), ZoneOffset.UTC);
        operations = Operations.all(items, tables, new Operations.Settings(TableArns.DEFAULT, "127.0.0.1:8000", clock));
        tables.add(TableSchema.of("hash", "pk", KeyType.STRING));
        tables.add(TableSchema.of("range", "pk", KeyType.STRING, "sk", KeyType.NUMBER));
    }

    /** Of the requests that follow. */
    void identity(String invocationId) {
        identity = Optional.of(RequestIdentity.of("key", invocationId, new byte[32]));
    }

    /** From now on, nobody proves who he is. */
    void open() {
        proven = false;
    }

    /** The answer's JSON; of an error, the last part of its type, a colon, and its message. */
    String call(String operation, String body) {
        return call(operation, body.replace('\'', '"').getBytes(UTF_8));
    }

    String call(String operation, byte[] body) {
        ApiRequest request = new ApiRequest(body, identity, "key", proven);
        try {
            CompletableFuture<ApiAnswer> answer = operations.get(operation).call(request);
            ApiAnswer done = answer.join();
            return new String(done.bytes(), 0, done.length(), UTF_8).replace('"', '\'');
        } catch (CompletionException failed) {
            return told(failed.getCause());
        } catch (RuntimeException failed) {
            return told(failed);
        }
    }

    private static String told(Throwable failure) {
        ErrorBody body = ErrorBody.of(failure);
        if (body.bug()) {
            throw new AssertionError("a bug", failure);
        }
        String json = new String(body.json().bytes(), 0, body.json().length(), UTF_8);
        String type = body.type().qualifiedName();
        String shortType = type.substring(type.indexOf('#') + 1);
        return shortType + ": " + failure.getMessage() + more(json, "CancellationReasons", "Item");
    }

    /** What is behind the message, from the first of these members on. */
    private static String more(String json, String... members) {
        for (String member : members) {
            int begin = json.indexOf("\"" + member + "\":");
            if (begin >= 0) {
                return " " + json.substring(begin, json.length() - 1).replace('"', '\'');
            }
        }
        return "";
    }
}
