package io.stator.conformance;

import java.util.Map;

/**
 * What came back.
 *
 * @param status of HTTP
 * @param type of the error, without its namespace; empty for a success
 * @param message of the error; empty for a success
 * @param body members: of the success, or of the error beside its message
 * @param headers in lower case; empty where the SDK does not show them
 */
record Answer(int status, String type, String message, Map<String, Object> body, Map<String, String> headers) {
    boolean succeeded() {
        return type.isEmpty();
    }

    @Override
    public String toString() {
        return (succeeded() ? "answer " + status : "error " + status + " " + type + ": " + message) + " "
                + Json.write(body);
    }
}
