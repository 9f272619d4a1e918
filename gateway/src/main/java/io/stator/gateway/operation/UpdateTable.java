package io.stator.gateway.operation;

import static io.stator.model.OnDemandThroughput.NO_MAXIMUM;

import io.stator.client.routing.TableCalls;
import io.stator.gateway.ApiAnswer;
import io.stator.gateway.ApiOperation;
import io.stator.gateway.ApiRequest;
import io.stator.gateway.json.Constraints;
import io.stator.gateway.json.RequestReader;
import io.stator.proto.v1.OnDemandThroughput;
import io.stator.proto.v1.Table;
import io.stator.proto.v1.UpdateTableRequest;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Changes how a table is billed, its class, or whether it can be deleted; the answer says UPDATING. */
record UpdateTable(TableCalls tables, TableDescription description) implements ApiOperation {

    @Override
    public CompletableFuture<ApiAnswer> call(ApiRequest request) {
        Members members = new Members();
        RequestReader.read(request.body(), members::read);
        UpdateTableRequest update = members.checked();
        return tables.updateTable(update)
                .thenApply(table -> TableAnswer.of(
                        "TableDescription", withRemovedMaxima(table, update.getOnDemand()), description));
    }

    /** DynamoDB answers a maximum that is removed as it was asked for, and only then forgets it. */
    private static Table withRemovedMaxima(Table table, OnDemandThroughput asked) {
        boolean reads = asked.getMaxReadUnits() == NO_MAXIMUM;
        boolean writes = asked.getMaxWriteUnits() == NO_MAXIMUM;
        if (!reads && !writes) {
            return table;
        }
        Table.Builder told = table.toBuilder();
        OnDemandThroughput.Builder maxima =
                told.getPropertiesBuilder().getBillingBuilder().getOnDemandBuilder();
        if (reads) {
            maxima.setMaxReadUnits(NO_MAXIMUM);
        }
        if (writes) {
            maxima.setMaxWriteUnits(NO_MAXIMUM);
        }
        return told.build();
    }

    private static final class Members {
        private @Nullable String tableName;
        private final BillingMembers billing = new BillingMembers();
        private final UnsupportedMembers unsupported = new UnsupportedMembers();

        void read(String name, RequestReader reader) throws IOException {
            switch (name) {
                case "TableName" -> tableName = reader.string();
                case "BillingMode",
                        "ProvisionedThroughput",
                        "OnDemandThroughput",
                        "TableClass",
                        "DeletionProtectionEnabled" -> billing.read(name, reader);
                default -> unsupported.read(name, reader);
            }
        }

        UpdateTableRequest checked() {
            String name = TableNameMember.required(tableName);
            Constraints constraints = new Constraints();
            TableNameMember.constrain(constraints, "tableName", name);
            billing.constrain(constraints);
            unsupported.constrain(constraints);
            constraints.check();
            unsupported.check();
            UpdateTableRequest.Builder request = UpdateTableRequest.newBuilder()
                    .setName(TableArns.nameOf(name))
                    .setAtOnce(true)
                    .setBillingMode(billing.billingMode())
                    .setOnDemand(billing.maxima())
                    .setTableClass(billing.tableClass());
            billing.throughput().ifPresent(request::setThroughput);
            billing.deletionProtected().ifPresent(request::setDeletionProtected);
            return request.build();
        }
    }
}
