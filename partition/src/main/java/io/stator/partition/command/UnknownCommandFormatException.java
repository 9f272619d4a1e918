package io.stator.partition.command;

import java.io.IOException;

/** The log holds a command that another version wrote and this one does not know: to skip it would diverge from the others. */
public final class UnknownCommandFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    private UnknownCommandFormatException(String message) {
        super(message);
    }

    static UnknownCommandFormatException newer(int format) {
        return new UnknownCommandFormatException(
                "a command in a partition's log has format " + Integer.toUnsignedString(format)
                        + ", written by a newer version of Stator; this one reads up to " + CommandCodec.FORMAT);
    }

    static UnknownCommandFormatException older(int format) {
        return new UnknownCommandFormatException("a transaction in a partition's log has format " + format
                + ", written by an older version of Stator; this one reads its transactions from "
                + CommandCodec.FORMAT);
    }
}
