package io.stator.server.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.stator.client.routing.WrongRouteException;
import io.stator.model.ErrorCode;
import io.stator.model.StatorException;
import io.stator.proto.v1.PartitionInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class LeaderCallsTest {
    private static final long LONG_MILLIS = 10_000;

    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    private final List<String> asked = new ArrayList<>();

    @AfterEach
    void stop() {
        scheduler.shutdownNow();
    }

    private CompletableFuture<String> call(
            long timeoutMillis, boolean repeatable, Function<String, CompletableFuture<String>> node) {
        return new LeaderCalls(scheduler, timeoutMillis)
                .call(
                        () -> List.of("n1", "n2", "n3"),
                        id -> {
                            asked.add(id);
                            return node.apply(id);
                        },
                        repeatable);
    }

    private static CompletableFuture<String> refused(ErrorCode code) {
        return CompletableFuture.failedFuture(new StatorException(code, code.type()));
    }

    private static CompletableFuture<String> elsewhere(String leader) {
        return CompletableFuture.failedFuture(new WrongRouteException(
                "elsewhere", PartitionInfo.newBuilder().setLeader(leader).build()));
    }

    private static ErrorCode codeOf(CompletableFuture<?> future) {
        try {
            future.join();
        } catch (CompletionException e) {
            return ((StatorException) e.getCause()).code();
        }
        throw new AssertionError("it succeeded");
    }

    @Test
    void aHintIsFollowed() {
        assertThat(call(LONG_MILLIS, false, id -> id.equals("n3") ? done(id) : elsewhere("n3"))
                        .join())
                .isEqualTo("n3");
        assertThat(asked).containsExactly("n1", "n3");
    }

    private static CompletableFuture<String> done(String id) {
        return CompletableFuture.completedFuture(id);
    }

    @Test
    void nodesThatNameEachOtherAreNotAskedForEver() {
        CompletableFuture<String> answer = call(200, false, id -> elsewhere(id.equals("n1") ? "n2" : "n1"));
        assertThat(codeOf(answer)).isEqualTo(ErrorCode.SERVICE_UNAVAILABLE);
        assertThat(asked.subList(0, 3)).containsExactly("n1", "n2", "n3");
        assertThat(asked.size()).isLessThan(30);
    }

    @Test
    void itTriesAgainUntilThereIsALeader() {
        assertThat(call(LONG_MILLIS, false, id -> asked.size() < 8 ? elsewhere("") : done(id))
                        .join())
                .isEqualTo("n2");
        assertThat(asked).containsExactly("n1", "n2", "n3", "n1", "n2", "n3", "n1", "n2");
    }

    @Test
    void aFinalErrorIsTheAnswer() {
        assertThat(codeOf(call(LONG_MILLIS, true, id -> refused(ErrorCode.RESOURCE_IN_USE))))
                .isEqualTo(ErrorCode.RESOURCE_IN_USE);
        assertThat(asked).containsExactly("n1");
    }

    @Test
    void whatMayHaveBeenDoneIsNotDoneTwice() {
        assertThat(codeOf(call(LONG_MILLIS, false, id -> refused(ErrorCode.OUTCOME_UNKNOWN))))
                .isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
        assertThat(asked).containsExactly("n1");
    }

    @Test
    void whatIsRepeatableIs() {
        assertThat(call(LONG_MILLIS, true, id -> id.equals("n1") ? refused(ErrorCode.OUTCOME_UNKNOWN) : done(id))
                        .join())
                .isEqualTo("n2");
    }

    @Test
    void aClosedNodeEndsTheSearch() {
        scheduler.shutdownNow();
        assertThat(codeOf(call(LONG_MILLIS, false, id -> elsewhere("")))).isEqualTo(ErrorCode.SERVICE_UNAVAILABLE);
    }
}
