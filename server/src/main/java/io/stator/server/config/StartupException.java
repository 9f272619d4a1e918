package io.stator.server.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why a node cannot start: one clear line for each fault, made for the person who runs it. */
public final class StartupException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> faults;

    public StartupException(List<String> faults) {
        super(String.join("\n", faults));
        this.faults = List.copyOf(faults);
    }

    public StartupException(String fault, @Nullable Throwable cause) {
        super(fault, cause);
        this.faults = List.of(fault);
    }

    public StartupException(String fault) {
        this(fault, null);
    }

    /** What the innermost cause says. */
    public static String rootMessage(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }

    /** One line for each; at least one. */
    public List<String> faults() {
        return faults;
    }
}
