package io.stator.server.grpc;

import io.stator.model.CapacityUnits;
import io.stator.model.ErrorCode;
import io.stator.model.StatorException;
import io.stator.partition.ItemWrite;
import io.stator.partition.WriteOutcome;
import io.stator.partition.WrittenSizes;
import io.stator.server.replica.Failures;
import io.stator.server.throughput.TableMeter;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Charges requests on limited tables: the least that one can cost is taken before it is served, and the rest when it is known.
 * Stateless.
 *
 * <p>A write that was let in may come again whatever is left: its sender is not to be told that nothing was done.
 *
 * <p>A node that does not lead what it is asked for says so, whatever capacity it has: another one may have some.
 */
final class Charges {
    private Charges() {}

    /**
     * @param proposal of the write, with sizes
     * @param leads whether this node leads the partition
     */
    static CompletableFuture<WriteOutcome> write(
            TableMeter meter,
            ItemWrite write,
            BooleanSupplier leads,
            Function<ItemWrite, CompletableFuture<WriteOutcome>> proposal) {
        double least = least(write.action());
        boolean again = !write.id().isNone() && meter.knows(write.id().id());
        BooleanSupplier refuses = () -> !again && leads.getAsBoolean();
        return charged(meter, new Terms<>(least, refuses, Charges::units), () -> {
                    if (!write.id().isNone()) {
                        meter.remember(write.id().id());
                    }
                    return proposal.apply(write.withSizes());
                })
                .thenApply(outcome -> write.returnSizes() ? outcome : withoutSizes(outcome));
    }

    /** By its encoded size, which is about its size. */
    private static double least(ItemWrite.Action action) {
        return CapacityUnits.write(
                0, action instanceof ItemWrite.Put put ? put.item().size() : 0);
    }

    /** Of what was not done, nothing; nor of what an earlier attempt paid for. */
    private static double units(WriteOutcome outcome) {
        WrittenSizes sizes = sizes(outcome);
        return sizes == null || sizes.remembered() ? 0 : CapacityUnits.write(sizes.oldBytes(), sizes.newBytes());
    }

    private static @Nullable WrittenSizes sizes(WriteOutcome outcome) {
        if (outcome instanceof WriteOutcome.Done done) {
            return done.sizes();
        }
        return outcome instanceof WriteOutcome.ConditionFailed failed ? failed.sizes() : null;
    }

    private static WriteOutcome withoutSizes(WriteOutcome outcome) {
        return outcome instanceof WriteOutcome.Done done && done.sizes() != null
                ? new WriteOutcome.Done(done.attributes())
                : outcome;
    }

    /**
     * What a request costs.
     *
     * @param refuses whether it is for this node to refuse it when nothing is left
     * @param units of the answer
     */
    record Terms<T>(double least, BooleanSupplier refuses, ToDoubleFunction<T> units) {}

    static <T> CompletableFuture<T> charged(TableMeter meter, Terms<T> terms, Supplier<CompletableFuture<T>> work) {
        boolean taken = meter.take(terms.least());
        if (!taken && terms.refuses().getAsBoolean()) {
            return CompletableFuture.failedFuture(meter.refusal(terms.least()));
        }
        double least = taken ? terms.least() : 0;
        CompletableFuture<T> answer;
        try {
            answer = work.get();
        } catch (RuntimeException e) {
            meter.settle(least, 0);
            throw e;
        }
        return answer.whenComplete((value, failure) ->
                meter.settle(least, failure == null ? terms.units().applyAsDouble(value) : unitsOf(failure, least)));
    }

    /** What may have been done, or may yet be, costs the least. */
    private static double unitsOf(Throwable failure, double least) {
        return Failures.unwrap(failure) instanceof StatorException error && error.code() == ErrorCode.OUTCOME_UNKNOWN
                ? least
                : 0;
    }
}
