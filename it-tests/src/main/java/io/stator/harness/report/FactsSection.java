package io.stator.harness.report;

import io.stator.harness.report.chart.Markup;
import io.stator.harness.report.chart.Quantity;
import java.util.Map;
import java.util.Optional;

/** What ran, and how to run it again. */
final class FactsSection {
    private FactsSection() {}

    static void write(Markup page, RunRecord run) {
        page.open("section").element("h2", "What ran").open("dl", "class", "facts");
        fact(page, "whole run", Quantity.duration(run.durationNanos()));
        fact(page, "operations recorded", Quantity.count(run.operations()));
        fact(page, "times something was broken", Quantity.count(run.faults().size()));
        for (Map.Entry<String, String> fact : run.facts().entrySet()) {
            if (!fact.getKey().equals(RunRecord.COMMAND)) {
                fact(page, fact.getKey(), fact.getValue());
            }
        }
        page.close();
        replay(page, run.facts());
        page.close();
    }

    private static void fact(Markup page, String name, String value) {
        page.open("div").element("dt", name).element("dd", value).close();
    }

    private static void replay(Markup page, Map<String, String> facts) {
        page.element("h3", "To run it again");
        Optional<String> seed = Optional.ofNullable(facts.get(RunRecord.SEED));
        Optional<String> command = Optional.ofNullable(facts.get(RunRecord.COMMAND));
        if (command.isPresent()) {
            page.open("pre", "class", "command").element("code", command.get()).close();
        } else if (seed.isPresent()) {
            page.element("p", "Run the same test with seed " + seed.get() + ".");
        } else {
            page.element("p", "The run has left neither a command nor a seed.");
            return;
        }
        page.element(
                "p",
                "The seed decides what the clients do and what is broken when. It cannot decide how threads, "
                        + "processes and networks take their turns: a rare fault may need more than one try.",
                "class",
                "note");
    }
}
