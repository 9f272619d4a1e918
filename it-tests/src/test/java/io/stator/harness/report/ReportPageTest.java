package io.stator.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.stator.harness.checker.Judgement;
import io.stator.harness.checker.Judgement.Finding;
import io.stator.harness.checker.Judgement.Result;
import io.stator.harness.history.FaultWindow;
import io.stator.harness.history.Function;
import io.stator.harness.history.Operation;
import io.stator.harness.history.Outcome;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.junit.jupiter.api.Test;

class ReportPageTest {
    private static final String HOSTILE = "<script>alert('1')</script> & \"x\" \u0000 \uD800 ]]>";

    @Test
    void theVerdictIsOnTopInPlainWordsWithTheCheckersThatFoundIt() throws XMLStreamException {
        assertThat(heading(ReportPage.html(SampleRun.withViolation())))
                .startsWith("Violation found")
                .contains("Found by register: linearizable.");
        assertThat(heading(page(List.of(judgement(Result.VALID)))))
                .startsWith("No violation found")
                .contains("Checked by subject.");
        assertThat(heading(page(List.of(judgement(Result.VALID), judgement(Result.UNDECIDED)))))
                .startsWith("Undecided");
        assertThat(heading(page(List.of()))).startsWith("Undecided").contains("Nothing was checked.");
    }

    @Test
    void manyCheckersAreCountedAndTheGravestComesFirst() throws XMLStreamException {
        List<Judgement> judgements = new ArrayList<>();
        for (int number = 0; number < 9; number++) {
            judgements.add(new Judgement("subject " + number, Result.VALID, "summary", List.of()));
        }
        assertThat(heading(page(judgements)))
                .contains("Checked by the 9 checks below.")
                .doesNotContain("subject 0");
        judgements.add(new Judgement("doubt", Result.UNDECIDED, "summary", List.of()));
        String html = page(judgements);
        assertThat(html.indexOf("<strong>doubt")).isPositive().isLessThan(html.indexOf("<strong>subject 0"));
    }

    private static Judgement judgement(Result result) {
        return new Judgement("subject", result, "summary", List.of());
    }

    private static String page(List<Judgement> judgements) {
        return ReportPage.html(new RunRecord("title", Map.of(), Map.of(), List.of(), judgements, 1));
    }

