package io.stator.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors;
import com.google.protobuf.Message;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.stator.client.BlockingStatorClient;
import io.stator.client.Get;
import io.stator.client.Put;
import io.stator.client.routing.ErrorCodec;
import io.stator.client.routing.NettyChannelFactory;
import io.stator.client.routing.WrongRouteException;
import io.stator.model.ErrorCode;
import io.stator.model.Item;
import io.stator.model.KeyType;
import io.stator.model.StatorException;
import io.stator.model.TableSchema;
import io.stator.proto.v1.DataGrpc;
import io.stator.proto.v1.GetRequest;
import io.stator.proto.v1.PutRequest;
import io.stator.proto.v1.Route;
import io.stator.server.embedded.EmbeddedStator;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a client sends, it gets the right error, and the node goes on. */
class MalformedRequestsTest {
    private static final Route ROUTE =
            Route.newBuilder().setPartitionId(1).setEpoch(1).build();
    private static final Item GOOD =
            Item.builder().set("id", 1).set("v", "good").build();

    private static EmbeddedStator stator;
    private static BlockingStatorClient db;
    private static ManagedChannel channel;

    @BeforeAll
    static void start() {
        stator = EmbeddedStator.startTemporary();
        db = stator.client().blocking();
        db.createTable(TableSchema.of("Music", "Artist", KeyType.STRING, "Song", KeyType.STRING));
        db.createTable(TableSchema.of("Ids", "id", KeyType.NUMBER));
        db.put(Put.of("Ids", GOOD));
        channel = new NettyChannelFactory().open(stator.address());
    }

    @AfterAll
    static void stop() {
        channel.shutdownNow();
        stator.close();
    }

    @AfterEach
    void theNodeGoesOnAndNothingWasDone() {
        assertThat(db.get(Get.of("Ids", Item.builder().set("id", 1).build()))).contains(GOOD);
        assertThat(db.listTables()).containsExactly("Ids", "Music");
        assertThat(db.scanAll(io.stator.client.Scan.of("Music").strong())).isEmpty();
    }

    /** Each that can have a route with one and without: the first is judged by this node, the other on its way. */
    static List<MalformedRequests.Row> rows() {
        List<MalformedRequests.Row> rows = new ArrayList<>();
        List<MalformedRequests.Row> all = new ArrayList<>(MalformedRequests.all());
        all.addAll(MalformedTransactions.all());
        for (MalformedRequests.Row row : all) {
            rows.add(row);
            Descriptors.FieldDescriptor route =
                    row.request().getDescriptorForType().findFieldByName("route");
            if (route != null) {
                rows.add(new MalformedRequests.Row(
                        row.name() + ", routed",
                        row.method(),
                        row.request().toBuilder().setField(route, ROUTE).build(),
                        row.error(),
                        row.message()));
            }
        }
        return rows;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void isRefused(MalformedRequests.Row row) {
        StatorException error = refusal(row.method(), row.request());
        assertThat(error.code()).as("%s", error.getMessage()).isEqualTo(row.error());
        assertThat(error).hasMessageContaining(row.message());
    }

    @Test
    void thereAreAtLeastForty() {
        assertThat(MalformedRequests.all()).hasSizeGreaterThanOrEqualTo(40);
    }

    @SuppressWarnings("unchecked") // each row has a method of its own request
    private static StatorException refusal(MethodDescriptor<?, ?> method, Message request) {
        Throwable failure = catchThrowable(() -> ClientCalls.blockingUnaryCall(
                channel, (MethodDescriptor<Message, Object>) method, CallOptions.DEFAULT, request));
        assertThat(failure).isInstanceOf(StatusRuntimeException.class);
        return ErrorCodec.toStatorException(failure);
    }

    @Test
    void anUpdateThatDoesNotFitTheStoredItemIsRefusedByApply() {
        StatorException error = refusal(
                DataGrpc.getUpdateMethod(),
                io.stator.proto.v1.UpdateRequest.newBuilder()
                        .setRoute(ROUTE)
                        .setTable("Ids")
                        .setKey(MalformedRequests.item("id", 1))
                        .addActions(io.stator.proto.v1.UpdateAction.newBuilder()
                                .setAttribute("v")
                                .setAdd(io.stator.proto.v1.AttributeValue.newBuilder()
                                        .setN("1"))
                                .build()
                                .toByteString())
                        .build());
        assertThat(error.code()).isEqualTo(ErrorCode.VALIDATION);
        assertThat(error).hasMessageContaining("An operand in the update expression has an incorrect data type");
    }

    @Test
    void aWrongPartitionOrEpochIsAnsweredWithTheRightPlace() {
        GetRequest get = GetRequest.newBuilder()
                .setTable("Ids")
                .setKey(MalformedRequests.item("id", 1))
                .setConsistent(true)
                .build();
        for (Route route : List.of(
                ROUTE.toBuilder().setPartitionId(99).build(),
                ROUTE.toBuilder().setEpoch(7).build(),
                Route.getDefaultInstance())) {
            StatorException error = refusal(
                    DataGrpc.getGetMethod(), get.toBuilder().setRoute(route).build());
            assertThat(error).isInstanceOfSatisfying(WrongRouteException.class, wrong -> {
                assertThat(wrong.route()).isNotNull();
                assertThat(wrong.route().getId()).isEqualTo(1);
                assertThat(wrong.route().getEpoch()).isEqualTo(1);
                assertThat(wrong.route().getLeader()).isEqualTo("n1");
            });
        }
    }

    @Test
    void bytesThatAreNoMessageAreRefused() {
        for (byte[] garbage : List.of(new byte[] {(byte) 0xFF}, new byte[] {0x0A, 0x7F}, "nonsense".getBytes())) {
            assertThat(rawStatus("stator.v1.Data/Put", garbage)).isNotEqualTo(Status.Code.OK);
        }
    }

    @Test
    void aMessageTooLargeIsRefused() {
        byte[] large = PutRequest.newBuilder()
                .setTable("Ids")
                .setItem(ByteString.copyFrom(new byte[21 << 20]))
                .build()
                .toByteArray();
        assertThat(rawStatus("stator.v1.Data/Put", large)).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    }

    @Test
    void anUnknownMethodIsRefused() {
        assertThat(rawStatus("stator.v1.Data/Drop", new byte[0])).isEqualTo(Status.Code.UNIMPLEMENTED);
    }

    private static Status.Code rawStatus(String method, byte[] bytes) {
        MethodDescriptor<byte[], byte[]> raw = MethodDescriptor.newBuilder(new RawBytes(), new RawBytes())
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(method)
                .build();
        try {
            ClientCalls.blockingUnaryCall(channel, raw, CallOptions.DEFAULT, bytes);
            return Status.Code.OK;
        } catch (StatusRuntimeException e) {
            return e.getStatus().getCode();
        }
    }

    private static final class RawBytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }
}
