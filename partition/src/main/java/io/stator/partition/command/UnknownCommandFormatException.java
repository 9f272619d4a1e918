package io.stator.partition.command;

import java.io.IOException;

/** The log holds a command of a newer version than this one knows: to skip it would diverge from the others. */
public final class UnknownCommandFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    UnknownCommandFormatException(int format) {
        super("a command in a partition's log has format " + Integer.toUnsignedString(format)
                + ", written by a newer version of Stator; this one reads up to " + CommandCodec.FORMAT);
    }
}
