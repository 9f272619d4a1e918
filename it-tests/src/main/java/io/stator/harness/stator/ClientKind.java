package io.stator.harness.stator;

import io.stator.harness.stator.sdk.SdkTableClient;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** By which client the workloads use a cluster. */
public enum ClientKind {
    STATOR("stator", "Stator's Java client"),
    AWS_SDK("aws-sdk", "AWS SDK for Java " + SdkTableClient.VERSION + ", at the nodes' DynamoDB API");

    private final String label;
    private final String description;

    ClientKind(String label, String description) {
        this.label = label;
        this.description = description;
    }

    /** As a command line has it. */
    public String label() {
        return label;
    }

    /** For people. */
    public String description() {
        return description;
    }

    public static Optional<ClientKind> labelled(String label) {
        return Stream.of(values()).filter(kind -> kind.label.equals(label)).findFirst();
    }

    /** Separated by commas. */
    public static String labels() {
        return Stream.of(values()).map(ClientKind::label).collect(Collectors.joining(", "));
    }
}
