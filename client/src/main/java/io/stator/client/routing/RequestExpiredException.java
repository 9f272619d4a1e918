package io.stator.client.routing;

import io.stator.model.ErrorCode;
import io.stator.model.StatorException;

/** This attempt of a write was not applied: it came too late for the partition to know an earlier one. */
public final class RequestExpiredException extends StatorException {
    private static final long serialVersionUID = 1L;

    private final long writeCount;

    /** @param writeCount the partition's */
    public RequestExpiredException(long writeCount) {
        this(
                "Not applied; so many writes came since it was first sent that an earlier attempt may be forgotten",
                writeCount);
    }

    RequestExpiredException(String message, long writeCount) {
        super(ErrorCode.REQUEST_EXPIRED, message);
        this.writeCount = writeCount;
    }

    public long writeCount() {
        return writeCount;
    }
}
