package io.stator.server.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.stator.model.ErrorCode;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;

/** A result as JSON; times in the unit that each name ends in. */
public final class BenchmarkReport {
    private BenchmarkReport() {}

    public static String json(BenchmarkResult result) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            plan(json, result);
            json.writeNumberField("elapsed_seconds", result.elapsed().toNanos() / 1e9);
            json.writeArrayFieldStart("operations");
            for (BenchmarkResult.Row row : result.rows()) {
                row(json, result, row);
            }
            json.writeEndArray();
            json.writeObjectFieldStart("errors");
            for (Map.Entry<ErrorCode, Long> error : result.errors().entrySet()) {
                json.writeNumberField(error.getKey().type(), error.getValue());
            }
            json.writeEndObject();
            json.writeNumberField("server_cpu_micros_per_operation", result.serverCpuMicrosPerOperation());
            json.writeNumberField("client_cpu_micros_per_operation", result.clientCpuMicrosPerOperation());
            json.writeObjectFieldStart("node_cpu_nanos");
            for (Map.Entry<String, Long> node : result.nodeCpuNanos().entrySet()) {
                json.writeNumberField(node.getKey(), node.getValue());
            }
            json.writeEndObject();
            json.writeNumberField("client_cpu_nanos", result.clientCpuNanos());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.append('\n').toString();
    }

    private static void plan(JsonGenerator json, BenchmarkResult result) throws IOException {
        BenchmarkPlan plan = result.plan();
        json.writeStringField("workload", plan.workload().label());
        json.writeNumberField("clients", plan.clients());
        json.writeNumberField("warmup_seconds", plan.warmupSeconds());
        json.writeNumberField("value_bytes", plan.valueBytes());
        json.writeNumberField("keys", plan.keys());
        json.writeNumberField("seed", plan.seed());
        json.writeNumberField("nodes", result.nodes());
        json.writeNumberField("partitions", result.partitions());
    }

    private static void row(JsonGenerator json, BenchmarkResult result, BenchmarkResult.Row row) throws IOException {
        json.writeStartObject();
        json.writeStringField("kind", row.label());
        json.writeNumberField("count", row.operations());
        json.writeNumberField("per_second", result.perSecond(row.operations()));
        json.writeNumberField("p50_micros", row.p50());
        json.writeNumberField("p99_micros", row.p99());
        json.writeNumberField("p999_micros", row.p999());
        json.writeNumberField("max_micros", row.max());
        json.writeEndObject();
    }
}
