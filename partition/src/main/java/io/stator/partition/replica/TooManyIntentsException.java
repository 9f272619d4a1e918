package io.stator.partition.replica;

import io.stator.model.ErrorCode;
import io.stator.model.StatorException;

/** A page was not read, since so many intents stand in its range that they cannot be told. */
final class TooManyIntentsException extends StatorException {
    private static final long serialVersionUID = 1L;

    TooManyIntentsException() {
        super(ErrorCode.THROTTLING, "Too many undecided transactions are in the way of a page; try again later");
    }
}
