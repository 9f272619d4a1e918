package io.stator.harness.report;

import io.stator.harness.checker.Judgement;
import io.stator.harness.report.chart.Markup;
import io.stator.harness.report.chart.Quantity;
import java.util.List;
import java.util.Locale;

/** What comes first: the verdict in plain words, and what each checker says. */
final class VerdictSection {
    /** Of the checkers, in the sentence on top. */
    private static final int NAMED_MAX = 4;

    private static final List<Judgement.Result> GRAVEST_FIRST =
            List.of(Judgement.Result.INVALID, Judgement.Result.UNDECIDED, Judgement.Result.VALID);

    private VerdictSection() {}

    static String headline(Judgement.Result result) {
        return switch (result) {
            case VALID -> "No violation found";
            case INVALID -> "Violation found";
            case UNDECIDED -> "Undecided";
        };
    }

    static void write(Markup page, RunRecord run) {
        page.open("header", "class", "verdict " + type(run.result()));
        icon(page, run.result());
        page.open("div");
        page.element("h1", headline(run.result()));
        page.element("p", reason(run), "class", "reason");
        page.element("p", run.title(), "class", "run-title");
        page.close().close();
        judgements(page, run.judgements());
    }

    private static String reason(RunRecord run) {
        List<String> decisive = run.judgements().stream()
                .filter(judgement -> judgement.result() == run.result())
                .map(Judgement::subject)
                .toList();
        return switch (run.result()) {
            case INVALID -> "The system did what it must never do. Found by " + listed(decisive) + ".";
            case VALID ->
                "Of what was recorded, " + Quantity.count(run.operations())
                        + " operations, everything is as it should be. Checked by " + listed(decisive) + ".";
            case UNDECIDED ->
                decisive.isEmpty()
                        ? "Nothing was checked."
                        : "No violation was found, but this proves nothing: no decision by " + listed(decisive) + ".";
        };
    }

    /** A few by name; of many, how many: they follow below. */
    private static String listed(List<String> subjects) {
        return subjects.size() <= NAMED_MAX ? String.join(", ", subjects) : "the " + subjects.size() + " checks below";
    }

    /** The gravest first: nobody should have to look for it. */
    private static void judgements(Markup page, List<Judgement> judgements) {
        page.open("ul", "class", "judgements");
        for (Judgement.Result result : GRAVEST_FIRST) {
            judgements.stream()
                    .filter(judgement -> judgement.result() == result)
                    .forEach(judgement -> judgement(page, judgement));
        }
        page.close();
    }

    private static void judgement(Markup page, Judgement judgement) {
        page.open("li", "class", type(judgement.result()));
        icon(page, judgement.result());
        page.open("div").element("strong", judgement.subject()).text(" ");
        if (judgement.result() != Judgement.Result.VALID) {
            page.element("span", headline(judgement.result()).toLowerCase(Locale.ROOT), "class", "word");
        }
        page.element("p", judgement.summary());
        if (!judgement.findings().isEmpty()) {
            page.element("a", seeFindings(judgement.findings().size()), "href", "#findings");
        }
        page.close().close();
    }

    private static String seeFindings(int count) {
        return count == 1 ? "See the finding" : "See the " + Quantity.count(count) + " findings";
    }

    private static String type(Judgement.Result result) {
        return result.name().toLowerCase(Locale.ROOT);
    }

    /** A tick, a cross or a question mark: the colour is not all that tells them apart. */
    private static void icon(Markup page, Judgement.Result result) {
        String sign = switch (result) {
            case VALID -> "M6.5 12.5l3.7 3.7l7.3-8";
            case INVALID -> "M7.5 7.5l9 9m0-9l-9 9";
            case UNDECIDED -> "M8.6 9.2a3.4 3.4 0 1 1 5 3c-1.2.7-1.6 1.2-1.6 2.3M12 17.6v.1";
        };
        page.open("svg", "class", "icon", "viewBox", "0 0 24 24", "role", "img", "aria-label", headline(result));
        page.empty("circle", "cx", "12", "cy", "12", "r", "11")
                .empty("path", "d", sign)
                .close();
    }
}
