package io.stator.conformance;

import java.util.Map;

/**
 * One request. Names beginning in {@code @} are not replaced yet.
 *
 * @param operation as the API names it: PutItem
 * @param body loose JSON; sent as it is on the raw road
 * @param road how it is sent
 * @param headers on the raw road, beside or instead of the usual ones; an empty value leaves a usual one out
 */
record Call(String operation, String body, Road road, Map<String, String> headers) {
    enum Road {
        /** Through a client of the AWS SDK. */
        SDK,

        /** Plain HTTP, for what the SDK refuses to send or does not show. */
        RAW
    }

    static Call sdk(String operation, String body) {
        return new Call(operation, body, Road.SDK, Map.of());
    }
}
