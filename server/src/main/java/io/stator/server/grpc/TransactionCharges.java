package io.stator.server.grpc;

import io.stator.model.CancellationReason;
import io.stator.model.CapacityUnits;
import io.stator.model.ErrorCode;
import io.stator.model.StatorException;
import io.stator.model.TableInfo;
import io.stator.model.ThroughputExceededException;
import io.stator.model.TransactionCanceledException;
import io.stator.partition.ItemChange;
import io.stator.partition.ItemWrite;
import io.stator.partition.SizedItem;
import io.stator.partition.WrittenSizes;
import io.stator.server.replica.Failures;
import io.stator.server.throughput.TableMeter;
import io.stator.server.transaction.SnapshotReads;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Charges transactions on limited tables, twice what the same costs without one, as DynamoDB does. Stateless. */
final class TransactionCharges {
    private static final int TIMES = 2;

    private TransactionCharges() {}

    /** One table's part. */
    private static final class Bill {
        private final TableMeter meter;
        private final List<Integer> items = new ArrayList<>();
        private double least;

        Bill(TableMeter meter) {
            this.meter = meter;
        }
    }

    /**
     * @param meters of the tables' writes
     * @param work is told whether the charge needs the sizes of what it writes
     */
    static CompletableFuture<Optional<List<WrittenSizes>>> write(
            Function<TableInfo, @Nullable TableMeter> meters,
            List<TableInfo> tables,
            List<ItemChange> changes,
            Function<Boolean, CompletableFuture<Optional<List<WrittenSizes>>>> work) {
        List<Bill> bills = bills(tables, meters, i -> least(changes.get(i)));
        return charged(
                bills,
                tables.size(),
                () -> work.apply(!bills.isEmpty()),
                (sizes, i) -> sizes.isEmpty()
                        ? 0
                        : CapacityUnits.write(
                                sizes.get().get(i).oldBytes(),
                                sizes.get().get(i).newBytes()));
    }

    private static double least(ItemChange change) {
        return CapacityUnits.write(
                0, change.action() instanceof ItemWrite.Put put ? put.item().size() : 0);
    }

    /** @param meters of the tables' reads */
    static CompletableFuture<List<SnapshotReads.Versioned>> read(
            Function<TableInfo, @Nullable TableMeter> meters,
            List<TableInfo> tables,
            Supplier<CompletableFuture<List<SnapshotReads.Versioned>>> work) {
        return charged(
                bills(tables, meters, i -> CapacityUnits.read(0, true)),
                tables.size(),
                work,
                (found, i) -> CapacityUnits.read(
                        found.get(i).item().map(SizedItem::sizeBytes).orElse(0), true));
    }

    private static List<Bill> bills(
            List<TableInfo> tables, Function<TableInfo, @Nullable TableMeter> meters, IntToDoubleFunction least) {
        Map<Long, Bill> bills = new LinkedHashMap<>();
        for (int i = 0; i < tables.size(); i++) {
            TableMeter meter = meters.apply(tables.get(i));
            if (meter != null) {
                Bill bill = bills.computeIfAbsent(tables.get(i).id(), id -> new Bill(meter));
                bill.items.add(i);
                bill.least += TIMES * least.applyAsDouble(i);
            }
        }
        return new ArrayList<>(bills.values());
    }

    /** What one item of an answer costs, without a transaction. */
    @FunctionalInterface
    private interface ItemUnits<T> {
        double of(T answer, int item);
    }

    private static <T> CompletableFuture<T> charged(
            List<Bill> bills, int items, Supplier<CompletableFuture<T>> work, ItemUnits<T> units) {
        if (bills.isEmpty()) {
            return work.get();
        }
        for (int taken = 0; taken < bills.size(); taken++) {
            Bill bill = bills.get(taken);
            if (!bill.meter.take(bill.least)) {
                bills.subList(0, taken).forEach(paid -> paid.meter.settle(paid.least, 0));
                return CompletableFuture.failedFuture(refused(bill, items));
            }
        }
        return work.get()
                .whenComplete((answer, failure) -> bills.forEach(bill -> {
                    double sum = 0;
                    if (failure == null) {
                        for (int item : bill.items) {
                            sum += TIMES * units.of(answer, item);
                        }
                    } else if (isUnknown(failure)) {
                        sum = bill.least;
                    }
                    bill.meter.settle(bill.least, sum);
                }));
    }

    private static boolean isUnknown(Throwable failure) {
        return Failures.unwrap(failure) instanceof StatorException error && error.code() == ErrorCode.OUTCOME_UNKNOWN;
    }

    private static TransactionCanceledException refused(Bill bill, int items) {
        ThroughputExceededException refusal = bill.meter.refusal(bill.least);
        CancellationReason reason = new CancellationReason(
                switch (refusal.mode()) {
                    case PROVISIONED -> CancellationReason.Code.PROVISIONED_THROUGHPUT_EXCEEDED;
                    case PAY_PER_REQUEST -> CancellationReason.Code.THROTTLING_ERROR;
                },
                refusal.getMessage(),
                null);
        List<CancellationReason> reasons = new ArrayList<>();
        for (int item = 0; item < items; item++) {
            reasons.add(bill.items.contains(item) ? reason : CancellationReason.NONE);
        }
        return new TransactionCanceledException(reasons);
    }
}
