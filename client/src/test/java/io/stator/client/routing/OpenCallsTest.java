package io.stator.client.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Deadline;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.stator.model.ErrorCode;
import io.stator.model.StatorException;
import io.stator.proto.v1.DataGrpc;
import io.stator.proto.v1.GetRequest;
import io.stator.proto.v1.GetResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls with a bug in them: each ends by it, once, and the timer goes on for the others. */
@Timeout(60)
class OpenCallsTest {
    private static final RuntimeException BUG = new IllegalStateException("on purpose");

    private final RoutingSettings settings =
            RoutingSettings.of(List.of("nowhere:1")).withAttemptTimeout(Duration.ofMillis(40));
    private final OpenCalls calls = new OpenCalls(settings.attemptTimeout());
    private final NodeConnections connections =
            new NodeConnections(name -> InProcessChannelBuilder.forName(name).build(), settings.addresses());
    private final CallMachinery machinery =
            new CallMachinery(connections, calls, settings, new Backoff(bound -> 0), new Throttles(), LocalNode.NONE);

    @AfterEach
    void close() {
        connections.close();
        calls.close();
    }

    /** Looked at by the timer. */
    private static class Watched implements OpenCalls.Call {
        final AtomicInteger failures = new AtomicInteger();
        final CountDownLatch looks = new CountDownLatch(5);

        @Override
        public void checkProgress(long nowNanos) {
            looks.countDown();
        }

        @Override
        public void fail(RuntimeException bug) {
            assertThat(bug).isSameAs(BUG);
            failures.incrementAndGet();
        }

        @Override
        public void close() {}
    }

    @Test
    void aCallThatThrowsIsEndedAndNotLookedAtAgain() throws InterruptedException {
        AtomicInteger looksAtBroken = new AtomicInteger();
        Watched broken = new Watched() {
            @Override
            public void checkProgress(long nowNanos) {
                looksAtBroken.incrementAndGet();
                throw BUG;
            }
        };
        Watched sound = new Watched();
        calls.add(broken);
        calls.add(sound);
        assertThat(sound.looks.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(looksAtBroken).hasValue(1);
        assertThat(broken.failures).hasValue(1);
        assertThat(sound.failures).hasValue(0);
    }

    /** It waits for the timer: nobody else would ever end it. */
    @Test
    void aCallWhoseNextRoundThrowsFails() {
        AtomicInteger rounds = new AtomicInteger();
        Destination<GetRequest, GetResponse> broken = new Destination<>() {
            @Override
            public CompletableFuture<Void> newRound() {
                if (rounds.getAndIncrement() > 0) {
                    throw BUG;
                }
                return CompletableFuture.completedFuture(null);
            }

            @Override
            public @org.jspecify.annotations.Nullable Stop<GetRequest> next() {
                return null;
            }

            @Override
            public boolean failed(AttemptFailure failure) {
                return false;
            }

            @Override
            public void slow() {}
        };
        CompletableFuture<GetResponse> answer = RetryingCall.start(
                machinery,
                new RetryingCall.Parts<>(
                        DataGrpc.getGetMethod(), Repeat.HARMLESS, Deadline.after(1, TimeUnit.HOURS), broken));
        assertThatThrownBy(answer::join)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(StatorException.class, error -> {
                    assertThat(error.code()).isEqualTo(ErrorCode.INTERNAL_SERVER_ERROR);
                    assertThat(error).hasCause(BUG);
                });
        assertThat(rounds).hasValue(2);
    }
}
