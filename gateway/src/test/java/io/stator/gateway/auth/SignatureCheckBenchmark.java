package io.stator.gateway.auth;

import io.stator.gateway.http.HttpRequest;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Whether a request that the AWS SDK for Java has signed is its sender's; without the hash of its body. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SignatureCheckBenchmark {
    private final Authentication authentication = Authentication.required(
            id -> Optional.of(SignedRequests.SECRET), InstantSource.fixed(SignedRequests.SIGNED_AT));
    private HttpRequest request = SignedRequests.request("/");
    private byte[] bodyHash = {};

    @Setup
    public void make() throws IOException {
        request = SignedRequests.all().get("SDK for Java v2");
        bodyHash = SignedRequests.hash(request);
    }

    @Benchmark
    public String check() {
        return authentication.accessKeyId(request, bodyHash);
    }
}
