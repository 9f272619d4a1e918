package io.stator.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import io.stator.gateway.auth.Authentication;
import io.stator.gateway.auth.Hashing;
import io.stator.gateway.error.ApiErrorType;
import io.stator.gateway.error.ApiException;
import io.stator.gateway.error.ErrorBody;
import io.stator.gateway.http.AnswerRoom;
import io.stator.gateway.http.HttpAnswer;
import io.stator.gateway.http.HttpHandler;
import io.stator.gateway.http.HttpRequest;
import io.stator.model.ErrorCode;
import io.stator.model.StatorException;
import io.stator.model.json.BoundedJson;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out which operation a request means and who asks, and answers as DynamoDB does, whatever goes wrong. What comes
 * first is what DynamoDB looks at first: method and content type, whether the body is JSON, the operation, the signature,
 * and then the operation's own checks. A body is parsed once: by the operation, or, if it does not come to that, here.
 * Thread-safe.
 */
public final class Gateway implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    private static final String AMAZON_JSON = "application/x-amz-json-1.0";
    private static final String JSON = "application/json";
    private static final String TARGET_PREFIX = "DynamoDB_20120810.";

    /** DynamoDB's answer to what is no call of its API: the tag alone, and this line. */
    private static final byte[] NO_CALL = "<UnknownOperationException/>\n".getBytes(UTF_8);

    /** Own: a body of strangers is looked at up to so many bytes. */
    private static final int LOOKED_AT_BYTES_MAX = 1 << 20;

    /** Own: an id is a UUID; what is longer is none. */
    private static final int INVOCATION_ID_CHARS_MAX = 256;

    /** How long a browser may remember what a preflight said. */
    private static final String PREFLIGHT_SECONDS = "172800";

    private final byte[] health;
    private final Authentication authentication;
    private final Map<String, Served> operations;

    private record Served(ApiOperation operation, ExpectedBytes answers) {}

    /**
     * @param region that this cluster says to be
     * @param operations by their names, such as GetItem
     */
    public Gateway(String region, Authentication authentication, Map<String, ApiOperation> operations) {
        this.health = ("healthy: dynamodb." + region + ".amazonaws.com ").getBytes(UTF_8);
        this.authentication = authentication;
        Map<String, Served> served = new HashMap<>();
        operations.forEach((name, operation) -> served.put(name, new Served(operation, new ExpectedBytes())));
        this.operations = Map.copyOf(served);
    }

    @Override
    public CompletableFuture<HttpAnswer> handle(HttpRequest request, AnswerRoom room) {
        boolean call = request.method().equals("POST");
        String contentType = contentType(request);
        if (!call || (request.body().length > 0 && !contentType.equals(AMAZON_JSON) && !contentType.equals(JSON))) {
            return CompletableFuture.completedFuture(call ? notFound() : withoutCall(request));
        }
        String answerType = contentType.equals(AMAZON_JSON) ? AMAZON_JSON : JSON;
        String name = operationName(request);
        Served served = name == null ? null : operations.get(name);
        CompletableFuture<ApiAnswer> answer;
        try {
            answer = call(request, served, room);
        } catch (RuntimeException error) {
            answer = CompletableFuture.failedFuture(error);
        }
        return answer.handle((done, error) -> {
            if (error != null) {
                return told(name, error, answerType);
            }
            if (served != null) {
                served.answers().saw(done.bytes().length);
            }
            return new HttpAnswer(200, answerType, done.bytes(), done.length(), Map.of());
        });
    }

    private CompletableFuture<ApiAnswer> call(HttpRequest request, @Nullable Served served, AnswerRoom room) {
        String accessKeyId;
        byte[] bodyHash = Hashing.sha256(request.sent());
        try {
            if (served == null) {
                throw new ApiException(ApiErrorType.UNKNOWN_OPERATION, null);
            }
            accessKeyId = authentication.accessKeyId(request, bodyHash);
        } catch (ApiException refusal) {
            requireJson(request.body());
            throw refusal;
        }
        if (request.body().length == 0) {
            throw ApiException.serialization(null);
        }
        reserve(served, room);
        return served.operation()
                .call(new ApiRequest(
                        request.body(),
                        identity(request, accessKeyId, bodyHash),
                        accessKeyId,
                        authentication.proves()));
    }

    /** Before the work: parts of an answer come in while others are waited for, and the first ones are held here. */
    private static void reserve(Served served, AnswerRoom room) {
        if (served.operation().readsItems()) {
            room.allowRefusal();
        }
        if (!room.tryReserve(served.answers().bytes())) {
            throw new StatorException(ErrorCode.SERVICE_UNAVAILABLE, "No room for an answer");
        }
    }

    private static Optional<RequestIdentity> identity(HttpRequest request, String accessKeyId, byte[] bodyHash) {
        String invocation = request.headers().first("amz-sdk-invocation-id");
        if (invocation == null || invocation.isEmpty() || invocation.length() > INVOCATION_ID_CHARS_MAX) {
            return Optional.empty();
        }
        return Optional.of(RequestIdentity.of(accessKeyId, invocation, bodyHash));
    }

    private static HttpAnswer told(@Nullable String operation, Throwable error, String contentType) {
        ErrorBody told = ErrorBody.of(error);
        if (told.bug()) {
            LOG.error("{} failed", operation, error);
        }
        return new HttpAnswer(
                told.type().status(),
                contentType,
                told.json().bytes(),
                told.json().length(),
                Map.of());
    }

    /** Empty if none is said. Parameters, such as the character set, make no difference: JSON is UTF-8. */
    private static String contentType(HttpRequest request) {
        String header = request.headers().first("content-type");
        if (header == null) {
            return "";
        }
        int end = header.indexOf(';');
        return (end < 0 ? header : header.substring(0, end)).trim();
    }

    private static @Nullable String operationName(HttpRequest request) {
        String target = request.headers().first("x-amz-target");
        return target != null && target.startsWith(TARGET_PREFIX) ? target.substring(TARGET_PREFIX.length()) : null;
    }

    private HttpAnswer withoutCall(HttpRequest request) {
        if (request.method().equals("OPTIONS") && request.headers().first("origin") != null) {
            return preflight(request);
        }
        boolean reads = request.method().equals("GET") || request.method().equals("HEAD");
        if (reads && (request.uri().equals("/") || request.uri().startsWith("/?"))) {
            return new HttpAnswer(200, "text/plain", health);
        }
        return notFound();
    }

    private static HttpAnswer notFound() {
        return new HttpAnswer(404, null, NO_CALL);
    }

    /** Whatever a browser asks for is allowed: who may do what is the signature's matter. */
    private static HttpAnswer preflight(HttpRequest request) {
        Map<String, String> headers = new LinkedHashMap<>();
        copy(request, "access-control-request-headers", headers, "Access-Control-Allow-Headers");
        copy(request, "access-control-request-method", headers, "Access-Control-Allow-Methods");
        headers.put("Access-Control-Max-Age", PREFLIGHT_SECONDS);
        return new HttpAnswer(200, null, new byte[0], 0, headers);
    }

    private static void copy(HttpRequest request, String asked, Map<String, String> headers, String allowed) {
        String value = request.headers().first(asked);
        if (value != null) {
            headers.put(allowed, value);
        }
    }

    /** To a body that is no JSON, DynamoDB says so whatever else is wrong. */
    private static void requireJson(byte[] body) {
        if (body.length == 0 || body.length > LOOKED_AT_BYTES_MAX) {
            return;
        }
        try {
            BoundedJson.<Boolean>parse(body, Gateway::skipped);
        } catch (StatorException malformed) {
            throw ApiException.serialization(null);
        }
    }

    private static boolean skipped(JsonParser parser) throws java.io.IOException {
        parser.skipChildren();
        return true;
    }
}
