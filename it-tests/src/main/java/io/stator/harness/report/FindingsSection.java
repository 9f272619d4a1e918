package io.stator.harness.report;

import io.stator.harness.checker.Judgement;
import io.stator.harness.report.chart.Markup;
import io.stator.harness.report.chart.Quantity;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** The evidence: what each checker found, in words and pictures. Nothing if there is none. */
final class FindingsSection {
    /** Shown of each judgement; whoever wants more reads the file. */
    static final int FINDINGS_MAX = 10;

    /** Shown of each finding's text. */
    static final int CHARACTERS_MAX = 20_000;

    /** A larger picture is left out of the page. */
    static final int PICTURE_CHARACTERS_MAX = 400_000;

    private FindingsSection() {}

    static void write(Markup page, List<Judgement> judgements) {
        if (judgements.stream().allMatch(judgement -> judgement.findings().isEmpty())) {
            return;
        }
        page.open("section", "id", "findings").element("h2", "What was found");
        for (Judgement judgement : judgements) {
            List<Judgement.Finding> findings = judgement.findings();
            for (int number = 1; number <= Math.min(FINDINGS_MAX, findings.size()); number++) {
                finding(page, judgement.subject(), findings.get(number - 1));
            }
            int left = findings.size() - FINDINGS_MAX;
            if (left > 0) {
                page.element(
                        "p",
                        Quantity.count(left) + " more of " + judgement.subject() + " are in " + RunDocuments.JUDGEMENTS
                                + ".");
            }
        }
        page.close();
    }

    private static void finding(Markup page, String subject, Judgement.Finding finding) {
        page.open("article", "class", "finding");
        page.element("p", subject, "class", "note").element("h3", finding.title());
        finding.svg().ifPresent(svg -> picture(page, finding.title(), svg));
        String text = finding.text().strip();
        if (text.length() > CHARACTERS_MAX) {
            text = text.substring(0, CHARACTERS_MAX) + "\n… the rest is in " + RunDocuments.JUDGEMENTS;
        }
        if (!text.isEmpty()) {
            page.element("pre", text);
        }
        page.close();
    }

    /**
     * As an image: its styles, identifiers and mistakes cannot reach the page, and it can run nothing.
     */
    private static void picture(Markup page, String title, String svg) {
        if (svg.length() > PICTURE_CHARACTERS_MAX) {
            page.element("p", "The picture is too large for this page; it is in " + RunDocuments.JUDGEMENTS + ".");
            return;
        }
        String standalone = svg.contains("xmlns=") ? svg : svg.replaceFirst("<svg", "<svg xmlns=\"" + NAMESPACE + "\"");
        String data = Base64.getEncoder().encodeToString(standalone.getBytes(StandardCharsets.UTF_8));
        page.open("div", "class", "picture", "tabindex", "0");
        page.empty("img", "alt", title, "src", "data:image/svg+xml;base64," + data)
                .close();
    }

    /** An image must name it, an element of a page need not. */
    private static final String NAMESPACE = "http://www.w3.org/2000/svg";
}
