package io.stator.server.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.stator.model.ErrorCode;
import io.stator.model.StatorException;
import io.stator.server.config.StartupException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class ErrorReportTest {
    @Test
    void everyErrorCodeHasItsExitCode() {
        Map<ErrorCode, Integer> codes = new EnumMap<>(ErrorCode.class);
        for (ErrorCode code : ErrorCode.values()) {
            codes.put(code, ErrorReport.exitCodeOf(code).code());
        }
        assertThat(codes)
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry(ErrorCode.VALIDATION, 2),
                        Map.entry(ErrorCode.RESOURCE_NOT_FOUND, 1),
                        Map.entry(ErrorCode.RESOURCE_IN_USE, 1),
                        Map.entry(ErrorCode.CONDITIONAL_CHECK_FAILED, 1),
                        Map.entry(ErrorCode.LIMIT_EXCEEDED, 1),
                        Map.entry(ErrorCode.TRANSACTION_CANCELED, 1),
                        Map.entry(ErrorCode.TRANSACTION_CONFLICT, 1),
                        Map.entry(ErrorCode.TRANSACTION_IN_PROGRESS, 1),
                        Map.entry(ErrorCode.IDEMPOTENT_PARAMETER_MISMATCH, 1),
                        Map.entry(ErrorCode.THROTTLING, 3),
                        Map.entry(ErrorCode.PROVISIONED_THROUGHPUT_EXCEEDED, 3),
                        Map.entry(ErrorCode.SERVICE_UNAVAILABLE, 3),
                        Map.entry(ErrorCode.WRONG_ROUTE, 3),
                        Map.entry(ErrorCode.OUTCOME_UNKNOWN, 4),
                        Map.entry(ErrorCode.REQUEST_EXPIRED, 4),
                        Map.entry(ErrorCode.INTERNAL_SERVER_ERROR, 5)));
    }

    @Test
    void aRefusalSaysDynamoDbsTypeAndMessage() {
        ErrorReport report = ErrorReport.of(new CompletionException(
                new StatorException(ErrorCode.CONDITIONAL_CHECK_FAILED, "The conditional request failed")));
        assertThat(report)
                .isEqualTo(new ErrorReport(
                        ExitCode.NEGATIVE, "ConditionalCheckFailedException: The conditional request failed"));
    }

    @Test
    void everyFaultOfTheSettingsHasALine() {
        ErrorReport report = ErrorReport.of(new StartupException(List.of("a: is wrong", "b: is, too")));
        assertThat(report).isEqualTo(new ErrorReport(ExitCode.BAD_INPUT, "a: is wrong\nb: is, too"));
    }

    @Test
    void filesThatCannotBeReadAreBadInput() {
        assertThat(ErrorReport.of(new NoSuchFileException("x.json")))
                .isEqualTo(new ErrorReport(ExitCode.BAD_INPUT, "x.json: no such file"));
        assertThat(ErrorReport.of(new UncheckedIOException(new AccessDeniedException("x.json"))))
                .isEqualTo(new ErrorReport(ExitCode.BAD_INPUT, "x.json: permission denied"));
    }

    @Test
    void aNodeThatDoesNotAnswerIsUnavailable() {
        assertThat(ErrorReport.of(
                        Status.UNAVAILABLE.withDescription("io exception").asRuntimeException()))
                .isEqualTo(new ErrorReport(ExitCode.UNAVAILABLE, "UNAVAILABLE: io exception"));
        assertThat(ErrorReport.of(Status.INTERNAL.asRuntimeException()).exitCode())
                .isEqualTo(ExitCode.INTERNAL);
    }

    @Test
    void anythingElseIsABug() {
        ErrorReport report = ErrorReport.of(new IllegalStateException("broken"));
        assertThat(report.exitCode()).isEqualTo(ExitCode.INTERNAL);
        assertThat(report.text()).contains("broken", "--verbose");
    }
}
