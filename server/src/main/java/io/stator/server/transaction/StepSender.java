package io.stator.server.transaction;

import io.stator.partition.TransactionStep;
import io.stator.txn.TransactionAnswer;
import io.stator.txn.TransactionMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** Sends messages that ask nothing of items: those of reads and of recovery. Thread-safe. */
public record StepSender(RoutedSteps steps) implements MessageSender {
    @Override
    public void send(List<TransactionMessage> messages, BiConsumer<TransactionMessage, TransactionAnswer> answered) {
        List<TransactionStep> all = new ArrayList<>(messages.size());
        for (TransactionMessage message : messages) {
            all.add(new TransactionStep(message, 0, List.of()));
        }
        steps.send(all, (step, answer) -> answered.accept(step.message(), answer.answer()));
    }
}
