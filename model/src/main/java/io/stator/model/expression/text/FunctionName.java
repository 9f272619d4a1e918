package io.stator.model.expression.text;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The functions, whose names are in lower case only. */
enum FunctionName {
    ATTRIBUTE_EXISTS("attribute_exists", 1, Place.CONDITION),
    ATTRIBUTE_NOT_EXISTS("attribute_not_exists", 1, Place.CONDITION),
    ATTRIBUTE_TYPE("attribute_type", 2, Place.CONDITION),
    BEGINS_WITH("begins_with", 2, Place.CONDITION),
    CONTAINS("contains", 2, Place.CONDITION),
    SIZE("size", 1, Place.OPERAND),
    IF_NOT_EXISTS("if_not_exists", 2, Place.UPDATE),
    LIST_APPEND("list_append", 2, Place.UPDATE);

    private static final Map<String, FunctionName> BY_TEXT =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(FunctionName::text, Function.identity()));

    private final String text;
    private final int operands;
    private final Place place;

    FunctionName(String text, int operands, Place place) {
        this.text = text;
        this.operands = operands;
        this.place = place;
    }

    /** Where a function may stand. */
    enum Place {
        /** As a condition. */
        CONDITION,
        /** As an operand in a condition. */
        OPERAND,
        /** As an operand in an update. */
        UPDATE
    }

    /** Null if there is none of this name. */
    static @Nullable FunctionName of(String text) {
        return BY_TEXT.get(text);
    }

    String text() {
        return text;
    }

    /** How many it takes. */
    int operands() {
        return operands;
    }

    Place place() {
        return place;
    }
}
