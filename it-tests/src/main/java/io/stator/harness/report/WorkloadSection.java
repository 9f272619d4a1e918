package io.stator.harness.report;

import io.stator.harness.history.Operation;
import io.stator.harness.report.chart.Markup;
import io.stator.harness.report.chart.Quantity;
import io.stator.harness.report.measure.Ending;
import io.stator.harness.report.measure.Latencies;
import io.stator.harness.report.measure.WorkloadSummary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** One workload: its latencies and its throughput over the run, with the faults, and its numbers. */
final class WorkloadSection {
    private static final Map<String, Double> QUANTILES = new LinkedHashMap<>();

    static {
        QUANTILES.put("median", 0.5);
        QUANTILES.put("90 %", 0.9);
        QUANTILES.put("99 %", 0.99);
        QUANTILES.put("99.9 %", 0.999);
        QUANTILES.put("slowest", 1.0);
    }

    private static final Set<Double> NARROW = Set.of(0.5, 0.99);

    private WorkloadSection() {}

    static void write(Markup page, RunRecord run, String workload) {
        List<Operation> operations = Objects.requireNonNull(run.histories().get(workload));
        page.open("section", "class", "workload").element("h2", "Workload: " + workload);
        if (operations.isEmpty()) {
            page.element("p", "No operation was recorded.").close();
            return;
        }
        WorkloadSummary summary = WorkloadSummary.of(operations);
        legend(page, summary);
        WorkloadChart wide = WorkloadChart.of(run, workload, ChartLayout.WIDE);
        wide.write(page);
        page.element("p", wide.caption(), "class", "note caption wide");
        WorkloadChart narrow = WorkloadChart.of(run, workload, ChartLayout.NARROW);
        narrow.write(page);
        page.element("p", narrow.caption(), "class", "note caption narrow");
        numbers(page, summary);
        page.close();
    }

    private static void legend(Markup page, WorkloadSummary summary) {
        page.open("p", "class", "legend");
        sign(page, "ok", "M7 7h0", "ok: answered");
        if (summary.all().counts().failed() > 0) {
            sign(page, "failed", "M4 4l6 6m0-6l-6 6", "failed: surely not done");
        }
        if (summary.all().counts().unknown() > 0) {
            sign(page, "unknown", "M7 2v10", "unknown: no answer, may have been done");
        }
        page.close();
    }

    private static void sign(Markup page, String type, String path, String meaning) {
        page.open("span").open("svg", "class", "sign", "viewBox", "0 0 14 14", "aria-hidden", "true");
        page.empty("path", "class", type + " strength4", "d", path).close();
        page.text(meaning).close();
    }

    private static void numbers(Markup page, WorkloadSummary summary) {
        page.open("div", "class", "scroll").open("table", "class", "numbers");
        page.element("caption", "How operations ended, and how long the ok ones took");
        page.open("thead").open("tr").element("th", "function", "class", "name");
        for (Ending ending : Ending.values()) {
            page.element("th", ending.label());
        }
        QUANTILES.forEach((quantile, part) -> page.element("th", quantile, "class", type(part)));
        page.close().close().open("tbody");
        if (summary.functions().size() > 1) {
            summary.functions().forEach(row -> row(page, row, ""));
        }
        row(
                page,
                summary.functions().size() > 1
                        ? summary.all()
                        : summary.functions().get(0),
                "total");
        page.close().close().close();
    }

    private static void row(Markup page, WorkloadSummary.Row row, String type) {
        page.open("tr", "class", type).element("th", row.name(), "scope", "row", "class", "name");
        for (Ending ending : Ending.values()) {
            page.element("td", Quantity.count(row.counts().of(ending)));
        }
        QUANTILES.values().forEach(part -> page.element("td", latency(row.latencies(), part), "class", type(part)));
        page.close();
    }

    /** On a narrow screen there is room for a few quantiles only. */
    private static String type(double part) {
        return NARROW.contains(part) ? "" : "wide-only";
    }

    private static String latency(Latencies latencies, double part) {
        return latencies.isEmpty() ? "–" : Quantity.duration(latencies.quantileNanos(part));
    }
}
