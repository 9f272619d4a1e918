package io.stator.server.grpc;

import static io.stator.server.grpc.MalformedRequests.item;
import static io.stator.server.grpc.MalformedRequests.number;
import static io.stator.server.grpc.MalformedRequests.song;
import static io.stator.server.grpc.MalformedRequests.value;

import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.stator.proto.v1.BatchGetRequest;
import io.stator.proto.v1.BatchWriteRequest;
import io.stator.proto.v1.DataGrpc;
import io.stator.proto.v1.QueryRequest;
import io.stator.proto.v1.ScanRequest;
import io.stator.proto.v1.SortKeyRange;
import io.stator.server.grpc.MalformedRequests.Row;
import java.util.ArrayList;
import java.util.List;

/** The queries, scans and batches of {@link MalformedRequests}' table. */
final class MalformedPages {
    private final List<Row> rows = new ArrayList<>();

    private MalformedPages() {}

    static List<Row> all() {
        MalformedPages requests = new MalformedPages();
        requests.queries();
        requests.scans();
        requests.batches();
        return requests.rows;
    }

    private void invalid(String name, MethodDescriptor<?, ?> method, Message.Builder request, String message) {
        rows.add(Row.invalid(name, method, request, message));
    }

    private void query(String name, QueryRequest.Builder query, String message) {
        invalid(name, DataGrpc.getQueryMethod(), query, message);
    }

    private void queries() {
        QueryRequest.Builder good = QueryRequest.newBuilder().setTable("Music").setPartitionKey(value("a"));
        query(
                "a query without a partition key",
                QueryRequest.newBuilder().setTable("Music"),
                "Query condition missed key schema element");
        query(
                "a partition key of the wrong type",
                good.clone().setPartitionKey(value(1)),
                "Condition parameter type does not match schema type");
        query(
                "a prefix and a bound",
                good.clone()
                        .setSortKey(SortKeyRange.newBuilder()
                                .setBeginsWith(value("s"))
                                .setFrom(value("s"))),
                "A prefix must be alone in its sort key range");
        query(
                "a range that ends before it begins",
                good.clone()
                        .setSortKey(
                                SortKeyRange.newBuilder().setFrom(value("z")).setTo(value("a"))),
                "The BETWEEN operator requires upper bound to be greater than or equal to lower bound");
        query(
                "a sort key of the wrong type",
                good.clone().setSortKey(SortKeyRange.newBuilder().setFrom(value(1))),
                "Condition parameter type does not match schema type");
        query(
                "a sort key in a table without one",
                QueryRequest.newBuilder()
                        .setTable("Ids")
                        .setPartitionKey(value(1))
                        .setSortKey(SortKeyRange.newBuilder().setFrom(value(1))),
                "Query key condition not supported");
        query(
                "a start key of another collection",
                good.clone().setExclusiveStartKey(item("Artist", "b", "Song", "s")),
                "The provided starting key is outside query boundaries based on provided conditions");
        query(
                "a start key without its sort key",
                good.clone().setExclusiveStartKey(item("Artist", "a")),
                "The provided starting key is invalid");
    }

    private void scans() {
        ScanRequest.Builder good = ScanRequest.newBuilder().setTable("Music");
        invalid(
                "a segment beyond the last",
                DataGrpc.getScanMethod(),
                good.clone().setSegment(4).setTotalSegments(4),
                "The Segment parameter is zero-based and must be less than parameter TotalSegments");
        invalid(
                "too many segments",
                DataGrpc.getScanMethod(),
                good.clone().setTotalSegments(1_000_001),
                "Member must have value between 1 and 1000000");
        invalid(
                "a start key of another segment",
                DataGrpc.getScanMethod(),
                good.clone().setTotalSegments(1_000_000).setExclusiveStartKey(song()),
                "Please use ExclusiveStartKey with correct Segment. TotalSegments: 1000000 Segment: 0");
        invalid(
                "a start key that is no key",
                DataGrpc.getScanMethod(),
                good.clone().setExclusiveStartKey(item("Artist", "a", "Song", "s", "v", 1)),
                "The provided starting key is invalid");
    }

    private void batches() {
        invalid("an empty batch of keys", DataGrpc.getBatchGetMethod(), BatchGetRequest.newBuilder(), "");
        BatchGetRequest.TableKeys.Builder keys =
                BatchGetRequest.TableKeys.newBuilder().setTable("Ids");
        for (int i = 0; i < 101; i++) {
            keys.addKeys(item("id", i));
        }
        invalid(
                "101 keys",
                DataGrpc.getBatchGetMethod(),
                BatchGetRequest.newBuilder().addTables(keys),
                "Too many items requested");
        invalid(
                "the same key twice",
                DataGrpc.getBatchGetMethod(),
                BatchGetRequest.newBuilder()
                        .addTables(BatchGetRequest.TableKeys.newBuilder()
                                .setTable("Ids")
                                .addKeys(item("id", 1))
                                .addKeys(item("id", number("1.0")))),
                "Provided list of item keys contains duplicates");
        invalid("an empty batch of writes", DataGrpc.getBatchWriteMethod(), BatchWriteRequest.newBuilder(), "");
        BatchWriteRequest.TableWrites.Builder writes =
                BatchWriteRequest.TableWrites.newBuilder().setTable("Ids");
        for (int i = 0; i < 26; i++) {
            writes.addWrites(BatchWriteRequest.Write.newBuilder().setDeleteKey(item("id", i)));
        }
        invalid(
                "26 writes",
                DataGrpc.getBatchWriteMethod(),
                BatchWriteRequest.newBuilder().addTables(writes),
                "Too many items requested");
        invalid(
                "a write that is neither",
                DataGrpc.getBatchWriteMethod(),
                BatchWriteRequest.newBuilder()
                        .addTables(BatchWriteRequest.TableWrites.newBuilder()
                                .setTable("Ids")
                                .addWrites(BatchWriteRequest.Write.getDefaultInstance())),
                "");
        invalid(
                "one bad item among good ones",
                DataGrpc.getBatchWriteMethod(),
                BatchWriteRequest.newBuilder()
                        .addTables(BatchWriteRequest.TableWrites.newBuilder()
                                .setTable("Ids")
                                .addWrites(BatchWriteRequest.Write.newBuilder().setPutItem(item("id", 1)))
                                .addWrites(BatchWriteRequest.Write.newBuilder().setPutItem(item("id", "x")))),
                "Type mismatch for key id expected: N actual: S");
    }
}
