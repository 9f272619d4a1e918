package io.stator.server.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.stator.model.EncodedKey;
import io.stator.partition.StepOutcome;
import io.stator.partition.TransactionStep;
import io.stator.server.Eventually;
import io.stator.txn.TransactionAnswer;
import io.stator.txn.TransactionHeader;
import io.stator.txn.TransactionId;
import io.stator.txn.TransactionMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LateStepsTest {
    private static final EncodedKey KEY = new EncodedKey(1, 1, ByteString.copyFromUtf8("k"), ByteString.EMPTY);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final List<List<TransactionStep>> sent = new CopyOnWriteArrayList<>();
    private final LateSteps late = new LateSteps(
            (steps, answered) -> {
                sent.add(steps);
                steps.forEach(step ->
                        answered.accept(step, new StepOutcome.Answered(new TransactionAnswer.Done(), List.of())));
            },
            timer);

    @AfterEach
    void close() {
        timer.shutdownNow();
    }

    private static TransactionStep confirm() {
        TransactionHeader header = new TransactionHeader(new TransactionId(ByteString.copyFrom(new byte[16])), KEY, 1);
        return new TransactionStep(new TransactionMessage.Confirm(header, List.of(KEY)), 0, List.of());
    }

    @Test
    void whatCanWaitGoesTogetherAndEachIsAnswered() {
        AtomicInteger answers = new AtomicInteger();
        // Equal ones, as two copies are: each has its own answer.
        for (int i = 0; i < LateSteps.STEPS_MAX + 2; i++) {
            late.send(confirm(), (step, answer) -> answers.incrementAndGet());
        }
        Eventually.await(Duration.ofSeconds(30), "all are answered", () -> answers.get() == LateSteps.STEPS_MAX + 2);
        List<Integer> sizes = new ArrayList<>();
        sent.forEach(steps -> sizes.add(steps.size()));
        assertThat(sizes.stream().mapToInt(Integer::intValue).sum()).isEqualTo(LateSteps.STEPS_MAX + 2);
        assertThat(Collections.max(sizes)).isLessThanOrEqualTo(LateSteps.STEPS_MAX);
        assertThat(sizes.size()).isLessThan(LateSteps.STEPS_MAX);
    }

    @Test
    void nothingIsLostWhileTheNodeCloses() {
        timer.shutdownNow();
        AtomicInteger answers = new AtomicInteger();
        late.send(confirm(), (step, answer) -> answers.incrementAndGet());
        assertThat(answers).hasValue(1);
    }

    @Test
    void onlyWhatNobodyWaitsForCanWait() {
        assertThat(LateSteps.canWait(confirm().message())).isTrue();
        assertThat(LateSteps.canWait(new TransactionMessage.Look(KEY, 0))).isFalse();
    }
}
