package io.stator.gateway.error;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** What an error has beside type and message, such as the item that a condition failed on. */
@FunctionalInterface
public interface ErrorMembers {
    /** Writes members into the object that the generator is in. */
    void write(JsonGenerator generator) throws IOException;
}
