package io.stator.server.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.stator.model.CancellationReason;
import io.stator.server.transaction.TransactionListener;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Meters of the transactions that this node coordinates. Thread-safe.
 *
 * <pre>
 * stator_transaction_started_total
 * stator_transaction_seconds{outcome}         until the client is answered; outcome is committed, cancelled, ...
 * stator_transaction_phase_seconds{phase}     prepare, decide, commit; of those over several partitions
 * stator_transaction_in_the_way_total{reason} items for which transactions were cancelled
 * stator_transaction_recovered_total          overdue transactions that were ended here, in each of their partitions
 * stator_transaction_met_total                intents that writes and reads of single items and pages met
 * </pre>
 */
public final class TransactionMeters implements TransactionListener {
    private final Counter started;
    private final Counter recovered;
    private final Counter met;
    private final Map<Ending, Timer> endings = new EnumMap<>(Ending.class);
    private final Map<Phase, Timer> phases = new EnumMap<>(Phase.class);
    private final Map<CancellationReason.Code, Counter> reasons = new EnumMap<>(CancellationReason.Code.class);

    public TransactionMeters(NodeMetrics metrics) {
        MeterRegistry registry = metrics.registry();
        started = registry.counter("stator.transaction.started");
        recovered = registry.counter("stator.transaction.recovered");
        met = registry.counter("stator.transaction.met");
        for (Ending ending : Ending.values()) {
            endings.put(ending, timer(registry, "stator.transaction", "outcome", label(ending)));
        }
        for (Phase phase : Phase.values()) {
            phases.put(phase, timer(registry, "stator.transaction.phase", "phase", label(phase)));
        }
        for (CancellationReason.Code code : CancellationReason.Code.values()) {
            reasons.put(code, registry.counter("stator.transaction.in.the.way", "reason", code.text()));
        }
    }

    private static Timer timer(MeterRegistry registry, String name, String tag, String value) {
        return Timer.builder(name).tag(tag, value).publishPercentileHistogram().register(registry);
    }

    private static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void started() {
        started.increment();
    }

    @Override
    public void phase(Phase phase, long nanos) {
        timed(phases.get(phase), nanos);
    }

    @Override
    public void ended(Ending ending, long nanos) {
        timed(endings.get(ending), nanos);
    }

    private static void timed(@Nullable Timer timer, long nanos) {
        if (timer != null) {
            timer.record(nanos, TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public void inTheWay(CancellationReason.Code code) {
        Counter counter = reasons.get(code);
        if (counter != null) {
            counter.increment();
        }
    }

    @Override
    public void recovered() {
        recovered.increment();
    }

    @Override
    public void met() {
        met.increment();
    }
}