    /** The text of the header. */
    private static String heading(String html) throws XMLStreamException {
        XMLStreamReader xml = parse(html);
        StringBuilder text = new StringBuilder();
        boolean inside = false;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamReader.START_ELEMENT && xml.getLocalName().equals("header")) {
                inside = true;
            } else if (event == XMLStreamReader.END_ELEMENT
                    && xml.getLocalName().equals("header")) {
                return text.toString();
            } else if (event == XMLStreamReader.CHARACTERS && inside) {
                text.append(xml.getText());
            }
        }
        throw new AssertionError("no header");
    }

    /** A page is an XML document, too, but for its doctype and one element without an end. */
    private static XMLStreamReader parse(String html) throws XMLStreamException {
        String xml = html.replace("<!DOCTYPE html>", "").replace("<meta charset=\"utf-8\">", "");
        return XMLInputFactory.newDefaultFactory().createXMLStreamReader(new StringReader(xml.strip()));
    }

    @Test
    void whateverARunHoldsIsTextAndNeverMarkup() throws XMLStreamException {
        Operation operation = new Operation(0, HOSTILE, new Function.Write(HOSTILE), new Outcome.Done(), 1, 1_000_000);
        Judgement invalid = new Judgement(
                HOSTILE,
                Result.INVALID,
                HOSTILE,
                List.of(new Finding(HOSTILE, HOSTILE, Optional.of("<svg><script>alert('2')</script></svg>"))));
        String html = ReportPage.html(new RunRecord(
                HOSTILE,
                Map.of(RunRecord.COMMAND, HOSTILE, RunRecord.SEED, HOSTILE, HOSTILE, HOSTILE),
                Map.of(HOSTILE, List.of(operation)),
                List.of(new FaultWindow(HOSTILE, 0, 1_000)),
                List.of(invalid),
                2_000_000));
        assertThat(html).doesNotContain("<script").doesNotContain("\u0000").doesNotContain("\uD800");
        assertThat(elements(html)).contains("table", "path").doesNotContain("script");
    }

    /** Names of all elements; fails if they are not nested as they should be. */
    private static List<String> elements(String html) throws XMLStreamException {
        List<String> names = new ArrayList<>();
        XMLStreamReader xml = parse(html);
        while (xml.hasNext()) {
            if (xml.next() == XMLStreamReader.START_ELEMENT) {
                names.add(xml.getLocalName());
            }
        }
        return names;
    }

    @Test
    void thePageNeedsNothingFromOutside() throws XMLStreamException {
        String html = ReportPage.html(SampleRun.withViolation());
        Matcher references =
                Pattern.compile("(?:src|href|url)\\s*[=(]\\s*[\"']?([^\"')]*)").matcher(html);
        List<String> targets = references.results().map(match -> match.group(1)).toList();
        assertThat(targets).isNotEmpty().allMatch(target -> target.startsWith("#") || target.startsWith("data:"));
        assertThat(html).contains("default-src &#39;none&#39;").doesNotContain("@import");
        assertThat(elements(html)).doesNotContain("script", "link", "iframe", "object");
    }

    @Test
    void everyWorkloadFaultCountAndFindingIsThere() {
        RunRecord run = SampleRun.withViolation();
        String html = ReportPage.html(run);
        run.histories().keySet().forEach(workload -> assertThat(html).contains("Workload: " + workload));
        run.faults().forEach(fault -> assertThat(html).contains(fault.fault()));
        run.facts().values().forEach(fact -> assertThat(html).contains(fact));
        Finding finding = run.judgements().get(0).findings().get(0);
        assertThat(html).contains(finding.title()).contains("write 12.4, unknown [33390.101 to never ms]");
        assertThat(pictures(html))
                .singleElement()
                .satisfies(svg -> assertThat(svg)
                        .contains("xmlns=\"http://www.w3.org/2000/svg\"")
                        .contains("read found 8.112"));
    }

    private static List<String> pictures(String html) {
        return Pattern.compile("data:image/svg\\+xml;base64,([^\"]*)")
                .matcher(html)
                .results()
                .map(match -> new String(Base64.getDecoder().decode(match.group(1)), StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void thePageOfALargeRunIsSmallAndSaysWhatIsDrawn() {
        RunRecord run = SampleRun.large(200_000);
        String html = ReportPage.html(run);
        assertThat(run.operations()).isGreaterThan(200_000);
        assertThat(html.length()).isLessThan(1_000_000);
        assertThat(html).containsPattern("The [0-9,]+ operations are drawn as [0-9,]+ marks");
    }

    @Test
    void manyAndLongFindingsAreCutAndThePageSaysWhereTheRestIs() {
        List<Finding> findings = new ArrayList<>();
        for (int number = 1; number <= FindingsSection.FINDINGS_MAX + 5; number++) {
            findings.add(new Finding(
                    "finding number " + number + ".",
                    "x".repeat(FindingsSection.CHARACTERS_MAX + 1),
                    Optional.of("<svg>" + " ".repeat(FindingsSection.PICTURE_CHARACTERS_MAX) + "</svg>")));
        }
        String html = page(List.of(new Judgement("subject", Result.INVALID, "summary", findings)));
        assertThat(html)
                .contains("finding number " + FindingsSection.FINDINGS_MAX + ".")
                .doesNotContain("finding number " + (FindingsSection.FINDINGS_MAX + 1) + ".")
                .contains("5 more of subject are in judgements.json")
                .contains("… the rest is in judgements.json")
                .contains("The picture is too large for this page");
        assertThat(html.length()).isLessThan(500_000);
    }

    @Test
    void aRunWithoutAnswersIsDrawnToo() throws XMLStreamException {
        Operation unknown = new Operation(0, "k", new Function.Write("1"), new Outcome.Unknown(), 5, Operation.NEVER);
        String html = ReportPage.html(
                new RunRecord("title", Map.of(), Map.of("w", List.of(unknown)), List.of(), List.of(), 1_000_000_000));
        assertThat(elements(html)).contains("svg");
        assertThat(html).contains("Nothing: the system was left in peace.").doesNotContain("NaN");
    }
}
