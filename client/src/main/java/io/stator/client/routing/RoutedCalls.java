package io.stator.client.routing;

import io.grpc.Deadline;
import io.grpc.MethodDescriptor;
import io.stator.client.routing.PartitionCall.Access;
import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.model.Limits;
import io.stator.model.Position;
import io.stator.model.StatorException;
import io.stator.model.TableInfo;
import io.stator.proto.v1.AddUserRequest;
import io.stator.proto.v1.AddUserResponse;
import io.stator.proto.v1.BatchGetRequest;
import io.stator.proto.v1.BatchGetResponse;
import io.stator.proto.v1.BatchWriteRequest;
import io.stator.proto.v1.BatchWriteResponse;
import io.stator.proto.v1.CreateTableRequest;
import io.stator.proto.v1.DataGrpc;
import io.stator.proto.v1.DeleteRequest;
import io.stator.proto.v1.DeleteTableRequest;
import io.stator.proto.v1.DescribeTableRequest;
import io.stator.proto.v1.GetRequest;
import io.stator.proto.v1.GetResponse;
import io.stator.proto.v1.ListTablesRequest;
import io.stator.proto.v1.ListTablesResponse;
import io.stator.proto.v1.ListUsersRequest;
import io.stator.proto.v1.ListUsersResponse;
import io.stator.proto.v1.PageResponse;
import io.stator.proto.v1.PartitionMap;
import io.stator.proto.v1.PutRequest;
import io.stator.proto.v1.QueryRequest;
import io.stator.proto.v1.RemoveUserRequest;
import io.stator.proto.v1.RemoveUserResponse;
import io.stator.proto.v1.ScanRequest;
import io.stator.proto.v1.Table;
import io.stator.proto.v1.TablesGrpc;
import io.stator.proto.v1.TagTableRequest;
import io.stator.proto.v1.TransactGetRequest;
import io.stator.proto.v1.TransactGetResponse;
import io.stator.proto.v1.TransactWriteRequest;
import io.stator.proto.v1.TransactWriteResponse;
import io.stator.proto.v1.TransactionStep;
import io.stator.proto.v1.TransactionStepsResponse;
import io.stator.proto.v1.UntagTableRequest;
import io.stator.proto.v1.UpdateRequest;
import io.stator.proto.v1.UpdateTableRequest;
import io.stator.proto.v1.UpdateTimeToLiveRequest;
import io.stator.proto.v1.UsersGrpc;
import io.stator.proto.v1.WriteResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Sends requests to where they belong, whatever route they came with. Thread-safe.
 *
 * <p>Every future fails with a StatorException. A write of items is sent until it is answered, and applied once, however
 * often it is sent. If it failed with a retryable code it was surely not applied; with OUTCOME_UNKNOWN it may have been,
 * or may yet be: no answer came within the deadline. The same holds for a transaction: its attempts have one token, by
 * which it is done once, and while one of them is in doubt no other's failure ends it. A call ends by the deadline of the
 * settings, or by that of the gRPC call which is being served, if it is sooner. Dependents without an
 * executor of their own run on I/O threads and must not block.
 *
 * <pre>{@code
 * RoutedCalls calls = RoutedCalls.connect(RoutingSettings.of(List.of("127.0.0.1:9010")), new NettyChannelFactory());
 * CompletableFuture<GetResponse> answer = calls.get(request);
 * }</pre>
 */
public final class RoutedCalls implements DataCalls, TableCalls, AutoCloseable {
    private final CallMachinery machinery;
    private final Directory directory;
    private final BatchGets batchGets;
    private final BatchWrites batchWrites;
    private final WriteIdentities identities;

    private RoutedCalls(CallMachinery machinery) {
        this.machinery = machinery;
        WriteCounts counts = new WriteCounts();
        this.directory = new Directory(machinery, counts);
        this.identities = new WriteIdentities(counts);
        this.batchGets = new BatchGets(machinery, directory, Limits.BATCH_BYTES_MAX);
        this.batchWrites = new BatchWrites(machinery, directory, identities);
    }

    /** Does no I/O yet. */
    public static RoutedCalls connect(RoutingSettings settings, ChannelFactory channels) {
        return connect(settings, channels, LocalNode.NONE);
    }

    /**
     * Does no I/O yet.
     *
     * @param localNode asked in this process, and before others where any replica will do
     */
    public static RoutedCalls connect(RoutingSettings settings, ChannelFactory channels, LocalNode localNode) {
        return new RoutedCalls(new CallMachinery(
                new NodeConnections(channels, settings.addresses()),
                new OpenCalls(settings.attemptTimeout()),
                settings,
                new Backoff(settings.randomBelow()),
                new Throttles(),
                localNode));
    }

    @Override
    public CompletableFuture<WriteResponse> put(PutRequest request) {
        return guarded(() -> send(request, ItemCodec.decode(request.getItem())));
    }

    @Override
    public CompletableFuture<WriteResponse> put(PutRequest request, Item item) {
        return guarded(() -> send(request, item));
    }

