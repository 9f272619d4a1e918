package io.stator.server.bench;

import java.time.Duration;

/** What starts the operations. */
public sealed interface Load {

    /** A closed loop: each client has one operation under way; its answer starts the next one. */
    record Clients(int count) implements Load {
        public static final int MAX = 100_000;

        /** @throws IllegalArgumentException if it is out of range */
        public Clients {
            BenchmarkPlan.check("--clients", count, 1, MAX);
        }
    }

    /**
     * An open loop: requests start at equal distances in time, whether or not earlier ones were answered.
     *
     * @param deadline of one request; later than this it is not even sent
     */
    record Rate(int perSecond, Duration deadline) implements Load {
        /** More than one thread can send. */
        public static final int MAX = 1_000_000;

        /** @throws IllegalArgumentException if it is out of range */
        public Rate {
            BenchmarkPlan.check("--rate", perSecond, 1, MAX);
        }
    }
}
