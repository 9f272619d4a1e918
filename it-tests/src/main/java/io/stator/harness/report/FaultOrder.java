package io.stator.harness.report;

import io.stator.harness.history.FaultWindow;
import java.util.Comparator;
import java.util.List;

/** The order of faults in a page: by it they have their numbers, in the charts and in the table. */
final class FaultOrder {
    private FaultOrder() {}

    static List<FaultWindow> of(List<FaultWindow> faults) {
        return faults.stream()
                .sorted(Comparator.comparingLong(FaultWindow::fromNanos).thenComparingLong(FaultWindow::toNanos))
                .toList();
    }
}
