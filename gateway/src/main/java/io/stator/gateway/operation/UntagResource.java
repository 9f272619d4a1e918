package io.stator.gateway.operation;

import io.stator.client.routing.TableCalls;
import io.stator.gateway.ApiAnswer;
import io.stator.gateway.ApiOperation;
import io.stator.gateway.ApiRequest;
import io.stator.gateway.json.Constraints;
import io.stator.gateway.json.JsonBytes;
import io.stator.gateway.json.RequestReader;
import io.stator.proto.v1.UntagTableRequest;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Takes tags of a table away; those that it has not do not matter. */
record UntagResource(TableCalls tables) implements ApiOperation {

    @Override
    public CompletableFuture<ApiAnswer> call(ApiRequest request) {
        Members members = new Members();
        RequestReader.read(request.body(), (name, reader) -> {
            switch (name) {
                case "ResourceArn" -> members.resourceArn = reader.string();
                case "TagKeys" -> members.tagKeys = reader.list(RequestReader::string);
                default -> {}
            }
        });
        String given = ResourceArn.required(members.resourceArn);
        Constraints constraints = new Constraints();
        constraints.present("tagKeys", members.tagKeys);
        constraints.check();
        ResourceArn resource = ResourceArn.of(given);
        UntagTableRequest untagging = UntagTableRequest.newBuilder()
                .setName(resource.table())
                .addAllKeys(Objects.requireNonNull(members.tagKeys, "a constraint"))
                .build();
        return resource.call(tables.untagTable(untagging))
                .thenApply(table -> ApiAnswer.of(JsonBytes.object(generator -> {})));
    }

    private static final class Members {
        private @Nullable String resourceArn;
        private @Nullable List<String> tagKeys;
    }
}
