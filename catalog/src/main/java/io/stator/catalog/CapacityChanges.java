package io.stator.catalog;

import io.stator.model.Billing;
import io.stator.model.BillingMode;
import io.stator.model.CapacityHistory;
import io.stator.model.ErrorCode;
import io.stator.model.Limits;
import io.stator.model.OnDemandThroughput;
import io.stator.model.StatorException;
import io.stator.model.TableClass;
import io.stator.model.TableClassChoice;
import io.stator.model.TableRules;
import io.stator.model.Throughput;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a table's billing and class become, by DynamoDB's rules and limits. Pure. What is refused is a StatorException with
 * DynamoDB's type and message.
 */
final class CapacityChanges {
    private static final long DAY_MILLIS = 86_400_000;

    private CapacityChanges() {}

    /**
     * What is asked for.
     *
     * @param mode null: stays
     * @param throughput null: stays
     * @param maxima what of it is null stays
     */
    record Wanted(@Nullable BillingMode mode, @Nullable Throughput throughput, OnDemandThroughput maxima) {}

    static Billing billing(Billing billing, Wanted wanted, long nowMillis) {
        BillingMode mode = wanted.mode() == null ? billing.mode() : wanted.mode();
        Throughput throughput = wanted.throughput();
        TableRules.onDemandChange(mode, wanted.maxima());
        return switch (mode) {
            case PAY_PER_REQUEST -> {
                if (throughput != null) {
                    throw StatorException.validation(TableRules.THROUGHPUT_ON_DEMAND);
                }
                Billing onDemand = billing.mode() == mode ? billing : onDemand(billing, nowMillis);
                yield onDemand.with(onDemand.maxima().changed(wanted.maxima()));
            }
            case PROVISIONED -> {
                if (throughput == null) {
                    yield billing;
                }
                yield billing.mode() == mode
                        ? withThroughput(billing, throughput, nowMillis)
                        : new Billing(mode, throughput, OnDemandThroughput.NONE, billing.history());
            }
        };
    }

    /** Switches to provisioned are not counted. */
    private static Billing onDemand(Billing billing, long nowMillis) {
        List<Long> switches = billing.history().switchesMillis();
        if (switches.size() >= Limits.ON_DEMAND_SWITCHES_MAX
                && nowMillis - switches.get(0) < Limits.ON_DEMAND_SWITCHES_MILLIS) {
            throw new StatorException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "Subscriber limit exceeded: Update to PayPerRequest mode are limited to "
                            + Limits.ON_DEMAND_SWITCHES_MAX + " times in 1 day(s). Last update at "
                            + UtcText.brief(switches.get(switches.size() - 1)) + ". Next update can be made at "
                            + UtcText.brief(switches.get(0) + Limits.ON_DEMAND_SWITCHES_MILLIS));
        }
        return new Billing(
                BillingMode.PAY_PER_REQUEST,
                Throughput.NONE,
                OnDemandThroughput.NONE,
                billing.history().switchedToOnDemand(nowMillis));
    }

    private static Billing withThroughput(Billing billing, Throughput wanted, long nowMillis) {
        Throughput now = billing.throughput();
        if (wanted.equals(now)) {
            throw StatorException.validation(
                    "The provisioned throughput for the table will not change. The requested value equals the current "
                            + "value. Current ReadCapacityUnits provisioned for the table: " + now.readUnits()
                            + ". Requested ReadCapacityUnits: " + wanted.readUnits()
                            + ". Current WriteCapacityUnits provisioned for the table: " + now.writeUnits()
                            + ". Requested WriteCapacityUnits: " + wanted.writeUnits()
                            + ". Refer to the Amazon DynamoDB Developer Guide for current limits and how to request "
                            + "higher limits.");
        }
        CapacityHistory history = billing.history();
        if (wanted.readUnits() < now.readUnits() || wanted.writeUnits() < now.writeUnits()) {
            requireDecrease(history, nowMillis);
            history = history.decreased(nowMillis);
        }
        if (wanted.readUnits() > now.readUnits() || wanted.writeUnits() > now.writeUnits()) {
            history = history.increased(nowMillis);
        }
        return new Billing(BillingMode.PROVISIONED, wanted, OnDemandThroughput.NONE, history);
    }

    private static void requireDecrease(CapacityHistory history, long nowMillis) {
        long nextMillis = Math.min(
                history.decreasedAtMillis() + Limits.CAPACITY_DECREASE_INTERVAL_MILLIS,
                (history.decreasedAtMillis() / DAY_MILLIS + 1) * DAY_MILLIS);
        if (history.decreasesOn(nowMillis) >= Limits.CAPACITY_DECREASES_FREE && nowMillis < nextMillis) {
            throw new StatorException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "Subscriber limit exceeded: Provisioned throughput decreases are limited within a given UTC day. "
                            + "After the first " + Limits.CAPACITY_DECREASES_FREE + " decreases, each subsequent "
                            + "decrease in the same UTC day can be performed at most once every "
                            + Limits.CAPACITY_DECREASE_INTERVAL_MILLIS / 1_000
                            + " seconds. Number of decreases today: " + history.decreasesOn(nowMillis)
                            + ". Last decrease at " + UtcText.full(history.decreasedAtMillis())
                            + ". Next decrease can be made at " + UtcText.full(nextMillis) + ".");
        }
    }

    /** A class that is the table's already is no change, and yet refused when there were too many. */
    static TableClassChoice tableClass(TableClassChoice choice, TableClass wanted, long nowMillis) {
        List<Long> changes = choice.changesMillis();
        if (changes.size() >= Limits.TABLE_CLASS_CHANGES_MAX
                && nowMillis - changes.get(0) < Limits.TABLE_CLASS_CHANGES_DAYS * DAY_MILLIS) {
            throw new StatorException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "Subscriber limit exceeded: Updates to TableClass are limited to "
                            + Limits.TABLE_CLASS_CHANGES_MAX + " times in " + Limits.TABLE_CLASS_CHANGES_DAYS
                            + " day(s).");
        }
        return choice.tableClass() == wanted ? choice : choice.changed(wanted, nowMillis);
    }
}
