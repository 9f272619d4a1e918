package io.stator.server.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.stator.model.ErrorCode;
import io.stator.proto.v1.Attribute;
import io.stator.proto.v1.AttributeValue;
import io.stator.proto.v1.BatchGetRequest;
import io.stator.proto.v1.BatchWriteRequest;
import io.stator.proto.v1.ClusterGrpc;
import io.stator.proto.v1.Condition;
import io.stator.proto.v1.CreateTableRequest;
import io.stator.proto.v1.DataGrpc;
import io.stator.proto.v1.DeleteRequest;
import io.stator.proto.v1.DeleteTableRequest;
import io.stator.proto.v1.DescribeTableRequest;
import io.stator.proto.v1.GetDigestRequest;
import io.stator.proto.v1.GetRequest;
import io.stator.proto.v1.InstallTableRequest;
import io.stator.proto.v1.Item;
import io.stator.proto.v1.KeyAttribute;
import io.stator.proto.v1.KeyType;
import io.stator.proto.v1.ListTablesRequest;
import io.stator.proto.v1.ListValue;
import io.stator.proto.v1.Path;
import io.stator.proto.v1.PathElement;
import io.stator.proto.v1.PeerGrpc;
import io.stator.proto.v1.PutRequest;
import io.stator.proto.v1.QueryRequest;
import io.stator.proto.v1.ReturnValues;
import io.stator.proto.v1.ScanRequest;
import io.stator.proto.v1.SortKeyRange;
import io.stator.proto.v1.StringSet;
import io.stator.proto.v1.TableSchema;
import io.stator.proto.v1.TablesGrpc;
import io.stator.proto.v1.UpdateAction;
import io.stator.proto.v1.UpdateRequest;
import java.util.ArrayList;
import java.util.List;

/** The table of {@link MalformedRequestsTest}: tables are Music (Artist S, Song S) and Ids (id N). */
final class MalformedRequests {
    private final List<Row> rows = new ArrayList<>();

    /** @param message what the error's message contains */
    record Row(String name, MethodDescriptor<?, ?> method, Message request, ErrorCode error, String message) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Row> all() {
        MalformedRequests requests = new MalformedRequests();
        requests.items();
        requests.values();
        requests.options();
        requests.conditions();
        requests.keys();
        requests.updates();
        requests.queries();
        requests.scans();
        requests.batches();
        requests.tables();
        requests.nodes();
        return requests.rows;
    }

