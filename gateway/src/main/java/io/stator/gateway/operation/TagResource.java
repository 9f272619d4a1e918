package io.stator.gateway.operation;

import io.stator.client.routing.TableCalls;
import io.stator.gateway.ApiAnswer;
import io.stator.gateway.ApiOperation;
import io.stator.gateway.ApiRequest;
import io.stator.gateway.json.Constraints;
import io.stator.gateway.json.JsonBytes;
import io.stator.gateway.json.RequestReader;
import io.stator.proto.v1.TagTableRequest;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Sets tags of a table. */
record TagResource(TableCalls tables) implements ApiOperation {

    @Override
    public CompletableFuture<ApiAnswer> call(ApiRequest request) {
        Members members = new Members();
        RequestReader.read(request.body(), (name, reader) -> {
            switch (name) {
                case "ResourceArn" -> members.resourceArn = reader.string();
                case "Tags" -> members.tags.read(reader);
                default -> {}
            }
        });
        String given = ResourceArn.required(members.resourceArn);
        Constraints constraints = new Constraints();
        members.tags.constrainPresent(constraints);
        constraints.check();
        ResourceArn resource = ResourceArn.of(given);
        TagTableRequest tagging = TagTableRequest.newBuilder()
                .setName(resource.table())
                .addAllTags(members.tags.toProto())
                .build();
        return resource.call(tables.tagTable(tagging))
                .thenApply(table -> ApiAnswer.of(JsonBytes.object(generator -> {})));
    }

    private static final class Members {
        private @Nullable String resourceArn;
        private final TagMembers tags = new TagMembers();
    }
}
