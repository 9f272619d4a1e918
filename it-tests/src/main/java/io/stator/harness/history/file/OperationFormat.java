package io.stator.harness.history.file;

import com.fasterxml.jackson.core.JsonGenerator;
import io.stator.harness.history.Function;
import io.stator.harness.history.Function.Walk.Direction;
import io.stator.harness.history.Operation;
import io.stator.harness.history.Outcome;
import io.stator.harness.history.file.TaggedTypes.Tagged;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** An operation as a JSON object; see {@link HistoryFile}. */
public final class OperationFormat {
    static final TaggedTypes<Function> FUNCTIONS = new TaggedTypes<>(List.of(
            new Tagged<>("read", Function.Read.class, (json, read) -> {}, fields -> new Function.Read()),
            new Tagged<>(
                    "eventual-read",
                    Function.EventualRead.class,
                    (json, read) -> {},
                    fields -> new Function.EventualRead()),
            new Tagged<>(
                    "write",
                    Function.Write.class,
                    (json, write) -> json.writeStringField("value", write.value()),
                    fields -> new Function.Write(fields.textOrNull("value"))),
            new Tagged<>(
                    "compare-and-set",
                    Function.CompareAndSet.class,
                    (json, set) -> {
                        json.writeStringField("expected", set.expected());
                        json.writeStringField("replacement", set.replacement());
                    },
                    fields -> new Function.CompareAndSet(
                            fields.textOrNull("expected"), fields.textOrNull("replacement"))),
            new Tagged<>(
                    "increment",
                    Function.Increment.class,
                    (json, increment) -> json.writeNumberField("amount", increment.amount()),
                    fields -> new Function.Increment(fields.number("amount"))),
            new Tagged<>(
                    "add",
                    Function.AddElement.class,
                    (json, add) -> json.writeStringField("element", add.element()),
                    fields -> new Function.AddElement(fields.text("element"))),
            new Tagged<>(
                    "remove",
                    Function.RemoveElement.class,
                    (json, remove) -> json.writeStringField("element", remove.element()),
                    fields -> new Function.RemoveElement(fields.text("element"))),
            new Tagged<>(
                    "append",
                    Function.Append.class,
                    (json, append) -> json.writeStringField("element", append.element()),
                    fields -> new Function.Append(fields.text("element"))),
            new Tagged<>("walk", Function.Walk.class, OperationFormat::writeWalk, OperationFormat::readWalk)));

    static final TaggedTypes<Outcome> OUTCOMES = new TaggedTypes<>(List.of(
            new Tagged<>("done", Outcome.Done.class, (json, done) -> {}, fields -> new Outcome.Done()),
            new Tagged<>(
                    "found",
                    Outcome.Found.class,
                    (json, found) -> json.writeStringField("value", found.value()),
                    fields -> new Outcome.Found(fields.textOrNull("value"))),
            new Tagged<>(
                    "found-list",
                    Outcome.FoundList.class,
                    (json, found) -> writeTexts(json, found.elements()),
                    fields -> new Outcome.FoundList(fields.texts("elements"))),
            new Tagged<>(
                    "found-set",
                    Outcome.FoundSet.class,
                    (json, found) -> writeTexts(json, new TreeSet<>(found.elements())),
                    fields -> new Outcome.FoundSet(Set.copyOf(fields.texts("elements")))),
            new Tagged<>(
                    "mismatched", Outcome.Mismatched.class, (json, mismatch) -> {}, fields -> new Outcome.Mismatched()),
            new Tagged<>("failed", Outcome.Failed.class, (json, failed) -> {}, fields -> new Outcome.Failed()),
            new Tagged<>("unknown", Outcome.Unknown.class, (json, unknown) -> {}, fields -> new Outcome.Unknown())));

    private OperationFormat() {}

    /** What the function is called, in files and for people: such as {@code compare-and-set}. */
    public static String nameOf(Function function) {
        return FUNCTIONS.tag(function);
    }

    static void write(JsonGenerator json, String workload, Operation operation) throws IOException {
        json.writeStartObject();
        json.writeStringField("workload", workload);
        json.writeNumberField("process", operation.process());
        json.writeStringField("key", operation.key());
        json.writeFieldName("function");
        FUNCTIONS.write(json, operation.function());
        json.writeFieldName("outcome");
        OUTCOMES.write(json, operation.outcome());
        json.writeNumberField("invokedNanos", operation.invokedNanos());
        if (operation.completedNanos() != Operation.NEVER) {
            json.writeNumberField("completedNanos", operation.completedNanos());
        }
        json.writeEndObject();
    }

    static Operation read(JsonFields fields) throws IOException {
        try {
            return new Operation(
                    Math.toIntExact(fields.number("process")),
                    fields.text("key"),
                    FUNCTIONS.read(fields.object("function")),
                    OUTCOMES.read(fields.object("outcome")),
                    fields.number("invokedNanos"),
                    fields.has("completedNanos") ? fields.number("completedNanos") : Operation.NEVER);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new IOException("not an operation: " + e.getMessage(), e);
        }
    }

    private static void writeWalk(JsonGenerator json, Function.Walk walk) throws IOException {
        json.writeStringField("direction", walk.direction().name().toLowerCase(Locale.ROOT));
        json.writeNumberField("pageElements", walk.pageElements());
        json.writeNumberField("segments", walk.segments());
        json.writeBooleanField("strong", walk.strong());
    }

    private static Function.Walk readWalk(JsonFields fields) throws IOException {
        return new Function.Walk(
                Direction.valueOf(fields.text("direction").toUpperCase(Locale.ROOT)),
                Math.toIntExact(fields.number("pageElements")),
                Math.toIntExact(fields.number("segments")),
                fields.truth("strong"));
    }

    private static void writeTexts(JsonGenerator json, Iterable<String> texts) throws IOException {
        json.writeArrayFieldStart("elements");
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }
}
