package io.stator.harness.workload;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A system of accounts with money in them, a whole number that is never negative: {@link
 * io.stator.harness.history.Function.Write} of what is in a new one, {@link io.stator.harness.history.Function.Transfer},
 * {@link io.stator.harness.history.Function.Read} of one account, and {@link io.stator.harness.history.Function.ReadAll}
 * under the key {@link #ALL}. Thread-safe.
 */
@FunctionalInterface
public interface Bank extends KeyedSystem {
    String ALL = "*";

    /** The accounts that there are: few, so that transfers meet, and enough to lie apart. */
    List<String> ACCOUNTS =
            IntStream.range(0, 8).mapToObj(number -> "account-" + number).toList();
}
