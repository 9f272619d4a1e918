package io.stator.conformance;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.regions.Region;

/** DynamoDB's protocol by hand, signed, for what the SDK would not send. */
final class PlainHttp {
    static final String JSON = "application/x-amz-json-1.0";

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Set<String> SET_BY_CLIENT = Set.of("host", "content-length");

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LIMIT)
            .build();
    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
    private final Region region;
    private final AwsCredentialsProvider credentials;

    PlainHttp(Region region, AwsCredentialsProvider credentials) {
        this.region = region;
        this.credentials = credentials;
    }

    /** Usual are a POST's target, content type and signature; the case's headers count more. */
    Answer send(URI address, Call call, String body) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("X-Amz-Target", "DynamoDB_20120810." + call.operation());
        headers.put("Content-Type", JSON);
        headers.putAll(call.headers());
        headers.values().removeIf(String::isEmpty);
        boolean signedAsUsual = !call.headers().containsKey("Authorization");
        HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve("/"))
                .timeout(LIMIT)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        (signedAsUsual ? signed(address, headers, body) : headers).forEach(request::header);
        return answer(request.build());
    }

    /** Any request, unsigned. */
    HttpResponse<String> exchange(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private Map<String, String> signed(URI address, Map<String, String> headers, String body) {
        SdkHttpRequest.Builder request =
                SdkHttpRequest.builder().uri(address.resolve("/")).method(SdkHttpMethod.POST);
        headers.forEach(request::putHeader);
        AwsCredentialsIdentity identity = credentials.resolveCredentials();
        SignedRequest signed = signer.sign(input -> input.identity(identity)
                .request(request.build())
                .payload(() -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)))
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "dynamodb")
                .putProperty(AwsV4HttpSigner.REGION_NAME, region.id()));
        Map<String, String> all = new LinkedHashMap<>();
        signed.request().headers().forEach((name, values) -> {
            if (!SET_BY_CLIENT.contains(name.toLowerCase(Locale.ROOT))) {
                all.put(name, values.get(0));
            }
        });
        return all;
    }

    private Answer answer(HttpRequest request) {
        HttpResponse<String> response = exchange(request);
        Map<String, String> headers = new TreeMap<>();
        response.headers().map().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
        Map<String, Object> body = response.body().isEmpty() ? Map.of() : Json.object(response.body());
        if (response.statusCode() == 200) {
            return new Answer(200, "", "", body, headers);
        }
        Map<String, Object> members = new LinkedHashMap<>(body);
        String type = String.valueOf(members.remove("__type"));
        // Both are in use, by different layers of the service.
        String message = List.of("message", "Message").stream()
                .filter(members::containsKey)
                .map(name -> String.valueOf(members.remove(name)))
                .findFirst()
                .orElse("");
        return new Answer(response.statusCode(), type.substring(type.indexOf('#') + 1), message, members, headers);
    }
}
