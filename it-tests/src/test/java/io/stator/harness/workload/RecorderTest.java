package io.stator.harness.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stator.harness.history.Function.Read;
import io.stator.harness.history.Function.Write;
import io.stator.harness.history.History;
import io.stator.harness.history.Operation;
import io.stator.harness.history.Outcome;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RecorderTest {
    private final History history = new History(new AtomicLong()::incrementAndGet);
    private final AtomicInteger processes = new AtomicInteger();
    private final Recorder recorder = new Recorder(history, processes::getAndIncrement);

    @Test
    void aProcessWhoseOperationIsUnknownIsNeverHeardOfAgain() {
        recorder.perform((key, function) -> new Outcome.Done(), "k", new Write("a"));
        recorder.perform((key, function) -> new Outcome.Unknown(), "k", new Write("b"));
        recorder.perform((key, function) -> new Outcome.Failed(), "k", new Read());
        recorder.perform((key, function) -> new Outcome.Found("b"), "k", new Read());
        assertThat(history.operations()).extracting(Operation::process).containsExactly(0, 0, 1, 1);
    }

    @Test
    void anOperationThatEndsInAnExceptionStaysOpen() {
        KeyedSystem failing = (key, function) -> {
            throw new IllegalStateException("no such table");
        };
        assertThatThrownBy(() -> recorder.perform(failing, "k", new Write("a")))
                .isInstanceOf(IllegalStateException.class);
        assertThat(history.operations()).extracting(Operation::outcome).containsExactly(new Outcome.Unknown());
    }
}
