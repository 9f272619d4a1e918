package io.stator.gateway;

import io.stator.gateway.json.JsonBytes;

/**
 * JSON that is the answer to a call that succeeded.
 *
 * @param bytes holds the JSON from its start on; not to be changed any more
 * @param length of the JSON in bytes
 */
public record ApiAnswer(byte[] bytes, int length) {
    public ApiAnswer {
        if (length < 0 || length > bytes.length) {
            throw new IllegalArgumentException("length " + length + " of " + bytes.length + " bytes");
        }
    }

    public static ApiAnswer of(JsonBytes json) {
        return new ApiAnswer(json.bytes(), json.length());
    }
}
