package io.stator.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.protobuf.ByteString;
import io.stator.model.Billing;
import io.stator.model.BillingMode;
import io.stator.model.CapacityType;
import io.stator.model.ErrorCode;
import io.stator.model.Item;
import io.stator.model.KeyCodec;
import io.stator.model.KeyType;
import io.stator.model.ReturnValues;
import io.stator.model.StatorException;
import io.stator.model.TableInfo;
import io.stator.model.TableProperties;
import io.stator.model.TableSchema;
import io.stator.model.TableStatus;
import io.stator.model.Throughput;
import io.stator.model.ThroughputExceededException;
import io.stator.partition.ItemChange;
import io.stator.partition.ItemWrite;
import io.stator.partition.WriteId;
import io.stator.partition.WriteOutcome;
import io.stator.partition.WrittenSizes;
import io.stator.server.throughput.TableMeter;
import io.stator.server.throughput.TableMeters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** What writes and reads cost, by what becomes of them. A meter of 300 units, and no time passes. */
class ChargesTest {
    private static final int UNITS = 300;
    private static final TableInfo TABLE = new TableInfo(
            1,
            1,
            TableSchema.of("Users", "id", KeyType.STRING),
            TableStatus.ACTIVE,
            0,
            TableProperties.NONE.with(Billing.of(BillingMode.PROVISIONED, new Throughput(1, 1), 0)));
    private static final BooleanSupplier LEADS = () -> true;

    private final List<CapacityType> exceeded = new ArrayList<>();
    private final TableMeter meter =
            new TableMeters(new TableMeters.Means(() -> 0, () -> 1, 7, exceeded::add)).writes(TABLE);

    private static ItemWrite write(ItemWrite.Action action, boolean returnSizes) {
        return new ItemWrite(
                TABLE,
                KeyCodec.encodeKey(TABLE, Item.builder().set("id", "x").build()),
                1,
                action,
                null,
                ReturnValues.NONE,
                false,
                WriteId.NONE,
                returnSizes);
    }

    /** What is left, by taking it. */
    private int left() {
        int units = 0;
        while (meter.take(1)) {
            units++;
        }
        return units;
    }

    private CompletableFuture<WriteOutcome> delete(CompletableFuture<WriteOutcome> outcome) {
        return Charges.write(meter, write(new ItemWrite.Delete(), false), LEADS, sized -> {
            assertThat(sized.returnSizes()).isTrue();
            return outcome;
        });
    }

    private void costs(int units, WriteOutcome outcome) {
        delete(CompletableFuture.completedFuture(outcome));
        assertThat(left()).isEqualTo(UNITS - units);
    }

    @Test
    void aWriteCostsTheLargerImage() {
        costs(3, new WriteOutcome.Done(null, new WrittenSizes(2049, 17)));
    }

    @Test
    void aWriteOfNothingCostsAUnit() {
        costs(1, new WriteOutcome.Done(null, new WrittenSizes(0, 0)));
    }

    @Test
    void aFailedConditionCostsAsMuch() {
        costs(5, new WriteOutcome.ConditionFailed(null, new WrittenSizes(10, 5000)));
    }

    /** Believed: nobody says what DynamoDB takes for them. */
    @Test
    void whatEarlierAttemptsPaidForCostsNothing() {
        delete(CompletableFuture.completedFuture(new WriteOutcome.Done(null, new WrittenSizes(9000, 0, true))));
        delete(CompletableFuture.completedFuture(new WriteOutcome.ConditionFailed(null)));
        delete(CompletableFuture.completedFuture(new WriteOutcome.DoneBefore()));
        costs(0, new WriteOutcome.Done(null));
    }

    @Test
    void whatIsRefusedCostsNothing() {
        delete(CompletableFuture.completedFuture(new WriteOutcome.WrongRoute()));
        delete(CompletableFuture.completedFuture(new WriteOutcome.TableUnknown()));
        delete(CompletableFuture.completedFuture(new WriteOutcome.Expired()));
        delete(CompletableFuture.failedFuture(new StatorException(ErrorCode.THROTTLING, "no")));
        costs(0, new WriteOutcome.Refused(ErrorCode.VALIDATION, "no"));
    }

    @Test
    void whatMayHaveBeenDoneCostsTheLeast() {
        delete(CompletableFuture.failedFuture(new StatorException(ErrorCode.OUTCOME_UNKNOWN, "who knows")));
        assertThat(left()).isEqualTo(UNITS - 1);
    }

    /** So that many at once are not all let in by the last unit. */
    @Test
    void whatIsUnderWayIsTaken() {
        CompletableFuture<WriteOutcome> large = new CompletableFuture<>();
        ItemWrite put = write(new ItemWrite.Put(ByteString.copyFrom(new byte[UNITS * 1024])), false);
        CompletableFuture<WriteOutcome> answer = Charges.write(meter, put, LEADS, sized -> large);
        refused(delete(new CompletableFuture<>()));
        large.complete(new WriteOutcome.Refused(ErrorCode.VALIDATION, "no"));
        assertThat(answer).isCompleted();
        assertThat(left()).isEqualTo(UNITS);
    }