    private CompletableFuture<WriteResponse> send(PutRequest request, Item item) {
        WriteIdentity identity = identities.of(request.getRequestId(), request.hasSentAfter(), request.getSentAfter());
        return send(WriteCall.of(
                DataGrpc.getPutMethod(),
                Framing.PUT,
                request.getTable(),
                item,
                identity,
                route -> request.toBuilder()
                        .setRequestId(identity.id())
                        .setSentAfter(identity.sentAfter(route))
                        .setRoute(route.toProto())
                        .build()));
    }

    @Override
    public CompletableFuture<WriteResponse> update(UpdateRequest request) {
        WriteIdentity identity = identities.of(request.getRequestId(), request.hasSentAfter(), request.getSentAfter());
        return guarded(() -> send(WriteCall.of(
                DataGrpc.getUpdateMethod(),
                Framing.UPDATE,
                request.getTable(),
                ItemCodec.decode(request.getKey()),
                identity,
                route -> request.toBuilder()
                        .setRequestId(identity.id())
                        .setSentAfter(identity.sentAfter(route))
                        .setRoute(route.toProto())
                        .build())));
    }

    @Override
    public CompletableFuture<WriteResponse> delete(DeleteRequest request) {
        WriteIdentity identity = identities.of(request.getRequestId(), request.hasSentAfter(), request.getSentAfter());
        return guarded(() -> send(WriteCall.of(
                DataGrpc.getDeleteMethod(),
                Framing.DELETE,
                request.getTable(),
                ItemCodec.decode(request.getKey()),
                identity,
                route -> request.toBuilder()
                        .setRequestId(identity.id())
                        .setSentAfter(identity.sentAfter(route))
                        .setRoute(route.toProto())
                        .build())));
    }

    @Override
    public CompletableFuture<GetResponse> get(GetRequest request) {
        return guarded(() -> send(new KeyedCall<>(
                DataGrpc.getGetMethod(),
                Framing.GET,
                request.getConsistent() ? Access.STRONG_READ : Access.EVENTUAL_READ,
                request.getTable(),
                ItemCodec.decode(request.getKey()),
                route -> request.toBuilder().setRoute(route.toProto()).build())));
    }

    @Override
    public CompletableFuture<PageResponse> query(QueryRequest request) {
        return guarded(() -> new PageWalk<>(machinery, directory, QueryQuestion.of(request)).start());
    }

    @Override
    public CompletableFuture<PageResponse> scan(ScanRequest request) {
        return guarded(() -> new PageWalk<>(machinery, directory, ScanQuestion.of(request)).start());
    }

    @Override
    public CompletableFuture<BatchGetResponse> batchGet(BatchGetRequest request) {
        return guarded(() -> batchGets.get(request));
    }

    @Override
    public CompletableFuture<BatchWriteResponse> batchWrite(BatchWriteRequest request) {
        return guarded(() -> batchWrites.write(request));
    }

    @Override
    public CompletableFuture<TransactWriteResponse> transactWrite(TransactWriteRequest request) {
        return guarded(() -> {
            Transactions.check(request);
            String token = request.getToken().isEmpty() ? identities.newToken() : request.getToken();
            return send(new TransactionCall<>(
                    DataGrpc.getTransactWriteMethod(),
                    Framing.TRANSACT_WRITE,
                    Access.WRITE,
                    Transactions.items(request),
                    route -> request.toBuilder()
                            .setToken(token)
                            .setRoute(route.toProto())
                            .build()));
        });
    }

    @Override
    public CompletableFuture<TransactGetResponse> transactGet(TransactGetRequest request) {
        return guarded(() -> {
            Transactions.check(request);
            return send(new TransactionCall<>(
                    DataGrpc.getTransactGetMethod(),
                    Framing.TRANSACT_GET,
                    Access.STRONG_READ,
                    Transactions.items(request),
                    route -> request.toBuilder().setRoute(route.toProto()).build()));
        });
    }

    /**
     * Sends messages of transactions to the leader of the partition that owns a place, as often as it takes: each may come
     * there several times. Between nodes only, for whose transactions a call that is being served, and its deadline, are of
     * no meaning: they go on when it is over.
     *
     * @param timeout after which it is given up
     */
    public CompletableFuture<TransactionStepsResponse> transactionSteps(
            Position place, List<TransactionStep> steps, Duration timeout) {
        return guarded(() -> PartitionDestination.start(
                machinery,
                directory,
                new StepsCall(place, steps),
                Deadline.after(timeout.toNanos(), TimeUnit.NANOSECONDS)));
    }

    @Override
    public CompletableFuture<Table> createTable(CreateTableRequest request) {
        return learnt(TablesGrpc.getCreateTableMethod(), request);
    }

    @Override
    public CompletableFuture<Table> describeTable(DescribeTableRequest request) {
        return anyNode(TablesGrpc.getDescribeTableMethod(), Repeat.HARMLESS, request);
    }

