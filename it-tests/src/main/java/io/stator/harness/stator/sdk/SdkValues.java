package io.stator.harness.stator.sdk;

import io.stator.model.Item;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The SDK's values and ours, as far as the workloads use them: strings, numbers, sets of strings, and lists of these. */
final class SdkValues {
    private SdkValues() {}

    static Map<String, AttributeValue> of(Item item) {
        return item.attributes().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, attribute -> of(attribute.getValue())));
    }

    static AttributeValue of(io.stator.model.AttributeValue value) {
        if (value instanceof io.stator.model.AttributeValue.S string) {
            return AttributeValue.fromS(string.value());
        }
        if (value instanceof io.stator.model.AttributeValue.N number) {
            return AttributeValue.fromN(number.value().toBigDecimal().toPlainString());
        }
        if (value instanceof io.stator.model.AttributeValue.SS set) {
            return AttributeValue.fromSs(set.values());
        }
        if (value instanceof io.stator.model.AttributeValue.L list) {
            return AttributeValue.fromL(
                    list.values().stream().map(SdkValues::of).toList());
        }
        throw new IllegalArgumentException("no workload uses such values: " + value);
    }

    static Item item(Map<String, AttributeValue> attributes) {
        return Item.of(attributes.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, attribute -> value(attribute.getValue()))));
    }

    static List<Item> items(List<Map<String, AttributeValue>> items) {
        return items.stream().map(SdkValues::item).toList();
    }

    private static io.stator.model.AttributeValue value(AttributeValue value) {
        return switch (value.type()) {
            case S -> io.stator.model.AttributeValue.string(value.s());
            case N -> io.stator.model.AttributeValue.number(value.n());
            case SS -> io.stator.model.AttributeValue.stringSet(value.ss());
            case L ->
                io.stator.model.AttributeValue.list(
                        value.l().stream().map(SdkValues::value).toList());
            case B, NS, BS, M, BOOL, NUL, UNKNOWN_TO_SDK_VERSION ->
                throw new IllegalArgumentException("no workload uses such values: " + value);
        };
    }
}
