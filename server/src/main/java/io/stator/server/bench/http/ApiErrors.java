package io.stator.server.bench.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.stator.model.ErrorCode;
import io.stator.model.StatorException;
import java.io.IOException;
import java.util.Arrays;

/** DynamoDB's errors as a benchmark counts them. Stateless. */
public final class ApiErrors {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int INTERNAL_ERROR = 500;
    private static final int UNAVAILABLE = 503;

    private ApiErrors() {}

    /**
     * @param type without what stands before its '#'
     * @param message of the answer; may be empty
     */
    public static StatorException of(int status, String type, String message) {
        return new StatorException(code(status, type), status + " " + type + ": " + message);
    }

    /** @param body of an answer whose status is not 200, as far as it can be read */
    static StatorException of(int status, byte[] body) {
        String type = "";
        String message = "";
        try (JsonParser parser = JSON.createParser(body)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                String text = parser.getValueAsString("");
                if (name.equals("__type")) {
                    type = text.substring(text.indexOf('#') + 1);
                } else if (name.equalsIgnoreCase("message")) {
                    message = text;
                }
                parser.skipChildren();
            }
        } catch (IOException noJson) {
            return of(status, "no JSON", String.valueOf(noJson.getMessage()));
        }
        return of(status, type, message);
    }

    private static ErrorCode code(int status, String type) {
        if (type.equals("ProvisionedThroughputExceededException")) {
            return ErrorCode.THROTTLING;
        }
        return Arrays.stream(ErrorCode.values())
                .filter(code -> code.type().equals(type))
                .findFirst()
                .orElse(
                        status == UNAVAILABLE
                                ? ErrorCode.SERVICE_UNAVAILABLE
                                : status >= INTERNAL_ERROR ? ErrorCode.INTERNAL_SERVER_ERROR : ErrorCode.VALIDATION);
    }
}
