package io.stator.harness.history.file;

import com.fasterxml.jackson.core.JsonGenerator;
import io.stator.harness.history.Function;
import io.stator.harness.history.Function.Walk.Direction;
import io.stator.harness.history.ListStep;
import io.stator.harness.history.Operation;
import io.stator.harness.history.Outcome;
import io.stator.harness.history.file.TaggedTypes.Tagged;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** An operation as a JSON object; see {@link HistoryFile}. */
public final class OperationFormat {
    private static final TaggedTypes<ListStep> STEPS = new TaggedTypes<>(List.of(
            new Tagged<>(
                    "append",
                    ListStep.Append.class,
                    (json, append) -> {
                        json.writeStringField("key", append.key());
                        json.writeStringField("element", append.element());
                    },
                    fields -> new ListStep.Append(fields.text("key"), fields.text("element"))),
            new Tagged<>(
                    "read",
                    ListStep.Read.class,
                    (json, read) -> json.writeStringField("key", read.key()),
                    fields -> new ListStep.Read(fields.text("key")))));

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
            new Tagged<>("walk", Function.Walk.class, OperationFormat::writeWalk, OperationFormat::readWalk),
            new Tagged<>("read-all", Function.ReadAll.class, (json, read) -> {}, fields -> new Function.ReadAll()),
            new Tagged<>(
                    "transfer",
                    Function.Transfer.class,
                    (json, transfer) -> {
                        json.writeStringField("from", transfer.from());
                        writeTexts(json, "to", transfer.to());
                        json.writeNumberField("amount", transfer.amount());
                    },
                    fields -> new Function.Transfer(fields.text("from"), fields.texts("to"), fields.number("amount"))),
            new Tagged<>(
                    "transact",
                    Function.Transact.class,
                    OperationFormat::writeTransact,
                    OperationFormat::readTransact)));

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
                    (json, found) -> writeTexts(json, "elements", found.elements()),
                    fields -> new Outcome.FoundList(fields.texts("elements"))),
            new Tagged<>(
                    "found-set",
                    Outcome.FoundSet.class,
                    (json, found) -> writeTexts(json, "elements", new TreeSet<>(found.elements())),
                    fields -> new Outcome.FoundSet(Set.copyOf(fields.texts("elements")))),
            new Tagged<>(
                    "found-lists",
                    Outcome.FoundLists.class,
                    OperationFormat::writeLists,
                    fields -> new Outcome.FoundLists(fields.textLists("lists"))),
            new Tagged<>(
                    "found-all",
                    Outcome.FoundAll.class,
                    OperationFormat::writeValues,
                    fields -> new Outcome.FoundAll(fields.object("values").allTexts())),
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

    private static void writeTransact(JsonGenerator json, Function.Transact transact) throws IOException {
        json.writeArrayFieldStart("steps");
        for (ListStep step : transact.steps()) {
            STEPS.write(json, step);
        }
        json.writeEndArray();
    }

    private static Function.Transact readTransact(JsonFields fields) throws IOException {
        List<ListStep> steps = new ArrayList<>();
        for (JsonFields step : fields.objects("steps")) {
            steps.add(STEPS.read(step));
        }
        return new Function.Transact(steps);
    }

    private static void writeLists(JsonGenerator json, Outcome.FoundLists found) throws IOException {
        json.writeArrayFieldStart("lists");
        for (List<String> list : found.lists()) {
            json.writeStartArray();
            for (String element : list) {
                json.writeString(element);
            }
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    private static void writeValues(JsonGenerator json, Outcome.FoundAll found) throws IOException {
        json.writeObjectFieldStart("values");
        for (Map.Entry<String, String> value : new TreeMap<>(found.values()).entrySet()) {
            json.writeStringField(value.getKey(), value.getValue());
        }
        json.writeEndObject();
    }

    private static void writeTexts(JsonGenerator json, String name, Iterable<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }
}
