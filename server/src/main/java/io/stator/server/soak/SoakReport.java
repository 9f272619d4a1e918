package io.stator.server.soak;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.stator.server.bench.LoadWindow;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a soak showed as JSON; times and sizes in the unit that each name ends in. */
public final class SoakReport {
    private SoakReport() {}

    public static String json(SoakResult result, List<SoakVerdict.Finding> findings) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            SoakPlan plan = result.plan();
            json.writeNumberField("window_seconds", plan.windowSeconds());
            json.writeNumberField("warmup_seconds", plan.load().warmupSeconds());
            json.writeNumberField("value_bytes", plan.load().valueBytes());
            json.writeNumberField("keys", plan.load().keys());
            json.writeNumberField("seed", plan.load().seed());
            json.writeArrayFieldStart("windows");
            for (SoakWindow window : result.windows()) {
                window(json, window);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("findings");
            for (SoakVerdict.Finding finding : findings) {
                json.writeStartObject();
                json.writeStringField("rule", finding.rule());
                json.writeBooleanField("passed", finding.passed());
                json.writeStringField("found", finding.found());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.append('\n').toString();
    }

    private static void window(JsonGenerator json, SoakWindow window) throws IOException {
        json.writeStartObject();
        json.writeNumberField("window", window.number());
        latencies(json, "writes", window.load().writes());
        latencies(json, "reads", window.load().reads());
        json.writeNumberField("refused", window.load().refused());
        json.writeNumberField("failed", window.load().failed());
        json.writeNumberField("not_sent", window.load().notSent());
        json.writeArrayFieldStart("nodes");
        for (NodeSample node : window.nodes()) {
            node(json, node);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void latencies(JsonGenerator json, String name, LoadWindow.Latencies latencies) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("count", latencies.count());
        json.writeNumberField("p50_micros", latencies.p50());
        json.writeNumberField("p99_micros", latencies.p99());
        json.writeNumberField("max_micros", latencies.max());
        json.writeEndObject();
    }

    private static void node(JsonGenerator json, NodeSample node) throws IOException {
        json.writeStartObject();
        json.writeStringField("node", node.nodeId());
        json.writeNumberField("rss_bytes", node.rssBytes());
        json.writeNumberField("rss_peak_bytes", node.rssPeakBytes());
        json.writeNumberField("heap_live_bytes", node.heapLiveBytes());
        json.writeNumberField("log_bytes", node.logBytes());
        json.writeNumberField("state_bytes", node.stateBytes());
        json.writeNumberField("checkpoints", node.counters().checkpoints());
        json.writeNumberField("flushes", node.counters().flushes());
        json.writeNumberField("compactions", node.counters().compactions());
        json.writeNumberField("purged_entries", node.counters().purgedEntries());
        json.writeObjectFieldStart("log_start_by_partition");
        for (Map.Entry<Long, Long> start : new TreeMap<>(node.logStarts()).entrySet()) {
            json.writeNumberField(Long.toString(start.getKey()), start.getValue());
        }
        json.writeEndObject();
        json.writeEndObject();
    }
}
