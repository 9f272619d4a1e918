package io.stator.server.cli.data;

import io.stator.model.AttributeValue;
import io.stator.model.Item;
import io.stator.model.StatorException;
import io.stator.server.cli.console.CommandFailure;
import io.stator.server.cli.console.ItemFormat;
import java.util.Map;

/** {@code NAME=JSON}: an attribute and a value, in DynamoDB JSON or, if it is none, plain JSON. */
record Assignment(String attribute, AttributeValue value) {

    /** @throws CommandFailure that names the option and shows the form */
    static Assignment parse(String option, String text) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw CommandFailure.badInput(option + ": '" + text + "' is not of the form NAME=JSON");
        }
        return new Assignment(text.substring(0, equals), value(option, text.substring(equals + 1)));
    }

    private static AttributeValue value(String option, String json) {
        try {
            AttributeValue plain = ItemFormat.PLAIN.parseValue(json);
            boolean typed = ItemFormat.detect(Item.of(Map.of("value", plain))) == ItemFormat.DYNAMODB;
            return typed ? ItemFormat.DYNAMODB.parseValue(json) : plain;
        } catch (StatorException e) {
            throw CommandFailure.badInput(option + ": '" + json + "' is no value: " + e.getMessage()
                    + " (the form is {\"S\":\"x\"}, {\"N\":\"1\"}, \"x\" or 1)");
        }
    }
}
