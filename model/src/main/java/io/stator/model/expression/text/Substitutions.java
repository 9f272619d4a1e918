package io.stator.model.expression.text;

import io.stator.model.AttributeValue;
import io.stator.model.ErrorMessages;
import io.stator.model.ItemSize;
import io.stator.model.Limits;
import io.stator.model.MessageText;
import io.stator.model.StatorException;
import io.stator.model.Utf8;
import io.stator.model.Validation;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request's ExpressionAttributeNames and ExpressionAttributeValues, and which of them its expressions use. Where several
 * are wrong, the message is of the first in the order of their texts: it does not depend on the order of a map.
 */
final class Substitutions {
    private static final String NAMES = "ExpressionAttributeNames";
    private static final String VALUES = "ExpressionAttributeValues";

    private final Map<String, String> names;
    private final Map<String, AttributeValue> values;
    private final Map<String, Integer> valueBytes = new HashMap<>();
    private final Set<String> usedNames = new HashSet<>();
    private final Set<String> usedValues = new HashSet<>();

    Substitutions(@Nullable Map<String, String> names, @Nullable Map<String, AttributeValue> values) {
        this.names = names == null ? Map.of() : names;
        this.values = values == null ? Map.of() : values;
        if (names != null) {
            checkKeys(NAMES, '#', this.names.keySet());
        }
        if (values != null) {
            checkKeys(VALUES, ':', this.values.keySet());
        }
        long namesBytes = checkNames();
        long valuesBytes = measureValues();
        if (namesBytes + valuesBytes > Limits.EXPRESSION_VALUES_BYTES_MAX) {
            throw StatorException.validation(ErrorMessages.VALUES_TOO_LARGE);
        }
    }

    private static void checkKeys(String parameter, char sign, Set<String> keys) {
        if (keys.isEmpty()) {
            throw StatorException.validation(parameter + " must not be empty");
        }
        if (keys.stream().allMatch(key -> isShort(key) && isPlaceholder(sign, key))) {
            return;
        }
        for (String key : sorted(keys)) {
            if (!isShort(key)) {
                throw StatorException.validation(parameter
                        + " contains invalid key: The expression attribute map contains a key that is too long;"
                        + (sign == '#' ? " size of key: " + Utf8.length(key) : ""));
            }
            if (!isPlaceholder(sign, key)) {
                throw StatorException.validation(
                        parameter + " contains invalid key: Syntax error; key: \"" + key + "\"");
            }
        }
    }

    private static boolean isShort(String key) {
        return Utf8.length(key) <= Limits.PLACEHOLDER_BYTES_MAX;
    }

    private static boolean isPlaceholder(char sign, String key) {
        if (key.length() < 2 || key.charAt(0) != sign) {
            return false;
        }
        for (int i = 1; i < key.length(); i++) {
            if (!Lexer.isWordPart(key.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private long checkNames() {
        long bytes = 0;
        for (String placeholder : sorted(names.keySet())) {
            String name = names.getOrDefault(placeholder, "");
            try {
                Validation.attributeName(name);
            } catch (StatorException e) {
                throw StatorException.validation(
                        NAMES + " contains invalid value: " + e.getMessage() + " for key " + placeholder);
            }
            bytes += placeholder.length() + Utf8.length(name);
        }
        requireSize(NAMES, bytes);
        return bytes;
    }

    private long measureValues() {
        long bytes = 0;
        for (Map.Entry<String, AttributeValue> entry : values.entrySet()) {
            int size = ItemSize.of(entry.getValue());
            valueBytes.put(entry.getKey(), size);
            bytes += entry.getKey().length() + size;
        }
        requireSize(VALUES, bytes);
        return bytes;
    }

    private static void requireSize(String parameter, long bytes) {
        if (bytes > Limits.EXPRESSION_VALUES_BYTES_MAX) {
            throw StatorException.validation(parameter + " exceeds max size");
        }
    }

    /** The attribute name; it counts as used. */
    String name(ExpressionKind kind, String placeholder) {
        String name = names.get(placeholder);
        if (name == null) {
            throw kind.refusal("An expression attribute name used in the document path is not defined; attribute name: "
                    + placeholder);
        }
        usedNames.add(placeholder);
        return name;
    }

    /** The value; it counts as used. */
    AttributeValue value(ExpressionKind kind, String placeholder) {
        AttributeValue value = values.get(placeholder);
        if (value == null) {
            throw kind.refusal(
                    "An expression attribute value used in expression is not defined; attribute value: " + placeholder);
        }
        usedValues.add(placeholder);
        return value;
    }

    /** Of a value that is defined, by {@link ItemSize}. */
    int bytesOf(String valuePlaceholder) {
        return valueBytes.getOrDefault(valuePlaceholder, 0);
    }

    void requireAllUsed() {
        requireAllUsed(NAMES, names.keySet(), usedNames);
        requireAllUsed(VALUES, values.keySet(), usedValues);
    }

    private static void requireAllUsed(String parameter, Set<String> given, Set<String> used) {
        if (used.size() < given.size()) {
            List<String> unused =
                    sorted(given).stream().filter(key -> !used.contains(key)).toList();
            String shown = MessageText.list(unused, key -> key);
            throw StatorException.validation("Value provided in " + parameter + " unused in expressions: keys: {"
                    + shown.substring(1, shown.length() - 1) + "}");
        }
    }

    private static List<String> sorted(Collection<String> keys) {
        return keys.stream().sorted().toList();
    }
}
