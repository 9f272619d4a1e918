package io.stator.server.grpc;

import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.stator.model.ErrorCode;
import io.stator.proto.v1.ClusterGrpc;
import io.stator.proto.v1.CreateTableRequest;
import io.stator.proto.v1.DeleteTableRequest;
import io.stator.proto.v1.DescribeTableRequest;
import io.stator.proto.v1.GetDigestRequest;
import io.stator.proto.v1.InstallTableRequest;
import io.stator.proto.v1.KeyAttribute;
import io.stator.proto.v1.KeyType;
import io.stator.proto.v1.ListTablesRequest;
import io.stator.proto.v1.PeerGrpc;
import io.stator.proto.v1.TableSchema;
import io.stator.proto.v1.TablesGrpc;
import io.stator.server.grpc.MalformedRequests.Row;
import java.util.ArrayList;
import java.util.List;

/** What is asked of tables and nodes in {@link MalformedRequests}' table. */
final class MalformedTables {
    private final List<Row> rows = new ArrayList<>();

    private MalformedTables() {}

    static List<Row> all() {
        MalformedTables requests = new MalformedTables();
        requests.tables();
        requests.nodes();
        return requests.rows;
    }

    private void invalid(String name, MethodDescriptor<?, ?> method, Message.Builder request, String message) {
        rows.add(Row.invalid(name, method, request, message));
    }

    private void create(String name, TableSchema.Builder schema, String message) {
        invalid(
                name,
                TablesGrpc.getCreateTableMethod(),
                CreateTableRequest.newBuilder().setSchema(schema),
                message);
    }

    private static KeyAttribute.Builder key(String name, KeyType type) {
        return KeyAttribute.newBuilder().setName(name).setType(type);
    }

    private void tables() {
        KeyAttribute.Builder id = key("id", KeyType.KEY_TYPE_STRING);
        invalid("no schema", TablesGrpc.getCreateTableMethod(), CreateTableRequest.newBuilder(), "schema");
        create("no key", TableSchema.newBuilder().setName("Users"), "A table schema has no partition key");
        create(
                "a key without a type",
                TableSchema.newBuilder().setName("Users").setPartitionKey(key("id", KeyType.KEY_TYPE_UNSPECIFIED)),
                "A key attribute has no type");
        create(
                "two keys of one name",
                TableSchema.newBuilder().setName("Users").setPartitionKey(id).setSortKey(id),
                "have the same name");
        create("a name too short", TableSchema.newBuilder().setName("Us").setPartitionKey(id), "at least 3 characters");
        create(
                "a key's name too long",
                TableSchema.newBuilder()
                        .setName("Users")
                        .setPartitionKey(key("i".repeat(256), KeyType.KEY_TYPE_STRING)),
                "Member must have length less than or equal to 255");
        rows.add(new Row(
                "a table that is there",
                TablesGrpc.getCreateTableMethod(),
                CreateTableRequest.newBuilder()
                        .setSchema(TableSchema.newBuilder().setName("Music").setPartitionKey(id))
                        .build(),
                ErrorCode.RESOURCE_IN_USE,
                "Table already exists: Music"));
        rows.add(new Row(
                "the deletion of nothing",
                TablesGrpc.getDeleteTableMethod(),
                DeleteTableRequest.newBuilder().setName("Nothing").build(),
                ErrorCode.RESOURCE_NOT_FOUND,
                "Requested resource not found: Table: Nothing not found"));
        rows.add(new Row(
                "the description of nothing",
                TablesGrpc.getDescribeTableMethod(),
                DescribeTableRequest.newBuilder().setName("Nothing").build(),
                ErrorCode.RESOURCE_NOT_FOUND,
                "Requested resource not found: Table: Nothing not found"));
        invalid(
                "101 names",
                TablesGrpc.getListTablesMethod(),
                ListTablesRequest.newBuilder().setLimit(101),
                "Member must have value less than or equal to 100");
    }

    private void nodes() {
        invalid(
                "the digest of no partition",
                ClusterGrpc.getGetDigestMethod(),
                GetDigestRequest.newBuilder().setPartitionId(99),
                "There is no such partition");
        invalid(
                "a table without a schema",
                PeerGrpc.getInstallTableMethod(),
                InstallTableRequest.newBuilder(),
                "A table schema has no partition key");
    }
}
