package io.stator.client;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.grpc.BindableService;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.Status;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.stator.client.routing.ErrorCodec;
import io.stator.client.routing.TableConversions;
import io.stator.model.TableProperties;
import io.stator.proto.v1.AnswerFrame;
import io.stator.proto.v1.BatchGetRequest;
import io.stator.proto.v1.BatchGetResponse;
import io.stator.proto.v1.BatchWriteRequest;
import io.stator.proto.v1.BatchWriteResponse;
import io.stator.proto.v1.ClusterGrpc;
import io.stator.proto.v1.CreateTableRequest;
import io.stator.proto.v1.DataGrpc;
import io.stator.proto.v1.DeleteRequest;
import io.stator.proto.v1.DeleteTableRequest;
import io.stator.proto.v1.DescribeTableRequest;
import io.stator.proto.v1.FramedAnswer;
import io.stator.proto.v1.FramedRequest;
import io.stator.proto.v1.GetPartitionMapRequest;
import io.stator.proto.v1.GetRequest;
import io.stator.proto.v1.GetResponse;
import io.stator.proto.v1.ListTablesRequest;
import io.stator.proto.v1.ListTablesResponse;
import io.stator.proto.v1.PageResponse;
import io.stator.proto.v1.PartitionMap;
import io.stator.proto.v1.PutRequest;
import io.stator.proto.v1.QueryRequest;
import io.stator.proto.v1.RequestFrame;
import io.stator.proto.v1.ScanRequest;
import io.stator.proto.v1.Table;
import io.stator.proto.v1.TablesGrpc;
import io.stator.proto.v1.TagTableRequest;
import io.stator.proto.v1.TransactGetRequest;
import io.stator.proto.v1.TransactGetResponse;
import io.stator.proto.v1.TransactWriteRequest;
import io.stator.proto.v1.TransactWriteResponse;
import io.stator.proto.v1.TransactionStepsResponse;
import io.stator.proto.v1.UntagTableRequest;
import io.stator.proto.v1.UpdateRequest;
import io.stator.proto.v1.UpdateTableRequest;
import io.stator.proto.v1.UpdateTimeToLiveRequest;
import io.stator.proto.v1.WriteResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** One node's gRPC services over the shared data, with faults on demand. */
public final class FakeNode {
    /** What the node does to a request. */
    public interface Behaviour {
        /** @return how it goes on; throws to refuse before anything is done */
        Reaction on(Message request);
    }

    /** How a node answers. */
    public enum Reaction {
        SERVE,
        /** Takes it and never says anything. */
        HANG,
        /** Does it, and dies before it answers. */
        DIE_AFTER,
        /** Dies before it does it. */
        DIE_BEFORE,
        /** Does it; the connection breaks before it answers. */
        ANSWER_LOST,
        /** The connection breaks before it does it. */
        LOST
    }

    /** Everything that came in, in order. */
    public final List<Message> requests = new CopyOnWriteArrayList<>();

    private final FakeCluster cluster;
    private final int index;
    private final boolean overTcp;
    private volatile Behaviour behaviour = request -> Reaction.SERVE;
    private volatile Server server;
    private volatile int port;

    FakeNode(FakeCluster cluster, int index, boolean overTcp) {
        this.cluster = cluster;
        this.index = index;
        this.overTcp = overTcp;
        this.server = start();
    }

    public String id() {
        return "n" + index;
    }

    public String address() {
        return overTcp ? "127.0.0.1:" + port : "node-" + index + ":1";
    }

    public void behave(Behaviour newBehaviour) {
        behaviour = newBehaviour;
    }

    public void stop() {
        server.shutdownNow();
    }

    public void restart() {
        server = start();
    }

