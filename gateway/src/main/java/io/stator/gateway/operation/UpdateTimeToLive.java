package io.stator.gateway.operation;

import io.stator.client.routing.TableCalls;
import io.stator.gateway.ApiAnswer;
import io.stator.gateway.ApiOperation;
import io.stator.gateway.ApiRequest;
import io.stator.gateway.json.Constraints;
import io.stator.gateway.json.JsonBytes;
import io.stator.gateway.json.RequestReader;
import io.stator.proto.v1.UpdateTimeToLiveRequest;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Has a table's items expire by an attribute, or no longer. */
record UpdateTimeToLive(TableCalls tables) implements ApiOperation {

    @Override
    public CompletableFuture<ApiAnswer> call(ApiRequest request) {
        Members members = new Members();
        RequestReader.read(request.body(), members::read);
        UpdateTimeToLiveRequest change = members.checked();
        return tables.updateTimeToLive(change)
                .thenApply(table -> ApiAnswer.of(JsonBytes.object(generator -> {
                    generator.writeObjectFieldStart("TimeToLiveSpecification");
                    generator.writeBooleanField("Enabled", change.getEnabled());
                    generator.writeStringField("AttributeName", change.getAttribute());
                    generator.writeEndObject();
                })));
    }

    private static final class Members {
        private @Nullable String tableName;
        private boolean specified;
        private @Nullable String attribute;
        private @Nullable Boolean enabled;

        void read(String name, RequestReader reader) throws IOException {
            switch (name) {
                case "TableName" -> tableName = reader.string();
                case "TimeToLiveSpecification" -> readSpecification(reader);
                default -> {}
            }
        }

        private void readSpecification(RequestReader reader) throws IOException {
            specified = true;
            reader.structure("TimeToLiveSpecification", (name, at) -> {
                switch (name) {
                    case "AttributeName" -> attribute = at.string();
                    case "Enabled" -> enabled = at.bool();
                    default -> {}
                }
            });
        }

        UpdateTimeToLiveRequest checked() {
            String name = TableNameMember.required(tableName);
            Constraints constraints = new Constraints();
            TableNameMember.constrain(constraints, "tableName", name);
            if (specified) {
                constraints
                        .present("timeToLiveSpecification.attributeName", attribute)
                        .lengthAtLeast("timeToLiveSpecification.attributeName", attribute, 1)
                        .present("timeToLiveSpecification.enabled", enabled);
            } else {
                constraints.present("timeToLiveSpecification", null);
            }
            constraints.check();
            return UpdateTimeToLiveRequest.newBuilder()
                    .setName(TableArns.nameOf(name))
                    .setAttribute(Objects.requireNonNull(attribute, "a constraint"))
                    .setEnabled(Objects.requireNonNull(enabled, "a constraint"))
                    .build();
        }
    }
}
