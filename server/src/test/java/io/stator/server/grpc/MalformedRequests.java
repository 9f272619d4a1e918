package io.stator.server.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.stator.model.ErrorCode;
import io.stator.proto.v1.Attribute;
import io.stator.proto.v1.AttributeValue;
import io.stator.proto.v1.Condition;
import io.stator.proto.v1.DataGrpc;
import io.stator.proto.v1.DeleteRequest;
import io.stator.proto.v1.GetRequest;
import io.stator.proto.v1.Item;
import io.stator.proto.v1.ListValue;
import io.stator.proto.v1.Path;
import io.stator.proto.v1.PathElement;
import io.stator.proto.v1.PutRequest;
import io.stator.proto.v1.ReturnValues;
import io.stator.proto.v1.StringSet;
import io.stator.proto.v1.UpdateAction;
import io.stator.proto.v1.UpdateRequest;
import java.util.ArrayList;
import java.util.List;

/** The table of {@link MalformedRequestsTest}, with those of one item: tables are Music (Artist S, Song S) and Ids (id N). */
final class MalformedRequests {
    private final List<Row> rows = new ArrayList<>();

    /** @param message what the error's message contains */
    record Row(String name, MethodDescriptor<?, ?> method, Message request, ErrorCode error, String message) {
        static Row invalid(String name, MethodDescriptor<?, ?> method, Message.Builder request, String message) {
            return new Row(name, method, request.build(), ErrorCode.VALIDATION, message);
        }

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
        requests.rows.addAll(MalformedPages.all());
        requests.rows.addAll(MalformedTables.all());
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

    static AttributeValue value(Object value) {
        if (value instanceof AttributeValue built) {
            return built;
        }
        if (value instanceof Number number) {
            return AttributeValue.newBuilder().setN(number.toString()).build();
        }
        return AttributeValue.newBuilder().setS(value.toString()).build();
    }

    static AttributeValue number(String text) {
        return AttributeValue.newBuilder().setN(text).build();
    }

    static ByteString song() {
        return item("Artist", "a", "Song", "s");
    }

    private void invalid(String name, MethodDescriptor<?, ?> method, Message.Builder request, String message) {
        rows.add(Row.invalid(name, method, request, message));
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
}