    public <T extends Message> List<T> requests(Class<T> type) {
        return requests.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private Server start() {
        ServerBuilder<?> builder = overTcp
                ? NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", port))
                : InProcessServerBuilder.forName(cluster.name + "/" + address()).directExecutor();
        List<BindableService> services = List.of(new Data(), new Tables(), new Cluster());
        services.forEach(builder::addService);
        try {
            Server started = builder.build().start();
            port = started.getPort();
            return started;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private <R> void serve(Message request, StreamObserver<R> observer, Supplier<R> answer) {
        requests.add(request);
        try {
            switch (behaviour.on(request)) {
                case SERVE -> {
                    observer.onNext(answer.get());
                    observer.onCompleted();
                }
                case DIE_AFTER -> {
                    Object lost = answer.get();
                    java.util.Objects.requireNonNull(lost);
                    stop();
                }
                case DIE_BEFORE -> stop();
                case ANSWER_LOST -> {
                    java.util.Objects.requireNonNull(answer.get());
                    observer.onError(Status.UNAVAILABLE.asRuntimeException());
                }
                case LOST -> observer.onError(Status.UNAVAILABLE.asRuntimeException());
                case HANG -> {}
            }
        } catch (RuntimeException failure) {
            observer.onError(ErrorCodec.toStatus(failure));
        }
    }

    private FakeTransactions transactions() {
        return new FakeTransactions(cluster, data());
    }

    private FakeData data() {
        return new FakeData(cluster, index);
    }

    private final class Data extends DataGrpc.DataImplBase {
        @Override
        public void put(PutRequest request, StreamObserver<WriteResponse> observer) {
            serve(request, observer, () -> data().put(request));
        }

        @Override
        public void update(UpdateRequest request, StreamObserver<WriteResponse> observer) {
            serve(request, observer, () -> data().update(request));
        }

        @Override
        public void delete(DeleteRequest request, StreamObserver<WriteResponse> observer) {
            serve(request, observer, () -> data().delete(request));
        }

        @Override
        public void get(GetRequest request, StreamObserver<GetResponse> observer) {
            serve(request, observer, () -> data().get(request));
        }

        @Override
        public void query(QueryRequest request, StreamObserver<PageResponse> observer) {
            serve(request, observer, () -> data().query(request));
        }

        @Override
        public void scan(ScanRequest request, StreamObserver<PageResponse> observer) {
            serve(request, observer, () -> data().scan(request));
        }

        @Override
        public void batchGet(BatchGetRequest request, StreamObserver<BatchGetResponse> observer) {
            serve(request, observer, () -> data().batchGet(request));
        }

        @Override
        public void transactWrite(TransactWriteRequest request, StreamObserver<TransactWriteResponse> observer) {
            serve(request, observer, () -> transactions().write(request));
        }

        @Override
        public void transactGet(TransactGetRequest request, StreamObserver<TransactGetResponse> observer) {
            serve(request, observer, () -> transactions().get(request));
        }

        @Override
        public StreamObserver<RequestFrame> exchange(StreamObserver<AnswerFrame> out) {
            return new Frames(out);
        }

        @Override
        public void batchWrite(BatchWriteRequest request, StreamObserver<BatchWriteResponse> observer) {
            serve(request, observer, () -> data().batchWrite(request));
        }
    }

    /** The same as calls, but for errors that no node says: they break the stream. */
    private final class Frames implements StreamObserver<RequestFrame> {
        private final StreamObserver<AnswerFrame> out;

        Frames(StreamObserver<AnswerFrame> out) {
            this.out = out;
        }

        @Override
        public void onNext(RequestFrame frame) {
            for (FramedRequest request : frame.getRequestsList()) {
                FramedAnswer.Builder answer = FramedAnswer.newBuilder().setId(request.getId());
                switch (request.getRequestCase()) {
                    case PUT ->
                        serve(
                                request.getPut(),
                                answering(value -> answer.setWritten((WriteResponse) value), answer),
                                () -> data().put(request.getPut()));
                    case UPDATE ->
                        serve(
                                request.getUpdate(),
                                answering(value -> answer.setWritten((WriteResponse) value), answer),
                                () -> data().update(request.getUpdate()));
                    case DELETE ->
                        serve(
                                request.getDelete(),
                                answering(value -> answer.setWritten((WriteResponse) value), answer),
                                () -> data().delete(request.getDelete()));
                    case GET ->
                        serve(
                                request.getGet(),
                                answering(value -> answer.setGot((GetResponse) value), answer),
                                () -> data().get(request.getGet()));
                    case TRANSACT_WRITE ->
                        serve(
                                request.getTransactWrite(),
                                answering(value -> answer.setTransactWritten((TransactWriteResponse) value), answer),
                                () -> transactions().write(request.getTransactWrite()));
                    case TRANSACT_GET ->
                        serve(
                                request.getTransactGet(),
                                answering(value -> answer.setTransactGot((TransactGetResponse) value), answer),
                                () -> transactions().get(request.getTransactGet()));
                    case STEPS ->
                        serve(
                                request.getSteps(),
                                answering(value -> answer.setStepped((TransactionStepsResponse) value), answer),
                                () -> transactions().steps(request.getSteps()));
                    case REQUEST_NOT_SET -> throw new AssertionError("an empty request");
                }
            }
        }

        private StreamObserver<Object> answering(Consumer<Object> fill, FramedAnswer.Builder answer) {
            return new StreamObserver<>() {
                @Override
                public void onNext(Object value) {
                    fill.accept(value);
                    send(answer);
                }

                @Override
                public void onError(Throwable failure) {
                    Metadata trailers = Status.trailersFromThrowable(failure);
                    byte[] said = trailers == null ? null : trailers.get(ErrorCodec.TRAILER);
                    if (said == null) {
                        out.onError(failure);
                        return;
                    }
                    try {
                        send(answer.setError(io.stator.proto.v1.Error.parseFrom(said)));
                    } catch (InvalidProtocolBufferException malformed) {
                        throw new AssertionError(malformed);
                    }
                }

                @Override
                public void onCompleted() {}
            };
        }

        private void send(FramedAnswer.Builder answer) {
            synchronized (out) {
                out.onNext(AnswerFrame.newBuilder().addAnswers(answer).build());
            }
        }

        @Override
        public void onError(Throwable broken) {
            // The client is gone.
        }

        @Override
        public void onCompleted() {
            out.onCompleted();
        }
    }

    private final class Tables extends TablesGrpc.TablesImplBase {
        @Override
        public void createTable(CreateTableRequest request, StreamObserver<Table> observer) {
            serve(
                    request,
                    observer,
                    () -> TableConversions.toProto(
                            cluster.createTable(TableConversions.fromProto(request.getSchema()))));
        }

        @Override
        public void updateTable(UpdateTableRequest request, StreamObserver<Table> observer) {
            boolean isProtected = request.getDeletionProtected();
            change(request, request.getName(), observer, table -> table.withDeletionProtected(isProtected));
        }

        @Override
        public void tagTable(TagTableRequest request, StreamObserver<Table> observer) {
            change(request, request.getName(), observer, table -> {
                SortedMap<String, String> tags = new TreeMap<>(table.tags());
                request.getTagsList().forEach(tag -> tags.put(tag.getKey(), tag.getValue()));
                return table.withTags(tags);
            });
        }

        @Override
        public void untagTable(UntagTableRequest request, StreamObserver<Table> observer) {
            change(request, request.getName(), observer, table -> {
                SortedMap<String, String> tags = new TreeMap<>(table.tags());
                request.getKeysList().forEach(tags::remove);
                return table.withTags(tags);
            });
        }

        @Override
        public void updateTimeToLive(UpdateTimeToLiveRequest request, StreamObserver<Table> observer) {
            change(
                    request,
                    request.getName(),
                    observer,
                    table -> table.with(table.timeToLive().changed(request.getAttribute(), request.getEnabled(), 1)));
        }

        private void change(
                Message request, String name, StreamObserver<Table> observer, UnaryOperator<TableProperties> change) {
            serve(request, observer, () -> TableConversions.toProto(cluster.change(name, change)));
        }

        @Override
        public void describeTable(DescribeTableRequest request, StreamObserver<Table> observer) {
            serve(request, observer, () -> cluster.describe(request.getName()));
        }

        @Override
        public void deleteTable(DeleteTableRequest request, StreamObserver<Table> observer) {
            serve(request, observer, () -> TableConversions.toProto(cluster.dropTable(request.getName())));
        }

        /** Two names a page. */
        @Override
        public void listTables(ListTablesRequest request, StreamObserver<ListTablesResponse> observer) {
            serve(request, observer, () -> {
                List<String> names = cluster.tables.keySet().stream()
                        .sorted()
                        .filter(name -> name.compareTo(request.getExclusiveStartName()) > 0)
                        .limit(2)
                        .toList();
                ListTablesResponse.Builder page =
                        ListTablesResponse.newBuilder().addAllNames(names);
                return names.size() < 2
                        ? page.build()
                        : page.setLastEvaluatedName(names.get(1)).build();
            });
        }
    }

    private final class Cluster extends ClusterGrpc.ClusterImplBase {
        @Override
        public void getPartitionMap(GetPartitionMapRequest request, StreamObserver<PartitionMap> observer) {
            serve(request, observer, cluster::map);
        }
    }
}
