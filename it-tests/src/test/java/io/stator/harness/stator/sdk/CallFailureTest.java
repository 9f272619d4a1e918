package io.stator.harness.stator.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.stator.model.ErrorCode;
import io.stator.model.StatorException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/** What takes luck to see in a call: its end between two attempts. All else is in SdkOutcomesTest. */
class CallFailureTest {
    private static final SdkException TIMEOUT = ApiCallTimeoutException.create(1_000);

    private final Attempts attempts = new Attempts();

    private ErrorCode code(SdkException failure) {
        return ((StatorException) CallFailure.of(failure, attempts)).code();
    }

    @Test
    void aCallWhoseTimeEndsWhileAllWasRefusedDidNothing() {
        attempts.sent();
        attempts.answered(503);
        attempts.sent();
        attempts.answered(400);
        assertThat(code(TIMEOUT)).isEqualTo(ErrorCode.SERVICE_UNAVAILABLE);
    }

    @Test
    void aCallWhoseTimeEndsWhileAnAttemptIsUnderWayIsUnknown() {
        attempts.sent();
        attempts.answered(503);
        attempts.sent();
        assertThat(code(TIMEOUT)).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
    }

    @Test
    void aCallWhoseTimeEndsAfterAFaultIsUnknown() {
        attempts.sent();
        attempts.answered(500);
        attempts.sent();
        attempts.answered(503);
        assertThat(code(TIMEOUT)).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
    }

    @Test
    void anAnswerThatCannotBeReadIsUnknown() {
        attempts.sent();
        attempts.answered(200);
        assertThat(code(SdkClientException.create("unreadable"))).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
    }

    @Test
    void aCallThatWasNeverSentDidNothing() {
        assertThat(code(SdkClientException.create("not signed"))).isEqualTo(ErrorCode.SERVICE_UNAVAILABLE);
    }
}
