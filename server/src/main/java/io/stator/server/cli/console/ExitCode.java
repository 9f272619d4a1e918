package io.stator.server.cli.console;

/** What a command's exit code means. Part of the interface: scripts rely on it. */
public enum ExitCode {
    /** Done, and the answer is yes. */
    OK(0, "done"),
    /** The answer is no: a condition failed, nothing was found, digests differ, some items were not imported. */
    NEGATIVE(1, "the answer is no: a condition failed, nothing was found, digests differ, items were refused"),
    /** The command line, a file or a value in it is wrong. Nothing was done. */
    BAD_INPUT(2, "bad usage or bad input"),
    /** The cluster cannot be reached, is overloaded, or cannot be started. Surely nothing was written. */
    UNAVAILABLE(3, "the cluster cannot be reached, started, or is overloaded"),
    /** A write was sent and its answer lost: it may or may not have been applied. */
    OUTCOME_UNKNOWN(4, "a write may or may not have been applied"),
    /** A bug, here or in the server. */
    INTERNAL(5, "an error inside Stator");

    private final int code;
    private final String meaning;

    ExitCode(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    public int code() {
        return code;
    }

    /** In a few words. */
    public String meaning() {
        return meaning;
    }
}
