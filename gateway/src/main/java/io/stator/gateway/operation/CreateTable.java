package io.stator.gateway.operation;

import io.stator.client.routing.TableCalls;
import io.stator.gateway.ApiAnswer;
import io.stator.gateway.ApiOperation;
import io.stator.gateway.ApiRequest;
import io.stator.gateway.json.Constraints;
import io.stator.gateway.json.RequestReader;
import io.stator.proto.v1.BillingMode;
import io.stator.proto.v1.CreateTableRequest;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Creates a table: answers when that is decided, with a table that is CREATING. */
record CreateTable(TableCalls tables, TableDescription description) implements ApiOperation {

    @Override
    public CompletableFuture<ApiAnswer> call(ApiRequest request) {
        Members members = new Members();
        RequestReader.read(request.body(), members::read);
        return tables.createTable(members.checked())
                .thenApply(table -> TableAnswer.of("TableDescription", table, description));
    }

    private static final class Members {
        private @Nullable String tableName;
        private final KeyMembers key = new KeyMembers();
        private final BillingMembers billing = new BillingMembers();
        private final TagMembers tags = new TagMembers();
        private final UnsupportedMembers unsupported = new UnsupportedMembers();

        void read(String name, RequestReader reader) throws IOException {
            switch (name) {
                case "TableName" -> tableName = reader.string();
                case "AttributeDefinitions" -> key.readDefinitions(reader);
                case "KeySchema" -> key.readKeySchema(reader);
                case "Tags" -> tags.read(reader);
                case "BillingMode",
                        "ProvisionedThroughput",
                        "OnDemandThroughput",
                        "TableClass",
                        "DeletionProtectionEnabled" -> billing.read(name, reader);
                default -> unsupported.read(name, reader);
            }
        }

        CreateTableRequest checked() {
            String name = TableNameMember.required(tableName);
            Constraints constraints = new Constraints();
            key.constrainDefinitions(constraints);
            TableNameMember.constrain(constraints, "tableName", name);
            billing.constrain(constraints);
            key.constrainKeySchema(constraints);
            unsupported.constrain(constraints);
            constraints.check();
            CreateTableRequest.Builder request = CreateTableRequest.newBuilder().setAtOnce(true);
            BillingMode mode = billing.checkedAtCreation();
            billing.throughput().ifPresent(request::setThroughput);
            unsupported.checkIndexes();
            request.setSchema(key.schema(TableArns.nameOf(name), mode == BillingMode.BILLING_MODE_PAY_PER_REQUEST));
            unsupported.check();
            return request.setBillingMode(mode)
                    .setOnDemand(billing.maxima())
                    .setTableClass(billing.tableClass())
                    .setDeletionProtected(billing.deletionProtected().orElse(false))
                    .addAllTags(tags.toProto())
                    .build();
        }
    }
}
