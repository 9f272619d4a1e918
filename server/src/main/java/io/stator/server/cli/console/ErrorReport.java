package io.stator.server.cli.console;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.stator.model.ErrorCode;
import io.stator.model.StatorException;
import io.stator.server.config.StartupException;
import io.stator.server.launch.LaunchException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/**
 * What a failure means to the user.
 *
 * @param text one line, mostly: each fault of a settings file and the end of a node's log stand on their own
 */
public record ErrorReport(ExitCode exitCode, String text) {

    /** Of anything that a command may throw. */
    public static ErrorReport of(Throwable thrown) {
        if (thrown instanceof CommandFailure failure) {
            return new ErrorReport(failure.exitCode(), messageOf(failure));
        }
        if (thrown instanceof StatorException refused) {
            return new ErrorReport(exitCodeOf(refused.code()), refused.code().type() + ": " + messageOf(refused));
        }
        if (thrown instanceof StartupException startup) {
            return new ErrorReport(ExitCode.BAD_INPUT, String.join("\n", startup.faults()));
        }
        if (thrown instanceof LaunchException launch) {
            return new ErrorReport(
                    launch.isBadRequest() ? ExitCode.BAD_INPUT : ExitCode.UNAVAILABLE, messageOf(launch));
        }
        if (thrown instanceof StatusRuntimeException status) {
            return ofStatus(status.getStatus());
        }
        Throwable cause = thrown.getCause();
        if (cause != null
                && (thrown instanceof CompletionException
                        || thrown instanceof ExecutionException
                        || thrown instanceof UncheckedIOException)) {
            return of(cause);
        }
        if (thrown instanceof IOException io) {
            return new ErrorReport(ExitCode.BAD_INPUT, ofInputOutput(io));
        }
        return new ErrorReport(ExitCode.INTERNAL, "internal error: " + thrown + " (--verbose shows where)");
    }

    /** What a refused request means as an exit code. */
    public static ExitCode exitCodeOf(ErrorCode code) {
        return switch (code) {
            case VALIDATION -> ExitCode.BAD_INPUT;
            case RESOURCE_NOT_FOUND,
                    RESOURCE_IN_USE,
                    CONDITIONAL_CHECK_FAILED,
                    LIMIT_EXCEEDED,
                    TRANSACTION_CANCELED,
                    TRANSACTION_CONFLICT,
                    TRANSACTION_IN_PROGRESS,
                    IDEMPOTENT_PARAMETER_MISMATCH -> ExitCode.NEGATIVE;
            case THROTTLING, PROVISIONED_THROUGHPUT_EXCEEDED, SERVICE_UNAVAILABLE, WRONG_ROUTE -> ExitCode.UNAVAILABLE;
            case OUTCOME_UNKNOWN, REQUEST_EXPIRED -> ExitCode.OUTCOME_UNKNOWN;
            case INTERNAL_SERVER_ERROR -> ExitCode.INTERNAL;
        };
    }

    private static ErrorReport ofStatus(Status status) {
        String description = status.getDescription() == null ? "" : ": " + status.getDescription();
        boolean unreachable =
                status.getCode() == Status.Code.UNAVAILABLE || status.getCode() == Status.Code.DEADLINE_EXCEEDED;
        return new ErrorReport(unreachable ? ExitCode.UNAVAILABLE : ExitCode.INTERNAL, status.getCode() + description);
    }

    private static String ofInputOutput(IOException e) {
        String file = e instanceof FileSystemException system && system.getFile() != null ? system.getFile() : "";
        if (e instanceof NoSuchFileException) {
            return file + ": no such file";
        }
        if (e instanceof AccessDeniedException) {
            return file + ": permission denied";
        }
        if (e instanceof FileAlreadyExistsException) {
            return file + ": is there already";
        }
        return messageOf(e);
    }

    private static String messageOf(Throwable thrown) {
        String message = thrown.getMessage();
        return message == null ? thrown.getClass().getSimpleName() : message;
    }
}
