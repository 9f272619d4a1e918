package io.stator.gateway.operation;

import io.stator.gateway.json.Constraints;
import io.stator.gateway.json.RequestReader;
import io.stator.model.StatorException;
import io.stator.model.TableRules;
import io.stator.proto.v1.BillingMode;
import io.stator.proto.v1.OnDemandThroughput;
import io.stator.proto.v1.TableClass;
import io.stator.proto.v1.Throughput;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What CreateTable and UpdateTable have in common, as it was sent; null is what was absent. */
final class BillingMembers {
    private @Nullable String billingMode;
    private @Nullable ThroughputMember throughput;
    private OnDemandThroughput maxima = OnDemandThroughput.getDefaultInstance();
    private @Nullable String tableClass;
    private @Nullable Boolean deletionProtected;

    void read(String name, RequestReader reader) throws IOException {
        switch (name) {
            case "BillingMode" -> billingMode = reader.string();
            case "ProvisionedThroughput" -> throughput = ThroughputMember.read(reader);
            case "OnDemandThroughput" -> maxima = OnDemandMember.read(reader);
            case "TableClass" -> tableClass = reader.string();
            case "DeletionProtectionEnabled" -> deletionProtected = reader.bool();
            default -> {}
        }
    }

    void constrain(Constraints constraints) {
        constraints.oneOf("billingMode", billingMode, List.of("PROVISIONED", "PAY_PER_REQUEST"));
        if (throughput != null) {
            throughput.constrain(constraints);
        }
        constraints.oneOf("tableClass", tableClass, List.of("STANDARD", "STANDARD_INFREQUENT_ACCESS"));
    }

    // The rest is for what has passed its constraints.

    /**
     * That there is a throughput if the mode wants one. A table is provisioned if nothing else is said: DynamoDB is older
     * than tables on demand.
     *
     * @return the mode
     */
    BillingMode checkedAtCreation() {
        BillingMode mode = billingMode();
        if (mode == BillingMode.BILLING_MODE_PAY_PER_REQUEST) {
            if (throughput != null) {
                throw StatorException.validation(TableRules.THROUGHPUT_ON_DEMAND);
            }
            return mode;
        }
        if (throughput == null) {
            throw StatorException.validation("One or more parameter values were invalid: ReadCapacityUnits and "
                    + "WriteCapacityUnits must both be specified when BillingMode is PROVISIONED");
        }
        return BillingMode.BILLING_MODE_PROVISIONED;
    }

    /** Unspecified if it was not said. */
    BillingMode billingMode() {
        return billingMode == null
                ? BillingMode.BILLING_MODE_UNSPECIFIED
                : BillingMode.valueOf("BILLING_MODE_" + billingMode);
    }

    Optional<Throughput> throughput() {
        return Optional.ofNullable(throughput).map(ThroughputMember::checked);
    }

    /** Without members if nothing was said. */
    OnDemandThroughput maxima() {
        return maxima;
    }

    /** Unspecified if it was not said. */
    TableClass tableClass() {
        return tableClass == null
                ? TableClass.TABLE_CLASS_UNSPECIFIED
                : TableClass.valueOf("TABLE_CLASS_" + tableClass);
    }

    Optional<Boolean> deletionProtected() {
        return Optional.ofNullable(deletionProtected);
    }
}
