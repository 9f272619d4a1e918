package io.stator.model.expression.legacy;

import io.stator.model.AttributeValue;
import org.jspecify.annotations.Nullable;

/** What an update does to an attribute, in AttributeUpdates. */
public record LegacyUpdate(Action action, @Nullable AttributeValue value) {

    /** By DynamoDB's names. */
    public enum Action {
        /** Makes the attribute the value; so it is where no action is given. */
        PUT,
        /** Adds a number to a number, elements to a set, or at the end of a list; absent: zero, or empty. */
        ADD,
        /** Without a value, takes the attribute away; with a set, takes its elements from a set. */
        DELETE
    }
}
