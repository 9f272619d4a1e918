package io.stator.harness.report;

import io.stator.harness.history.FaultWindow;
import io.stator.harness.history.Operation;
import io.stator.harness.report.chart.Markup;
import io.stator.harness.report.chart.Quantity;
import io.stator.harness.report.measure.EndingCounts;
import java.util.Collection;
import java.util.List;

/** What was broken, when, and how operations ended that began meanwhile. */
final class FaultsSection {
    private FaultsSection() {}

    static void write(Markup page, RunRecord run) {
        page.open("section").element("h2", "What was broken");
        if (run.faults().isEmpty()) {
            page.element("p", "Nothing: the system was left in peace.").close();
            return;
        }
        page.element(
                "p",
                "The numbers are those over the charts. The last three columns count the operations of all "
                        + "workloads that began while the fault lasted.",
                "class",
                "note");
        page.open("div", "class", "scroll").open("table");
        page.open("thead").open("tr");
        page.element("th", "", "class", "number").element("th", "fault", "class", "name");
        page.element("th", "from").element("th", "to", "class", "wide-only");
        for (String heading : List.of("lasted", "ok", "failed", "unknown")) {
            page.element("th", heading);
        }
        page.close().close().open("tbody");
        int number = 1;
        for (FaultWindow fault : FaultOrder.of(run.faults())) {
            row(page, run, fault, number++);
        }
        page.close().close().close().close();
    }

    private static void row(Markup page, RunRecord run, FaultWindow fault, int number) {
        EndingCounts meanwhile = begunDuring(fault, run.histories().values());
        page.open("tr").element("td", Integer.toString(number), "class", "number");
        page.element("th", fault.fault(), "scope", "row", "class", "name");
        page.element("td", Quantity.moment(fault.fromNanos()));
        page.element("td", Quantity.moment(fault.toNanos()), "class", "wide-only");
        page.element("td", lasted(fault));
        page.element("td", Quantity.count(meanwhile.ok()));
        page.element("td", Quantity.count(meanwhile.failed()));
        page.element("td", Quantity.count(meanwhile.unknown())).close();
    }

    private static String lasted(FaultWindow fault) {
        long nanos = fault.toNanos() - fault.fromNanos();
        return nanos == 0 ? "a moment" : Quantity.duration(nanos);
    }

    private static EndingCounts begunDuring(FaultWindow fault, Collection<List<Operation>> histories) {
        List<Operation> begun = histories.stream()
                .flatMap(List::stream)
                .filter(operation ->
                        operation.invokedNanos() >= fault.fromNanos() && operation.invokedNanos() <= fault.toNanos())
                .toList();
        return EndingCounts.of(begun);
    }
}
