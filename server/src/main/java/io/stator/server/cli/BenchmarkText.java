package io.stator.server.cli;

import io.stator.model.ErrorCode;
import io.stator.server.bench.ArrivalCounts;
import io.stator.server.bench.BenchmarkPlan;
import io.stator.server.bench.BenchmarkResult;
import io.stator.server.bench.Load;
import io.stator.server.bench.SeriesSecond;
import io.stator.server.cli.console.Figures;
import io.stator.server.cli.console.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A benchmark's result as people read it. */
final class BenchmarkText {
    private static final String SERIES = "%6s  %10s  %9s  %8s  %10s  %8s";

    private BenchmarkText() {}

    static List<String> lines(BenchmarkResult result) {
        List<String> lines = new ArrayList<>();
        lines.add(headline(result));
        lines.add("");
        lines.addAll(operations(result).lines());
        lines.add("");
        ArrivalCounts arrivals = result.arrivals();
        if (arrivals == null) {
            lines.add("errors             " + errors(result, code -> true));
        } else {
            lines.add("requests           " + requests(result, arrivals));
            lines.add("refused            " + errors(result, BenchmarkResult::isRefusal));
            lines.add("other errors       " + errors(result, code -> !BenchmarkResult.isRefusal(code)));
        }
        lines.add("CPU per operation  " + cpu(result));
        return lines;
    }

    static String seriesHeadings() {
        return String.format(
                Locale.ROOT, SERIES, "second", "answered/s", "refused/s", "errors/s", "not sent/s", "p99 ms");
    }

    static String seriesLine(SeriesSecond second) {
        return String.format(
                Locale.ROOT,
                SERIES,
                second.second(),
                Figures.count(second.answered()),
                Figures.count(second.refused()),
                Figures.count(second.failed()),
                Figures.count(second.notSent()),
                millis(second.p99()));
    }

    private static String headline(BenchmarkResult result) {
        BenchmarkPlan plan = result.plan();
        return plan.workload().label() + ", " + load(plan.load()) + ", values of "
                + Figures.counted(plan.valueBytes(), "byte") + ", " + Figures.counted(plan.keys(), "key") + ", "
                + Figures.counted(result.nodes(), "node") + ", " + Figures.counted(result.partitions(), "partition")
                + ", " + Figures.duration(result.elapsed());
    }

    private static String load(Load load) {
        return load instanceof Load.Rate rate
                ? Figures.counted(rate.perSecond(), "request") + "/s"
                : Figures.counted(((Load.Clients) load).count(), "client");
    }

    private static TextTable operations(BenchmarkResult result) {
        TextTable table = new TextTable()
                .words("operation")
                .numbers("count")
                .numbers("ops/s")
                .numbers("p50 ms")
                .numbers("p99 ms")
                .numbers("p99.9 ms")
                .numbers("max ms");
        for (BenchmarkResult.Row row : result.rows()) {
            table.row(
                    row.label(),
                    Figures.count(row.operations()),
                    Figures.count(Math.round(result.perSecond(row))),
                    millis(row.p50()),
                    millis(row.p99()),
                    millis(row.p999()),
                    millis(row.max()));
        }
        return table;
    }

    private static String requests(BenchmarkResult result, ArrivalCounts arrivals) {
        long unanswered = result.unanswered(arrivals);
        return "sent " + Figures.count(arrivals.sent()) + " (at most " + millis(arrivals.latestSendMicros())
                + " ms late), answered " + Figures.count(result.operations())
                + (unanswered == 0 ? "" : ", unanswered " + Figures.count(unanswered)) + ", not sent "
                + Figures.count(arrivals.notSent());
    }

    private static String millis(long micros) {
        return Figures.decimal(micros / 1000.0);
    }

    private static String errors(BenchmarkResult result, Predicate<ErrorCode> which) {
        String errors = result.errors().entrySet().stream()
                .filter(error -> which.test(error.getKey()))
                .map(error -> error.getKey().type() + " " + Figures.count(error.getValue()))
                .collect(Collectors.joining(", "));
        return errors.isEmpty() ? "none" : errors;
    }

    private static String cpu(BenchmarkResult result) {
        String nodes = result.nodeCpuNanos().entrySet().stream()
                .map(node -> node.getKey() + " " + Figures.decimal(result.microsPerOperation(node.getValue())))
                .collect(Collectors.joining(", "));
        return "servers " + Figures.decimal(result.serverCpuMicrosPerOperation()) + " µs (" + nodes + "), client "
                + Figures.decimal(result.clientCpuMicrosPerOperation()) + " µs";
    }
}
