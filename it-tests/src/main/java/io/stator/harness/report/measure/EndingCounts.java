package io.stator.harness.report.measure;

import io.stator.harness.history.Operation;
import java.util.Collection;

/** How many operations ended in each way. */
public record EndingCounts(long ok, long failed, long unknown) {

    public static EndingCounts of(Collection<Operation> operations) {
        long[] counts = new long[Ending.values().length];
        for (Operation operation : operations) {
            counts[Ending.of(operation).ordinal()]++;
        }
        return new EndingCounts(
                counts[Ending.OK.ordinal()], counts[Ending.FAILED.ordinal()], counts[Ending.UNKNOWN.ordinal()]);
    }

    public long all() {
        return ok + failed + unknown;
    }

    public long of(Ending ending) {
        return switch (ending) {
            case OK -> ok;
            case FAILED -> failed;
            case UNKNOWN -> unknown;
        };
    }
}
