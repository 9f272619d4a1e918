package io.stator.client.routing;

import io.stator.model.ErrorCode;
import io.stator.model.StatorException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What failed parts mean for the batch. */
final class BatchFailures {
    private BatchFailures() {}

    /**
     * Passes if what failed may be sent again and something did not fail.
     *
     * @throws StatorException an unknown outcome first of all: it must not be taken for undone
     */
    static <P, R> void check(List<BatchSplit.Part<P, R>> parts) {
        StatorException worst = null;
        boolean anyAnswer = false;
        for (BatchSplit.Part<P, R> part : parts) {
            anyAnswer |= part.answer() != null;
            worst = worse(worst, part.error());
        }
        if (worst != null && (!anyAnswer || !worst.code().retryable())) {
            throw worst;
        }
    }

    private static @Nullable StatorException worse(@Nullable StatorException one, @Nullable StatorException other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return rank(other) > rank(one) ? other : one;
    }

    private static int rank(StatorException error) {
        if (error.code() == ErrorCode.OUTCOME_UNKNOWN) {
            return 2;
        }
        return error.code().retryable() ? 0 : 1;
    }
}