    @Override
    public CompletableFuture<Table> deleteTable(DeleteTableRequest request) {
        return guarded(() -> anyNode(TablesGrpc.getDeleteTableMethod(), Repeat.FORBIDDEN, request)
                .thenApply(table -> {
                    directory.tables().forget(request.getName());
                    return table;
                }));
    }

    @Override
    public CompletableFuture<ListTablesResponse> listTables(ListTablesRequest request) {
        return anyNode(TablesGrpc.getListTablesMethod(), Repeat.HARMLESS, request);
    }

    @Override
    public CompletableFuture<Table> updateTable(UpdateTableRequest request) {
        return learnt(TablesGrpc.getUpdateTableMethod(), request);
    }

    @Override
    public CompletableFuture<Table> tagTable(TagTableRequest request) {
        return learnt(TablesGrpc.getTagTableMethod(), request);
    }

    @Override
    public CompletableFuture<Table> untagTable(UntagTableRequest request) {
        return learnt(TablesGrpc.getUntagTableMethod(), request);
    }

    @Override
    public CompletableFuture<Table> updateTimeToLive(UpdateTimeToLiveRequest request) {
        return learnt(TablesGrpc.getUpdateTimeToLiveMethod(), request);
    }

    private <Q> CompletableFuture<Table> learnt(MethodDescriptor<Q, Table> method, Q request) {
        return guarded(() -> anyNode(method, Repeat.FORBIDDEN, request).thenApply(table -> {
            directory.tables().learn(TableConversions.fromProto(table));
            return table;
        }));
    }

    public CompletableFuture<AddUserResponse> addUser(AddUserRequest request) {
        return anyNode(UsersGrpc.getAddUserMethod(), Repeat.FORBIDDEN, request);
    }

    public CompletableFuture<ListUsersResponse> listUsers(ListUsersRequest request) {
        return anyNode(UsersGrpc.getListUsersMethod(), Repeat.HARMLESS, request);
    }

    public CompletableFuture<RemoveUserResponse> removeUser(RemoveUserRequest request) {
        return anyNode(UsersGrpc.getRemoveUserMethod(), Repeat.FORBIDDEN, request);
    }

    /** As some node knows it now. */
    public CompletableFuture<PartitionMap> partitionMap() {
        return directory.maps().refresh().copy();
    }

    /**
     * Makes something of a table's schema, as far as it is known here. If the schema turns out to be
     * out of date, it is made again.
     *
     * @param make throws a StatorException with VALIDATION for what does not fit the schema
     */
    @Override
    public <T> CompletableFuture<T> withTable(String name, Function<TableInfo, T> make) {
        return guarded(() -> {
            TableInfo cached = directory.tables().cached(name);
            if (cached == null) {
                return refreshed(name).thenApply(make);
            }
            try {
                return CompletableFuture.completedFuture(make.apply(cached));
            } catch (StatorException malformed) {
                return refreshed(name).thenApply(table -> {
                    if (table.equals(cached)) {
                        throw malformed;
                    }
                    return make.apply(table);
                });
            }
        });
    }

    private CompletableFuture<TableInfo> refreshed(String name) {
        return directory.tables().refresh(name, machinery.callDeadline());
    }

    /** Further tries of what takes several calls, within the time of a call that starts now. */
    public Retries retries() {
        return new Retries(machinery, machinery.callDeadline());
    }

    /** Closes the connections. Calls under way fail: writes that were sent with OUTCOME_UNKNOWN. */
    @Override
    public void close() {
        machinery.openCalls().refuseNew();
        machinery.connections().close();
        machinery.openCalls().close();
    }

    private <Q, R> CompletableFuture<R> send(PartitionCall<Q, R> call) {
        Deadline deadline = call.access() == Access.WRITE ? machinery.writeDeadline() : machinery.callDeadline();
        return PartitionDestination.start(machinery, directory, call, deadline);
    }

    private <Q, R> CompletableFuture<R> anyNode(MethodDescriptor<Q, R> method, Repeat repeat, Q request) {
        AnyNodeDestination<Q, R> anyNode = new AnyNodeDestination<>(machinery, directory.maps(), request);
        Deadline deadline = repeat == Repeat.HARMLESS ? machinery.callDeadline() : machinery.writeDeadline();
        return RetryingCall.start(machinery, new RetryingCall.Parts<>(method, repeat, deadline, anyNode));
    }

    /** What is malformed fails the future, not the caller; and no future fails with anything else. */
    private static <T> CompletableFuture<T> guarded(Supplier<CompletableFuture<T>> call) {
        CompletableFuture<T> result = new CompletableFuture<>();
        try {
            call.get().whenComplete((value, failure) -> {
                if (failure == null) {
                    result.complete(value);
                } else {
                    result.completeExceptionally(ErrorCodec.toStatorException(failure));
                }
            });
        } catch (RuntimeException failure) {
            result.completeExceptionally(ErrorCodec.toStatorException(failure));
        }
        return result;
    }
}