    static ByteString item(Object... namesAndValues) {
        Item.Builder item = Item.newBuilder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            item.addAttributes(
                    Attribute.newBuilder().setName((String) namesAndValues[i]).setValue(value(namesAndValues[i + 1])));
        }
        return item.build().toByteString();
    }

    private static AttributeValue value(Object value) {
        if (value instanceof AttributeValue built) {
            return built;
        }
        if (value instanceof Number number) {
            return AttributeValue.newBuilder().setN(number.toString()).build();
        }
        return AttributeValue.newBuilder().setS(value.toString()).build();
    }

    private static AttributeValue number(String text) {
        return AttributeValue.newBuilder().setN(text).build();
    }

    private static ByteString song() {
        return item("Artist", "a", "Song", "s");
    }

    private void invalid(String name, MethodDescriptor<?, ?> method, Message.Builder request, String message) {
        rows.add(new Row(name, method, request.build(), ErrorCode.VALIDATION, message));
    }

    private void put(String name, ByteString item, String message) {
        invalid(
                name,
                DataGrpc.getPutMethod(),
                PutRequest.newBuilder().setTable("Music").setItem(item),
                message);
    }

    private void putValue(String name, AttributeValue value, String message) {
        put(name, item("Artist", "a", "Song", "s", "v", value), message);
    }

    private void items() {
        put("an empty item", ByteString.EMPTY, "Missing the key Artist in the item");
        put("no sort key", item("Artist", "a"), "Missing the key Song in the item");
        put(
                "a key of the wrong type",
                item("Artist", 1, "Song", "s"),
                "Type mismatch for key Artist expected: S actual: N");
        put(
                "an empty key",
                item("Artist", "", "Song", "s"),
                "The AttributeValue for a key attribute cannot contain an empty string value. Key: Artist");
        put(
                "a partition key too long",
                item("Artist", "a".repeat(2049), "Song", "s"),
                "Size of hashkey has exceeded the maximum size limit of2048 bytes");
        put(
                "a sort key too long",
                item("Artist", "a", "Song", "s".repeat(1025)),
                "Aggregated size of all range keys has exceeded the size limit of 1024 bytes");
        put(
                "an item too large",
                item("Artist", "a", "Song", "s", "v", "x".repeat(409_600)),
                "Item size has exceeded the maximum allowed size");
        put("bytes that are no item", ByteString.copyFromUtf8("\u0001\u0002garbage"), "Malformed encoding of an item");
        put("the same name twice", item("Artist", "a", "Song", "s", "v", 1, "v", 2), "Duplicate attribute name: v");
        put("an empty name", item("Artist", "a", "Song", "s", "", 1), "Empty attribute name");
    }

    private void values() {
        AttributeValue deep = value("x");
        for (int level = 0; level < 32; level++) {
            deep = AttributeValue.newBuilder()
                    .setL(ListValue.newBuilder().addValues(deep))
                    .build();
        }
        putValue("33 levels", deep, "Nesting Levels have exceeded supported limits");
        putValue(
                "39 digits", number("1".repeat(39)), "Attempting to store more than 38 significant digits in a Number");
        putValue(
                "a number too large",
                number("1E126"),
                "Number overflow. Attempting to store a number with magnitude larger than supported range");
        putValue("no number", number("1x"), "The parameter cannot be converted to a numeric value: 1x");
        putValue(
                "an empty set",
                AttributeValue.newBuilder()
                        .setSs(StringSet.getDefaultInstance())
                        .build(),
                "An string set  may not be empty");
        putValue(
                "an element twice",
                AttributeValue.newBuilder()
                        .setSs(StringSet.newBuilder().addValues("a").addValues("a"))
                        .build(),
                "contains duplicates");
        putValue(
                "no value",
                AttributeValue.getDefaultInstance(),
                "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes");
        putValue(
                "a null that is false",
                AttributeValue.newBuilder().setNull(false).build(),
                "Null attribute value types must have the value of true");
    }

    private void options() {
        PutRequest good =
                PutRequest.newBuilder().setTable("Music").setItem(song()).build();
        invalid(
                "a put that asks for new values",
                DataGrpc.getPutMethod(),
                good.toBuilder().setReturnValues(ReturnValues.RETURN_VALUES_ALL_NEW),
                "ReturnValues can only be ALL_OLD or NONE");
        invalid(
                "return values that nobody knows",
                DataGrpc.getPutMethod(),
                good.toBuilder().setReturnValuesValue(99),
                "Unknown return values");
        invalid(
                "a request id of five bytes",
                DataGrpc.getPutMethod(),
                good.toBuilder().setRequestId(ByteString.copyFromUtf8("12345")),
                "A request id must have 16 bytes, or none");
        invalid(
                "a table name too short",
                DataGrpc.getPutMethod(),
                good.toBuilder().setTable("ab"),
                "TableName must be at least 3 characters long and at most 255 characters long");
        invalid(
                "a table name with a slash",
                DataGrpc.getPutMethod(),
                good.toBuilder().setTable("a/b/c"),
                "[a-zA-Z0-9_.-]+");
        rows.add(new Row(
                "a table that is not there",
                DataGrpc.getPutMethod(),
                good.toBuilder().setTable("Nothing").build(),
                ErrorCode.RESOURCE_NOT_FOUND,
                "Requested resource not found"));
    }

    private void condition(String name, Condition.Builder condition, String message) {
        invalid(
                name,
                DataGrpc.getPutMethod(),
                PutRequest.newBuilder()
                        .setTable("Music")
                        .setItem(song())
                        .setCondition(condition.build().toByteString()),
                message);
    }

    private void conditions() {
        Path path = Path.newBuilder()
                .addElements(PathElement.newBuilder().setName("v"))
                .build();
        condition("an empty condition", Condition.newBuilder(), "A condition is empty");
        condition(
                "a condition without operands",
                Condition.newBuilder().setAnd(Condition.Conditions.getDefaultInstance()),
                "A condition has no operands");
        condition(
                "a path that begins with an index",
                Condition.newBuilder()
                        .setAttributeExists(Path.newBuilder()
                                .addElements(PathElement.newBuilder().setIndex(0))),
                "A document path must start with an attribute name");
        condition(
                "an empty path",
                Condition.newBuilder().setAttributeExists(Path.getDefaultInstance()),
                "A document path must start with an attribute name");
        condition(
                "equal to nothing",
                Condition.newBuilder().setEquals(Condition.Equals.newBuilder().setPath(path)),
                "Malformed encoding of an expression");
        Condition.Builder deep = Condition.newBuilder().setAttributeExists(path);
        for (int level = 0; level < 40; level++) {
            deep = Condition.newBuilder().setNot(deep);
        }
        condition("a condition 41 levels deep", deep, "nested");
        Condition.Conditions.Builder many = Condition.Conditions.newBuilder();
        for (int i = 0; i < 301; i++) {
            many.addOperands(Condition.newBuilder().setAttributeExists(path));
        }
        condition("a condition of 302 nodes", Condition.newBuilder().setOr(many), "too many operators");
    }

    private void keys() {
        GetRequest.Builder get = GetRequest.newBuilder().setTable("Music");
        invalid(
                "a key with more than the key",
                DataGrpc.getGetMethod(),
                get.clone().setKey(item("Artist", "a", "Song", "s", "v", 1)),
                "The provided key element does not match the schema");
        invalid(
                "a key without its sort key",
                DataGrpc.getGetMethod(),
                get.clone().setKey(item("Artist", "a")),
                "The provided key element does not match the schema");
        invalid(
                "a key with another attribute",
                DataGrpc.getGetMethod(),
                get.clone().setKey(item("Artist", "a", "Album", "s")),
                "The provided key element does not match the schema");
        invalid(
                "bytes that are no key",
                DataGrpc.getGetMethod(),
                get.clone().setKey(ByteString.copyFromUtf8("\u0001\u0002garbage")),
                "Malformed encoding of an item");
        invalid(
                "a delete that asks for new values",
                DataGrpc.getDeleteMethod(),
                DeleteRequest.newBuilder()
                        .setTable("Music")
                        .setKey(song())
                        .setReturnValues(ReturnValues.RETURN_VALUES_UPDATED_NEW),
                "ReturnValues can only be ALL_OLD or NONE");
    }

    private void update(String name, String message, UpdateAction.Builder... actions) {
        UpdateRequest.Builder update =
                UpdateRequest.newBuilder().setTable("Music").setKey(song());
        for (UpdateAction.Builder action : actions) {
            update.addActions(action.build().toByteString());
        }
        invalid(name, DataGrpc.getUpdateMethod(), update, message);
    }

    private void updates() {
        update(
                "an update of the key",
                "Cannot update attribute Song. This attribute is part of the key",
                UpdateAction.newBuilder().setAttribute("Song").setRemove(true));
        update(
                "two changes of one attribute",
                "Two document paths overlap with each other",
                UpdateAction.newBuilder().setAttribute("v").setSet(value("x")),
                UpdateAction.newBuilder().setAttribute("v").setRemove(true));
        update(
                "an empty action",
                "An update action is empty",
                UpdateAction.newBuilder().setAttribute("v"));
        update(
                "a string added",
                "Incorrect operand type for operator or function; operator: ADD, operand type: STRING",
                UpdateAction.newBuilder().setAttribute("v").setAdd(value("x")));
        update(
                "a number deleted from a set",
                "operator: DELETE, operand type: NUMBER",
                UpdateAction.newBuilder().setAttribute("v").setDelete(value(1)));
        update(
                "a string appended to a list",
                "What an update action appends must be a list",
                UpdateAction.newBuilder().setAttribute("v").setAppend(value("x")));
        UpdateAction.Builder[] many = new UpdateAction.Builder[301];
        for (int i = 0; i < many.length; i++) {
            many[i] = UpdateAction.newBuilder().setAttribute("v" + i).setRemove(true);
        }
        update("301 actions", "too many operators; operator count: 301", many);
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
