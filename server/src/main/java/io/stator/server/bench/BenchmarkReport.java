package io.stator.server.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.stator.model.ErrorCode;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
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
            ArrivalCounts arrivals = result.arrivals();
            if (arrivals != null) {
                requests(json, result, arrivals);
                series(json, result.series());
            }
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
        if (plan.load() instanceof Load.Clients clients) {
            json.writeNumberField("clients", clients.count());
        } else if (plan.load() instanceof Load.Rate rate) {
            json.writeNumberField("rate", rate.perSecond());
            json.writeNumberField("under_way_max", plan.underWayMax());
        }
        json.writeNumberField("warmup_seconds", plan.warmupSeconds());
        json.writeNumberField("value_bytes", plan.valueBytes());
        json.writeNumberField("keys", plan.keys());
        json.writeNumberField("seed", plan.seed());
        json.writeNumberField("nodes", result.nodes());
        json.writeNumberField("partitions", result.partitions());
    }

    private static void requests(JsonGenerator json, BenchmarkResult result, ArrivalCounts arrivals)
            throws IOException {
        json.writeObjectFieldStart("requests");
        json.writeNumberField("sent", arrivals.sent());
        json.writeNumberField("answered", result.operations());
        json.writeNumberField("refused", BenchmarkResult.refused(result.errors()));
        json.writeNumberField("failed", BenchmarkResult.failed(result.errors()));
        json.writeNumberField("unanswered", result.unanswered(arrivals));
        json.writeNumberField("not_sent", arrivals.notSent());
        json.writeNumberField("latest_send_micros", arrivals.latestSendMicros());
        json.writeEndObject();
    }

    private static void series(JsonGenerator json, List<SeriesSecond> series) throws IOException {
        json.writeArrayFieldStart("series");
        for (SeriesSecond second : series) {
            json.writeStartObject();
            json.writeNumberField("second", second.second());
            json.writeNumberField("answered", second.answered());
            json.writeNumberField("refused", second.refused());
            json.writeNumberField("failed", second.failed());
            json.writeNumberField("not_sent", second.notSent());
            json.writeNumberField("p99_micros", second.p99());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void row(JsonGenerator json, BenchmarkResult result, BenchmarkResult.Row row) throws IOException {
        json.writeStartObject();
        json.writeStringField("kind", row.label());
        json.writeNumberField("count", row.operations());
        json.writeNumberField("per_second", result.perSecond(row));
        json.writeNumberField("p50_micros", row.p50());
        json.writeNumberField("p99_micros", row.p99());
        json.writeNumberField("p999_micros", row.p999());
        json.writeNumberField("max_micros", row.max());
        json.writeEndObject();
    }
}
