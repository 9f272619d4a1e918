package io.stator.client.routing;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongUnaryOperator;

/**
 * How calls behave. Immutable.
 *
 * @param addresses host:port of some nodes, from 1 to {@link #ADDRESSES_MAX}
 * @param deadline for one call, retries included
 * @param attemptTimeout after which a node that has not answered is taken for stalled, and reads and writes of items
 *     go elsewhere; a change of tables is not sent again, but the calls that follow look for another node
 * @param writeTimeout as the deadline, which counts if it is sooner, for writes and changes of tables
 * @param throughputAwaited whether a call waits, within its deadline, for a table that has consumed what it was given; else
 *     it fails at once
 * @param randomBelow from 0 inclusive to its argument exclusive; called by many threads
 */
public record RoutingSettings(
        List<String> addresses,
        Duration deadline,
        Duration attemptTimeout,
        Duration writeTimeout,
        boolean throughputAwaited,
        LongUnaryOperator randomBelow) {

    /** More nodes than this need not be named: the rest is learnt from them. */
    public static final int ADDRESSES_MAX = 1_000;

    /** Longer time-outs are surely a mistake of units. */
    public static final Duration TIMEOUT_MAX = Duration.ofDays(1);

    public static final Duration DEADLINE_DEFAULT = Duration.ofSeconds(10);
    public static final Duration ATTEMPT_TIMEOUT_DEFAULT = Duration.ofSeconds(1);

    /** @throws IllegalArgumentException if a setting is out of its range */
    public RoutingSettings {
        addresses = List.copyOf(addresses);
        if (addresses.isEmpty() || addresses.size() > ADDRESSES_MAX) {
            throw new IllegalArgumentException("addresses: from 1 to " + ADDRESSES_MAX + " are needed");
        }
        addresses.forEach(RoutingSettings::checkAddress);
        checkTimeout("deadline", deadline);
        checkTimeout("attemptTimeout", attemptTimeout);
        checkTimeout("writeTimeout", writeTimeout);
    }

    public static RoutingSettings of(List<String> addresses) {
        return new RoutingSettings(
                addresses,
                DEADLINE_DEFAULT,
                ATTEMPT_TIMEOUT_DEFAULT,
                TIMEOUT_MAX,
                true,
                bound -> ThreadLocalRandom.current().nextLong(bound));
    }

    public RoutingSettings withDeadline(Duration newDeadline) {
        return new RoutingSettings(
                addresses, newDeadline, attemptTimeout, writeTimeout, throughputAwaited, randomBelow);
    }

    public RoutingSettings withAttemptTimeout(Duration newAttemptTimeout) {
        return new RoutingSettings(
                addresses, deadline, newAttemptTimeout, writeTimeout, throughputAwaited, randomBelow);
    }

    public RoutingSettings withWriteTimeout(Duration newWriteTimeout) {
        return new RoutingSettings(
                addresses, deadline, attemptTimeout, newWriteTimeout, throughputAwaited, randomBelow);
    }

    public RoutingSettings withThroughputAwaited(boolean isAwaited) {
        return new RoutingSettings(addresses, deadline, attemptTimeout, writeTimeout, isAwaited, randomBelow);
    }

    public RoutingSettings withRandomBelow(LongUnaryOperator newRandomBelow) {
        return new RoutingSettings(
                addresses, deadline, attemptTimeout, writeTimeout, throughputAwaited, newRandomBelow);
    }

    private static void checkAddress(String address) {
        int colon = address.lastIndexOf(':');
        if (colon < 1 || !isPort(address.substring(colon + 1))) {
            throw new IllegalArgumentException("address: host:port is needed, not \"" + address + "\"");
        }
    }

    private static boolean isPort(String text) {
        if (text.isEmpty() || text.length() > 5 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return false;
        }
        int port = Integer.parseInt(text);
        return port >= 1 && port <= 65_535;
    }

    private static void checkTimeout(String name, Duration timeout) {
        if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(TIMEOUT_MAX) > 0) {
            throw new IllegalArgumentException(name + ": more than 0 and at most " + TIMEOUT_MAX + " is needed");
        }
    }
}
