package io.stator.client;

import io.stator.client.routing.RoutedCalls;
import io.stator.model.ErrorCode;
import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.model.KeyType;
import io.stator.model.StatorException;
import io.stator.model.TableSchema;
import io.stator.proto.v1.GetRequest;
import io.stator.proto.v1.PutRequest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What the tests of this package share. */
final class Fixtures {
    static final TableSchema PAIRS = TableSchema.of("pairs", "k", KeyType.STRING);
    static final TableSchema NOTES = TableSchema.of("notes", "author", KeyType.STRING, "number", KeyType.NUMBER);

    private Fixtures() {}

    static Item key(String key) {
        return Item.builder().set("k", key).build();
    }

    static Item pair(String key, String value) {
        return Item.builder().set("k", key).set("v", value).build();
    }

    static Item note(String author, long number) {
        return Item.builder().set("author", author).set("number", number).build();
    }

    static PutRequest put(String key, String value) {
        return PutRequest.newBuilder()
                .setTable("pairs")
                .setItem(ItemCodec.encode(pair(key, value)))
                .build();
    }

    static GetRequest get(String key, boolean consistent) {
        return GetRequest.newBuilder()
                .setTable("pairs")
                .setKey(ItemCodec.encode(key(key)))
                .setConsistent(consistent)
                .build();
    }

    static RoutedCalls connect(FakeCluster cluster) {
        return RoutedCalls.connect(cluster.settings(), cluster.channels());
    }

    static StatorClient client(FakeCluster cluster) {
        return new GrpcStatorClient(connect(cluster));
    }

    /** Longer than any deadline in these tests. */
    static <T> T await(CompletableFuture<T> future) {
        try {
            return future.get(30, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof StatorException error) {
                throw error;
            }
            throw new AssertionError("no StatorException", failed);
        } catch (InterruptedException | TimeoutException stuck) {
            throw new AssertionError("no answer", stuck);
        }
    }

    static StatorException failure(CompletableFuture<?> future) {
        try {
            Object value = await(future);
            throw new AssertionError("no failure but " + value);
        } catch (StatorException error) {
            return error;
        }
    }

    static ErrorCode codeOf(CompletableFuture<?> future) {
        return failure(future).code();
    }
}
