package io.stator.server.cli.data;

import com.google.protobuf.ByteString;
import io.stator.model.AttributeValue;
import io.stator.model.KeyAttribute;
import io.stator.model.StatorException;
import io.stator.server.cli.console.CommandFailure;
import io.stator.server.cli.console.ItemFormat;
import java.util.Base64;
import java.util.function.Supplier;

/** A key value on the command line: DynamoDB JSON, or the bare text of whatever type the table's key has. */
final class KeyValue {
    private KeyValue() {}

    /**
     * @param what for the message, such as an option's name
     * @param key asked for only if the text is bare
     * @throws CommandFailure if it is no such value
     */
    static AttributeValue parse(String what, String text, Supplier<KeyAttribute> key) {
        try {
            if (text.stripLeading().startsWith("{")) {
                return ItemFormat.DYNAMODB.parseValue(text);
            }
            return switch (key.get().type()) {
                case STRING -> AttributeValue.string(text);
                case NUMBER -> AttributeValue.number(text);
                case BINARY -> AttributeValue.binary(ByteString.copyFrom(base64(what, text)));
            };
        } catch (StatorException e) {
            throw CommandFailure.badInput(what + ": '" + text + "': " + e.getMessage());
        }
    }

    private static byte[] base64(String what, String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.badInput(what + ": '" + text + "' is not base64, which a binary key is written in");
        }
    }
}
