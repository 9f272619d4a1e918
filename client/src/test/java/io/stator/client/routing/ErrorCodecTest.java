package io.stator.client.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.stator.model.BillingMode;
import io.stator.model.CancellationReason;
import io.stator.model.CancellationReason.Code;
import io.stator.model.CapacityType;
import io.stator.model.ErrorCode;
import io.stator.model.Item;
import io.stator.model.StatorException;
import io.stator.model.ThroughputExceededException;
import io.stator.model.TransactionCanceledException;
import io.stator.model.UpdateTypeException;
import io.stator.proto.v1.PartitionInfo;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class ErrorCodecTest {
    @Test
    void everyErrorComesBack() {
        for (ErrorCode code : ErrorCode.values()) {
            StatusRuntimeException sent =
                    ErrorCodec.toStatus(new CompletionException(new StatorException(code, "why")));
            StatorException read = ErrorCodec.toStatorException(sent);
            assertThat(read.code()).isEqualTo(code);
            assertThat(read).hasMessage("why");
            assertThat(sent.getStatus().isOk()).isFalse();
        }
    }

    @Test
    void theItemAndTheRouteComeBack() {
        Item item = Item.builder().set("k", "v").build();
        StatorException failed = new StatorException(ErrorCode.CONDITIONAL_CHECK_FAILED, "no", item, null);
        assertThat(ErrorCodec.fromProto(ErrorCodec.toProto(failed)).item()).isEqualTo(item);
        PartitionInfo route = PartitionInfo.newBuilder().setId(3).build();
        assertThat(ErrorCodec.fromProto(ErrorCodec.toProto(new WrongRouteException("there", route))))
                .isInstanceOfSatisfying(
                        WrongRouteException.class,
                        error -> assertThat(error.route()).isEqualTo(route));
    }

    @Test
    void theTableAndWhichOfItsRatesComeBack() {
        for (CapacityType type : CapacityType.values()) {
            for (BillingMode mode : BillingMode.values()) {
                ThroughputExceededException sent = new ThroughputExceededException("Users", type, mode);
                assertThat(ErrorCodec.toStatorException(ErrorCodec.toStatus(sent)))
                        .hasMessage(sent.getMessage())
                        .isInstanceOfSatisfying(ThroughputExceededException.class, read -> {
                            assertThat(read.table()).isEqualTo("Users");
                            assertThat(read.type()).isEqualTo(type);
                            assertThat(read.mode()).isEqualTo(mode);
                        });
            }
        }
    }

    @Test
    void thatAnUpdateWasOfAWrongTypeComesBack() {
        UpdateTypeException sent = new UpdateTypeException();
        assertThat(ErrorCodec.toStatorException(ErrorCodec.toStatus(sent)))
                .isInstanceOf(UpdateTypeException.class)
                .hasMessage(sent.getMessage());
        // Others of the same words are not taken for it.
        assertThat(ErrorCodec.fromProto(ErrorCodec.toProto(StatorException.validation(sent.getMessage()))))
                .isNotInstanceOf(UpdateTypeException.class);
    }

    @Test
    void theReasonsOfACancelledTransactionComeBackInOrder() {
        Item item = Item.builder().set("k", "v").build();
        List<CancellationReason> reasons = List.of(
                CancellationReason.NONE,
                new CancellationReason(Code.CONDITIONAL_CHECK_FAILED, "The conditional request failed", item),
                new CancellationReason(Code.TRANSACTION_CONFLICT, "Transaction is ongoing for the item", null));
        TransactionCanceledException sent = new TransactionCanceledException(reasons);
        for (StatorException read : List.of(
                ErrorCodec.fromProto(ErrorCodec.toProto(sent)),
                ErrorCodec.toStatorException(ErrorCodec.toStatus(sent)))) {
            assertThat(read)
                    .hasMessage("Transaction cancelled, please refer cancellation reasons for specific reasons"
                            + " [None, ConditionalCheckFailed, TransactionConflict]")
                    .isInstanceOfSatisfying(
                            TransactionCanceledException.class,
                            cancelled -> assertThat(cancelled.reasons()).isEqualTo(reasons));
        }
    }

    /** What it is must not be taken for a conflict, after which all might be tried again. */
    @Test
    void aReasonOfANewerVersionIsNoConflict() {
        io.stator.proto.v1.Error error = io.stator.proto.v1.Error.newBuilder()
                .setCode(io.stator.proto.v1.ErrorCode.ERROR_CODE_TRANSACTION_CANCELED)
                .addReasons(io.stator.proto.v1.CancellationReason.newBuilder().setCode("Tomorrow"))
                .build();
        assertThat(ErrorCodec.fromProto(error))
                .isInstanceOfSatisfying(
                        TransactionCanceledException.class,
                        cancelled -> assertThat(cancelled.reasons())
                                .containsExactly(new CancellationReason(Code.VALIDATION_ERROR, null, null)));
    }

    @Test
    void whatIsNotUnderstoodPromisesNothing() {
        Metadata trailers = new Metadata();
        trailers.put(ErrorCodec.TRAILER, "nonsense".getBytes(StandardCharsets.UTF_8));
        for (Throwable failure : new Throwable[] {
            Status.UNAVAILABLE.asRuntimeException(),
            Status.UNAVAILABLE.asRuntimeException(new Metadata()),
            Status.INTERNAL.asRuntimeException(trailers)
        }) {
            assertThat(ErrorCodec.toStatorException(failure).code()).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
        }
        assertThat(ErrorCodec.fromProto(io.stator.proto.v1.Error.newBuilder()
                                .setCodeValue(99)
                                .build())
                        .code())
                .isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
        assertThat(ErrorCodec.toStatorException(new IllegalStateException("bug"))
                        .code())
                .isEqualTo(ErrorCode.INTERNAL_SERVER_ERROR);
    }

    @Test
    void longMessagesAreCut() {
        StatorException longest =
                new StatorException(ErrorCode.VALIDATION, "x".repeat(ErrorCodec.MESSAGE_CHARS_MAX + 1));
        assertThat(ErrorCodec.toProto(longest).getMessage()).hasSize(ErrorCodec.MESSAGE_CHARS_MAX);
    }
}
