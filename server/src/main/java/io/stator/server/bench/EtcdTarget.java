package io.stator.server.bench;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import io.stator.client.routing.ErrorCodec;
import io.stator.client.routing.NettyChannelFactory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An etcd cluster, to compare with: the key-value service of its API version 3 (etcdserverpb.KV), requests to its nodes in
 * turn. Only what a benchmark needs of the messages is written, and nothing of the answers is looked at.
 */
public final class EtcdTarget implements BenchmarkTarget, AutoCloseable {
    private static final String SERVICE = "etcdserverpb.KV/";
    private static final int PUT_KEY = 1;
    private static final int PUT_VALUE = 2;
    private static final int RANGE_KEY = 1;
    private static final int RANGE_SERIALIZABLE = 7;
    /** A transaction without a comparison does what is to be done on success. */
    private static final int TXN_SUCCESS = 2;

    private static final int OPERATION_RANGE = 1;
    private static final int OPERATION_PUT = 2;
    private static final String CPU_METRIC = "process_cpu_seconds_total ";
    private static final Duration METRICS_TIMEOUT = Duration.ofSeconds(5);

    private static final MethodDescriptor<byte[], byte[]> PUT = method("Put");
    private static final MethodDescriptor<byte[], byte[]> RANGE = method("Range");
    private static final MethodDescriptor<byte[], byte[]> TXN = method("Txn");

    private final List<String> endpoints;
    private final List<ManagedChannel> channels;
    private final Duration deadline;
    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicInteger next = new AtomicInteger();

    /** @param endpoints of all nodes, host:port */
    public EtcdTarget(List<String> endpoints, Duration deadline) {
        this.endpoints = List.copyOf(endpoints);
        this.channels = endpoints.stream().map(new NettyChannelFactory()::open).toList();
        this.deadline = deadline;
    }

    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static MethodDescriptor<byte[], byte[]> method(String name) {
        return MethodDescriptor.<byte[], byte[]>newBuilder()
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(SERVICE + name)
                .setRequestMarshaller(new Bytes())
                .setResponseMarshaller(new Bytes())
                .build();
    }

    @Override
    public void create() {
        // Keys need nothing to be kept in.
    }

    @Override
    public CompletableFuture<Void> load(List<Entry> entries) {
        return CompletableFuture.allOf(entries.stream().map(this::write).toArray(CompletableFuture<?>[]::new));
    }

    @Override
    public CompletableFuture<?> write(Entry entry) {
        return call(PUT, message(out -> {
            out.writeBytes(PUT_KEY, ByteString.copyFromUtf8(entry.key()));
            out.writeBytes(PUT_VALUE, entry.value());
        }));
    }

    @Override
    public CompletableFuture<?> read(String key) {
        return call(RANGE, message(out -> out.writeBytes(RANGE_KEY, ByteString.copyFromUtf8(key))));
    }

    @Override
    public CompletableFuture<?> eventualRead(String key) {
        return call(RANGE, message(out -> {
            out.writeBytes(RANGE_KEY, ByteString.copyFromUtf8(key));
            out.writeBool(RANGE_SERIALIZABLE, true);
        }));
    }

    @Override
    public CompletableFuture<?> transactWrite(List<Entry> entries) {
        return call(TXN, message(out -> {
            for (Entry entry : entries) {
                byte[] put = message(fields -> {
                    fields.writeBytes(PUT_KEY, ByteString.copyFromUtf8(entry.key()));
                    fields.writeBytes(PUT_VALUE, entry.value());
                });
                out.writeByteArray(TXN_SUCCESS, message(fields -> fields.writeByteArray(OPERATION_PUT, put)));
            }
        }));
    }

    @Override
    public CompletableFuture<?> transactRead(List<String> keys) {
        return call(TXN, message(out -> {
            for (String key : keys) {
                byte[] range = message(fields -> fields.writeBytes(RANGE_KEY, ByteString.copyFromUtf8(key)));
                out.writeByteArray(TXN_SUCCESS, message(fields -> fields.writeByteArray(OPERATION_RANGE, range)));
            }
        }));
    }

    @FunctionalInterface
    private interface Fields {
        void write(CodedOutputStream out) throws IOException;
    }

    private static byte[] message(Fields fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            fields.write(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private CompletableFuture<byte[]> call(MethodDescriptor<byte[], byte[]> method, byte[] request) {
        ManagedChannel channel = channels.get(Math.floorMod(next.getAndIncrement(), channels.size()));
        CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(deadline.toNanos(), TimeUnit.NANOSECONDS);
        CompletableFuture<byte[]> answer = new CompletableFuture<>();
        ClientCalls.asyncUnaryCall(channel.newCall(method, options), request, new StreamObserver<byte[]>() {
            @Override
            public void onNext(byte[] response) {
                answer.complete(response);
            }

            @Override
            public void onError(Throwable failure) {
                answer.completeExceptionally(ErrorCodec.toStatorException(failure));
            }

            @Override
            public void onCompleted() {}
        });
        return answer;
    }

    @Override
    public int nodes() {
        return endpoints.size();
    }

    /** All keys are in one Raft group. */
    @Override
    public int partitions() {
        return 1;
    }

    @Override
    public CpuReading cpu() {
        Map<String, Long> cpu = new TreeMap<>();
        for (String endpoint : endpoints) {
            metrics(endpoint)
                    .lines()
                    .filter(line -> line.startsWith(CPU_METRIC))
                    .findFirst()
                    .ifPresent(line -> cpu.put(
                            endpoint, Math.round(Double.parseDouble(line.substring(CPU_METRIC.length())) * 1e9)));
        }
        return CpuReading.of(cpu);
    }

    /** Empty: it does not answer. */
    private String metrics(String endpoint) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + endpoint + "/metrics"))
                    .timeout(METRICS_TIMEOUT)
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException down) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    @Override
    public void close() {
        channels.forEach(ManagedChannel::shutdownNow);
    }
}
