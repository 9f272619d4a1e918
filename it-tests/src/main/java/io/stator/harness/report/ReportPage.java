package io.stator.harness.report;

import io.stator.harness.history.Operation;
import io.stator.harness.report.chart.Markup;
import io.stator.harness.report.chart.Quantity;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One page that tells a run to a person: what the checkers say, what ran, what was found, how each workload
 * fared under which faults. It needs nothing from outside and holds no script, and its policy forbids both.
 */
final class ReportPage {
    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

    private ReportPage() {}

    static String html(RunRecord run) {
        Markup page = new Markup();
        page.trusted("<!DOCTYPE html>\n").open("html", "lang", "en");
        head(page, run);
        page.open("body").open("main");
        VerdictSection.write(page, run);
        FactsSection.write(page, run);
        FindingsSection.write(page, run.judgements());
        for (Map.Entry<String, List<Operation>> history : run.histories().entrySet()) {
            WorkloadSection.write(page, run, history.getKey());
        }
        FaultsSection.write(page, run);
        files(page, run);
        page.close().close().close();
        return page.toString();
    }

    private static void head(Markup page, RunRecord run) {
        page.open("head");
        page.trusted("<meta charset=\"utf-8\">\n");
        page.empty("meta", "http-equiv", "Content-Security-Policy", "content", POLICY);
        page.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        page.empty("meta", "name", "color-scheme", "content", "light dark");
        page.element("title", VerdictSection.headline(run.result()) + ": " + run.title());
        page.open("style").trusted(styleSheet()).close();
        page.close();
    }

    private static String styleSheet() {
        try (InputStream styles = ReportPage.class.getResourceAsStream("report.css")) {
            return new String(Objects.requireNonNull(styles).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void files(Markup page, RunRecord run) {
        page.open("section").element("h2", "Files beside this page").open("dl", "class", "facts");
        file(
                page,
                ReportFolder.HISTORY,
                "all " + Quantity.count(run.operations()) + " operations, one on each line, as JSON");
        file(page, RunDocuments.FAULTS, "when each fault began and was healed");
        file(page, RunDocuments.JUDGEMENTS, "what the checkers said, with all of their findings");
        file(page, RunDocuments.FACTS, "what ran: seed, versions, settings");
        page.close().close();
    }

    private static void file(Markup page, String name, String content) {
        page.open("div").element("dt", name).element("dd", content).close();
    }
}
