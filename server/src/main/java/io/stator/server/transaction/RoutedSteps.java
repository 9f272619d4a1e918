package io.stator.server.transaction;

import io.stator.catalog.PartitionRecord;
import io.stator.client.routing.RoutedCalls;
import io.stator.model.StatorException;
import io.stator.partition.StepOutcome;
import io.stator.partition.TransactionStep;
import io.stator.partition.command.TransactionAnswerCodec;
import io.stator.partition.command.TransactionStepCodec;
import io.stator.proto.v1.TransactionStepsResponse;
import io.stator.server.replica.Places;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends messages of transactions to the leaders of their partitions, those for one partition together. Thread-safe. */
public final class RoutedSteps {
    private static final Logger LOG = LoggerFactory.getLogger(RoutedSteps.class);
    private static final Duration TIMEOUT = Duration.ofMillis(ConversationTiming.RESEND_MILLIS);
    /** Of a partition that is not known yet: the routing will find it. */
    private static final long UNKNOWN = 0;

    private final Places places;
    private final LateSteps late;
    private volatile @Nullable RoutedCalls routed;

    /** @param timer sends what can wait */
    public RoutedSteps(Places places, ScheduledExecutorService timer) {
        this.places = places;
        this.late = new LateSteps(this::sendNow, timer);
    }

    /** Before anything is sent: the routing knows what this node serves, which needs this in turn. */
    public void connect(RoutedCalls calls) {
        routed = calls;
    }

    /** @param answered is told each answer, on any thread; a step that is lost has none */
    void send(List<TransactionStep> steps, BiConsumer<TransactionStep, StepOutcome.Answered> answered) {
        List<TransactionStep> now = new ArrayList<>(steps.size());
        for (TransactionStep step : steps) {
            if (LateSteps.canWait(step.message())) {
                late.send(step, answered);
            } else {
                now.add(step);
            }
        }
        if (!now.isEmpty()) {
            sendNow(now, answered);
        }
    }

    /** As {@link #send}, whatever they are. */
    void sendNow(List<TransactionStep> steps, BiConsumer<TransactionStep, StepOutcome.Answered> answered) {
        Map<Long, List<TransactionStep>> byPartition = new LinkedHashMap<>();
        for (TransactionStep step : steps) {
            long partition = places.owner(step.message().to().position())
                    .map(PartitionRecord::id)
                    .orElse(UNKNOWN);
            byPartition.computeIfAbsent(partition, id -> new ArrayList<>()).add(step);
        }
        byPartition.values().forEach(together -> sendTogether(together, answered));
    }

    private void sendTogether(List<TransactionStep> steps, BiConsumer<TransactionStep, StepOutcome.Answered> answered) {
        RoutedCalls calls = Objects.requireNonNull(routed, "connected before the node serves");
        calls.transactionSteps(
                        steps.get(0).message().to().position(),
                        steps.stream().map(TransactionStepCodec::toProto).toList(),
                        TIMEOUT)
                .whenComplete((response, failure) -> {
                    if (failure == null) {
                        answered(steps, response, answered);
                    } else {
                        LOG.debug("messages of transactions are lost, and sent again: {}", failure.toString());
                    }
                });
    }

    private static void answered(
            List<TransactionStep> steps,
            TransactionStepsResponse response,
            BiConsumer<TransactionStep, StepOutcome.Answered> answered) {
        for (int i = 0; i < steps.size() && i < response.getAnswersCount(); i++) {
            StepOutcome.Answered answer;
            try {
                answer = TransactionAnswerCodec.fromProto(response.getAnswers(i));
            } catch (StatorException unreadable) {
                LOG.warn("an answer of another version is taken for lost", unreadable);
                continue;
            }
            answered.accept(steps.get(i), answer);
        }
    }
}
