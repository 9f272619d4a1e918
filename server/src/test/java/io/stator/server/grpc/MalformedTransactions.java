package io.stator.server.grpc;

import static io.stator.server.grpc.MalformedRequests.item;

import com.google.protobuf.ByteString;
import io.stator.model.ErrorCode;
import io.stator.proto.v1.DataGrpc;
import io.stator.proto.v1.TransactGet;
import io.stator.proto.v1.TransactGetRequest;
import io.stator.proto.v1.TransactUpdate;
import io.stator.proto.v1.TransactWrite;
import io.stator.proto.v1.TransactWriteRequest;
import io.stator.server.grpc.MalformedRequests.Row;
import java.util.ArrayList;
import java.util.List;

/** The transactions of {@link MalformedRequests}' table. */
final class MalformedTransactions {
    private static final ByteString KEY = item("id", 7);

    private final List<Row> rows = new ArrayList<>();

    private MalformedTransactions() {}

    static List<Row> all() {
        MalformedTransactions requests = new MalformedTransactions();
        requests.writes();
        requests.gets();
        return requests.rows;
    }

    private static TransactWrite.Builder put(ByteString item) {
        return TransactWrite.newBuilder().setTable("Ids").setPutItem(item);
    }

    private void write(String name, ErrorCode code, String message, TransactWrite.Builder... writes) {
        TransactWriteRequest.Builder request = TransactWriteRequest.newBuilder();
        for (TransactWrite.Builder write : writes) {
            request.addWrites(write);
        }
        rows.add(new Row("transaction: " + name, DataGrpc.getTransactWriteMethod(), request.build(), code, message));
    }

    private void writes() {
        write("nothing", ErrorCode.VALIDATION, "");
        TransactWrite.Builder[] many = new TransactWrite.Builder[101];
        for (int i = 0; i < many.length; i++) {
            many[i] = put(item("id", i));
        }
        write("101 items", ErrorCode.VALIDATION, "", many);
        write(
                "an item twice",
                ErrorCode.VALIDATION,
                "Transaction request cannot include multiple operations on one item",
                put(KEY),
                TransactWrite.newBuilder().setTable("Ids").setDeleteKey(KEY));
        write("no action", ErrorCode.VALIDATION, "", TransactWrite.newBuilder().setTable("Ids"));
        write("no key", ErrorCode.VALIDATION, "Missing the key id in the item", put(item("x", 1)));
        write(
                "a check of nothing",
                ErrorCode.VALIDATION,
                "",
                TransactWrite.newBuilder().setTable("Ids").setCheckKey(KEY));
        write("bytes that are no item", ErrorCode.VALIDATION, "", put(ByteString.copyFromUtf8("\u0001\u0002garbage")));
        write(
                "bytes that are no condition",
                ErrorCode.VALIDATION,
                "",
                put(KEY).setCondition(ByteString.copyFromUtf8("\u0001\u0002garbage")));
        write(
                "bytes that are no update",
                ErrorCode.VALIDATION,
                "",
                TransactWrite.newBuilder()
                        .setTable("Ids")
                        .setUpdate(TransactUpdate.newBuilder()
                                .setKey(KEY)
                                .addActions(ByteString.copyFromUtf8("\u0001\u0002garbage"))));
        write("no such table", ErrorCode.RESOURCE_NOT_FOUND, "", put(KEY).setTable("Nowhere"));
        rows.add(new Row(
                "transaction: a token too long",
                DataGrpc.getTransactWriteMethod(),
                TransactWriteRequest.newBuilder()
                        .addWrites(put(KEY))
                        .setToken("t".repeat(37))
                        .build(),
                ErrorCode.VALIDATION,
                ""));
    }

    private void get(String name, ErrorCode code, String message, TransactGet.Builder... gets) {
        TransactGetRequest.Builder request = TransactGetRequest.newBuilder();
        for (TransactGet.Builder get : gets) {
            request.addGets(get);
        }
        rows.add(new Row("transaction: " + name, DataGrpc.getTransactGetMethod(), request.build(), code, message));
    }

    private void gets() {
        TransactGet.Builder good = TransactGet.newBuilder().setTable("Ids").setKey(KEY);
        get("reads nothing", ErrorCode.VALIDATION, "");
        get("reads an item twice", ErrorCode.VALIDATION, "", good, good);
        get(
                "reads by a key of the wrong type",
                ErrorCode.VALIDATION,
                "The provided key element does not match the schema",
                TransactGet.newBuilder().setTable("Ids").setKey(item("id", "x")));
        get(
                "reads what is no projection",
                ErrorCode.VALIDATION,
                "",
                TransactGet.newBuilder(good.build()).setProjection(ByteString.copyFromUtf8("\u0001\u0002garbage")));
        get(
                "reads no such table",
                ErrorCode.RESOURCE_NOT_FOUND,
                "",
                TransactGet.newBuilder(good.build()).setTable("Nowhere"));
    }
}
