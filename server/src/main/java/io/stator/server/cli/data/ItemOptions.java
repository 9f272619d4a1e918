package io.stator.server.cli.data;

import io.stator.model.Item;
import io.stator.model.StatorException;
import io.stator.server.cli.console.CommandFailure;
import io.stator.server.cli.console.ConnectionOptions;
import io.stator.server.cli.console.ItemFormat;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What every item command takes: the cluster, the table, and how items are written. */
final class ItemOptions {
    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Parameters(index = "0", paramLabel = "TABLE")
    private String table = "";

    @Option(names = "--plain", description = "Read and print items as plain JSON instead of DynamoDB JSON.")
    private boolean plain;

    ConnectionOptions connection() {
        return connection;
    }

    String table() {
        return table;
    }

    ItemFormat format() {
        return plain ? ItemFormat.PLAIN : ItemFormat.DYNAMODB;
    }

    /** @throws CommandFailure that shows the form, if the text is no item */
    Item parse(String what, String json) {
        try {
            return format().parseItem(json);
        } catch (StatorException e) {
            String example = plain ? "{\"pk\":\"x\"}" : "{\"pk\":{\"S\":\"x\"}}";
            throw CommandFailure.badInput(what + ": " + e.getMessage() + " (the form is " + example + ")");
        }
    }
}
