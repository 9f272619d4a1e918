package io.stator.gateway;

import io.stator.gateway.json.Checked;
import io.stator.gateway.json.Constraints;
import io.stator.gateway.json.JsonBytes;
import io.stator.gateway.json.RequestReader;
import io.stator.model.AttributeValue;
import io.stator.model.ErrorCode;
import io.stator.model.Item;
import io.stator.model.StatorException;
import io.stator.model.json.DynamoJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/** A few operations that read as real ones do, and do little. */
final class FakeOperations {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.-]+");

    /** Identities of the calls of Echo. */
    final List<Optional<RequestIdentity>> identities = new CopyOnWriteArrayList<>();

    Map<String, ApiOperation> byName() {
        return Map.of("Echo", this::echo, "Bug", request -> bug(), "Fail", FakeOperations::fail);
    }

    /** What a request to Echo says. */
    private static final class Echo {
        private String tableName;
        private String consumed;
        private Integer limit;
        private Checked<Item> item;
        private List<String> names = List.of();
        private Map<String, Checked<AttributeValue>> values = Map.of();
        private final List<String> tags = new ArrayList<>();

        void member(String name, RequestReader reader) throws java.io.IOException {
            switch (name) {
                case "TableName" -> tableName = reader.string();
                case "ReturnConsumedCapacity" -> consumed = reader.string();
                case "Limit" -> limit = reader.integer();
                case "ConsistentRead" -> reader.bool();
                case "Item" -> item = reader.item();
                case "Names" -> names = reader.list(RequestReader::string);
                case "Values" -> values = reader.map("AttributeValue", RequestReader::value);
                case "Tags" -> reader.list(FakeOperations::nothing);
                case "Tag" -> reader.structure("Tag", (key, in) -> tags.add(key.equals("Key") ? in.string() : key));
                default -> {}
            }
        }
    }

    private static boolean nothing(RequestReader reader) throws java.io.IOException {
        reader.structure("Tag", (name, in) -> {});
        return true;
    }

    private CompletableFuture<ApiAnswer> echo(ApiRequest request) {
        identities.add(request.identity());
        Echo echo = new Echo();
        RequestReader.read(request.body(), echo::member);
        new Constraints()
                .oneOf("returnConsumedCapacity", echo.consumed, List.of("INDEXES", "TOTAL", "NONE"))
                .atLeast("limit", echo.limit, 1)
                .lengthAtMost("names", echo.names, 10)
                .matches("tableName", echo.tableName, NAME)
                .lengthAtLeast("tableName", echo.tableName, 3)
                .present("tableName", echo.tableName)
                .check();
        echo.values.values().forEach(Checked::orThrow);
        Item item = echo.item == null ? Item.builder().build() : echo.item.orThrow();
        JsonBytes json = JsonBytes.object(generator -> {
            generator.writeStringField("Sender", request.accessKeyId());
            generator.writeFieldName("Item");
            DynamoJson.writeItem(generator, item);
        });
        return CompletableFuture.completedFuture(ApiAnswer.of(json));
    }

    private static CompletableFuture<ApiAnswer> bug() {
        throw new IllegalStateException("secret");
    }

    private static CompletableFuture<ApiAnswer> fail(ApiRequest request) {
        return CompletableFuture.failedFuture(
                new StatorException(ErrorCode.RESOURCE_NOT_FOUND, "Requested resource not found"));
    }
}