    @Test
    void sizesAreAnsweredWhereTheyWereAskedFor() {
        WriteOutcome done = new WriteOutcome.Done(ByteString.copyFromUtf8("a"), new WrittenSizes(1, 2));
        assertThat(delete(CompletableFuture.completedFuture(done)))
                .isCompletedWithValue(new WriteOutcome.Done(ByteString.copyFromUtf8("a")));
        ItemWrite asking = write(new ItemWrite.Delete(), true);
        assertThat(Charges.write(meter, asking, LEADS, sized -> CompletableFuture.completedFuture(done)))
                .isCompletedWithValue(done);
    }

    @Test
    void nothingIsBegunWhenNothingIsLeft() {
        meter.take(UNITS);
        refused(Charges.write(meter, write(new ItemWrite.Delete(), false), LEADS, sized -> {
            throw new AssertionError("begun");
        }));
        assertThat(exceeded).containsExactly(CapacityType.WRITE);
    }

    /** It was paid for, and is not to be told that nothing was done. */
    @Test
    void aRetryOfWhatWasLetInIsNotRefused() {
        ItemWrite first = withId("0123456789abcdef");
        WriteOutcome done = new WriteOutcome.Done(null, new WrittenSizes(0, UNITS * 1024));
        Charges.write(meter, first, LEADS, sized -> CompletableFuture.completedFuture(done));
        WriteOutcome remembered = new WriteOutcome.Done(null, new WrittenSizes(0, UNITS * 1024, true));
        assertThat(Charges.write(meter, first, LEADS, sized -> CompletableFuture.completedFuture(remembered)))
                .isCompletedWithValue(new WriteOutcome.Done(null));
        refused(Charges.write(meter, withId("another write id"), LEADS, sized -> {
            throw new AssertionError("begun");
        }));
    }

    private static ItemWrite withId(String id) {
        ItemWrite write = write(new ItemWrite.Delete(), false);
        return new ItemWrite(
                TABLE,
                write.key(),
                1,
                write.action(),
                null,
                ReturnValues.NONE,
                false,
                new WriteId(ByteString.copyFromUtf8(id), 0),
                false);
    }

    /** Another node leads, and may have some. */
    @Test
    void whoDoesNotLeadSaysSoWhateverIsLeft() {
        meter.take(UNITS);
        WriteOutcome wrong = new WriteOutcome.WrongRoute();
        assertThat(Charges.write(
                        meter,
                        write(new ItemWrite.Delete(), false),
                        () -> false,
                        sized -> CompletableFuture.completedFuture(wrong)))
                .isCompletedWithValue(wrong);
        assertThat(exceeded).isEmpty();
    }

    @Test
    void whatThrowsGivesBackWhatWasTaken() {
        Charges.Terms<String> terms = new Charges.Terms<>(0.5, LEADS, text -> 0.5);
        assertThatThrownBy(() -> Charges.charged(meter, terms, () -> {
                    throw new IllegalStateException("on purpose");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(left()).isEqualTo(UNITS);
    }

    /** Two eventual reads of small items are a unit. */
    @Test
    void halvesAdd() {
        Charges.Terms<String> terms = new Charges.Terms<>(0.5, LEADS, String::length);
        Charges.charged(meter, terms, () -> CompletableFuture.completedFuture("abc"));
        assertThat((double) left()).isCloseTo(UNITS - 3, within(0.1));
    }

    private static void refused(CompletableFuture<WriteOutcome> answer) {
        assertThat(answer).isCompletedExceptionally();
        assertThatThrownBy(answer::join).cause().isInstanceOfSatisfying(ThroughputExceededException.class, error -> {
            assertThat(error.table()).isEqualTo("Users");
            assertThat(error.type()).isEqualTo(CapacityType.WRITE);
            assertThat(error.code()).isEqualTo(ErrorCode.PROVISIONED_THROUGHPUT_EXCEEDED);
        });
    }

    private void costsInTransaction(int units, Optional<List<WrittenSizes>> sizes) {
        ItemChange delete = new ItemChange(
                KeyCodec.encodeKey(TABLE, Item.builder().set("id", "x").build()),
                1,
                new ItemWrite.Delete(),
                null,
                false,
                null);
        TransactionCharges.write(table -> meter, List.of(TABLE), List.of(delete), sized -> {
            assertThat(sized).isTrue();
            return CompletableFuture.completedFuture(sizes);
        });
        assertThat(left()).isEqualTo(UNITS - units);
    }

    @Test
    void inATransactionAWriteCostsTwiceTheLargerOfWhatItMeetsAndLeaves() {
        costsInTransaction(6, Optional.of(List.of(new WrittenSizes(2049, 17))));
    }

    @Test
    void aTransactionThatWasDoneBeforeCostsNothing() {
        costsInTransaction(0, Optional.empty());
    }

    @Test
    void aTransactionOnTablesWithoutALimitIsNotAskedForSizes() {
        AtomicReference<Boolean> asked = new AtomicReference<>();
        TransactionCharges.write(table -> null, List.of(TABLE), List.of(), sized -> {
            asked.set(sized);
            return CompletableFuture.completedFuture(Optional.empty());
        });
        assertThat(asked).hasValue(false);
    }
}
