package io.stator.harness.report;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.stator.harness.checker.Judgement;
import io.stator.harness.history.FaultWindow;
import io.stator.harness.history.file.JsonFields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run's folder says beside its history, each as one JSON object with the {@code version} of its format:
 *
 * <ul>
 *   <li>{@code facts.json}: {@code title}, {@code result}, {@code durationNanos}, and {@code facts}, texts by
 *       name;
 *   <li>{@code faults.json}: {@code faults}, each with {@code fault}, {@code fromNanos}, {@code toNanos} on
 *       the history's clock;
 *   <li>{@code judgements.json}: {@code judgements}, each with {@code subject}, {@code result}, {@code
 *       summary} and {@code findings}: {@code title}, {@code text}, {@code svg} (null: no picture).
 * </ul>
 */
final class RunDocuments {
    static final String FACTS = "facts.json";
    static final String FAULTS = "faults.json";
    static final String JUDGEMENTS = "judgements.json";

    private static final int VERSION = 1;
    private static final JsonFactory JSON = new JsonFactory();

    private RunDocuments() {}

    /** What {@code facts.json} says. */
    record Heading(String title, long durationNanos, Map<String, String> facts) {}

    @FunctionalInterface
    private interface Body {
        void write(JsonGenerator json) throws IOException;
    }

    private static void write(Path file, Body body) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(file.toFile(), JsonEncoding.UTF8)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeNumberField("version", VERSION);
            body.write(json);
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    private static JsonFields read(Path file) throws IOException {
        JsonFields fields = JsonFields.parse(Files.readString(file));
        if (fields.number("version") != VERSION) {
            throw new IOException(file + " is not of version " + VERSION);
        }
        return fields;
    }

    static void writeFacts(Path directory, RunRecord run) throws IOException {
        write(directory.resolve(FACTS), json -> {
            json.writeStringField("title", run.title());
            json.writeStringField("result", run.result().name());
            json.writeNumberField("durationNanos", run.durationNanos());
            json.writeObjectFieldStart("facts");
            for (Map.Entry<String, String> fact : run.facts().entrySet()) {
                json.writeStringField(fact.getKey(), fact.getValue());
            }
            json.writeEndObject();
        });
    }

    static Heading readFacts(Path directory) throws IOException {
        JsonFields fields = read(directory.resolve(FACTS));
        return new Heading(
                fields.text("title"),
                fields.number("durationNanos"),
                fields.object("facts").allTexts());
    }

    static void writeFaults(Path directory, List<FaultWindow> faults) throws IOException {
        write(directory.resolve(FAULTS), json -> {
            json.writeArrayFieldStart("faults");
            for (FaultWindow fault : faults) {
                json.writeStartObject();
                json.writeStringField("fault", fault.fault());
                json.writeNumberField("fromNanos", fault.fromNanos());
                json.writeNumberField("toNanos", fault.toNanos());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    static List<FaultWindow> readFaults(Path directory) throws IOException {
        List<FaultWindow> faults = new ArrayList<>();
        for (JsonFields fault : read(directory.resolve(FAULTS)).objects("faults")) {
            faults.add(new FaultWindow(fault.text("fault"), fault.number("fromNanos"), fault.number("toNanos")));
        }
        return faults;
    }

    static void writeJudgements(Path directory, List<Judgement> judgements) throws IOException {
        write(directory.resolve(JUDGEMENTS), json -> {
            json.writeArrayFieldStart("judgements");
            for (Judgement judgement : judgements) {
                write(json, judgement);
            }
            json.writeEndArray();
        });
    }

    private static void write(JsonGenerator json, Judgement judgement) throws IOException {
        json.writeStartObject();
        json.writeStringField("subject", judgement.subject());
        json.writeStringField("result", judgement.result().name());
        json.writeStringField("summary", judgement.summary());
        json.writeArrayFieldStart("findings");
        for (Judgement.Finding finding : judgement.findings()) {
            json.writeStartObject();
            json.writeStringField("title", finding.title());
            json.writeStringField("text", finding.text());
            json.writeStringField("svg", finding.svg().orElse(null));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    static List<Judgement> readJudgements(Path directory) throws IOException {
        List<Judgement> judgements = new ArrayList<>();
        for (JsonFields judgement : read(directory.resolve(JUDGEMENTS)).objects("judgements")) {
            List<Judgement.Finding> findings = new ArrayList<>();
            for (JsonFields finding : judgement.objects("findings")) {
                findings.add(new Judgement.Finding(
                        finding.text("title"), finding.text("text"), Optional.ofNullable(finding.textOrNull("svg"))));
            }
            judgements.add(new Judgement(
                    judgement.text("subject"),
                    Judgement.Result.valueOf(judgement.text("result")),
                    judgement.text("summary"),
                    findings));
        }
        return judgements;
    }
}
