package io.stator.server.cli.console;

import io.stator.model.AttributeValue;
import io.stator.model.Item;
import io.stator.model.json.DynamoJson;
import io.stator.model.json.PlainJson;
import java.util.Map;
import java.util.Set;

/** How items are written as JSON. */
public enum ItemFormat {
    /** With a type letter at each value: {@code {"pk":{"S":"x"}}}. Keeps every type. */
    DYNAMODB,
    /** As people write it: {@code {"pk":"x"}}. Sets and binaries become arrays and text. */
    PLAIN;

    private static final Set<String> TYPE_LETTERS = Set.of("S", "N", "B", "SS", "NS", "BS", "M", "L", "NULL", "BOOL");

    /** @throws io.stator.model.StatorException if the text is no such item */
    public Item parseItem(String json) {
        return switch (this) {
            case DYNAMODB -> DynamoJson.parseItem(json);
            case PLAIN -> PlainJson.parseItem(json);
        };
    }

    /** @throws io.stator.model.StatorException if the text is no such value */
    public AttributeValue parseValue(String json) {
        return switch (this) {
            case DYNAMODB -> DynamoJson.parseValue(json);
            case PLAIN -> PlainJson.parseValue(json);
        };
    }

    /** On one line. */
    public String writeItem(Item item) {
        return switch (this) {
            case DYNAMODB -> DynamoJson.writeItem(item);
            case PLAIN -> PlainJson.writeItem(item);
        };
    }

    /** Which format a text most likely has, judged by the item that it is when read as {@link #PLAIN}. */
    public static ItemFormat detect(Item plain) {
        boolean typed = !plain.attributes().isEmpty()
                && plain.attributes().values().stream().allMatch(ItemFormat::isTyped);
        return typed ? DYNAMODB : PLAIN;
    }

    private static boolean isTyped(AttributeValue value) {
        if (!(value instanceof AttributeValue.M map) || map.members().size() != 1) {
            return false;
        }
        Map.Entry<String, AttributeValue> member =
                map.members().entrySet().iterator().next();
        return TYPE_LETTERS.contains(member.getKey());
    }
}
