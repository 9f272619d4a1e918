package io.stator.server.transaction;

import io.stator.model.EncodedKey;
import io.stator.partition.ItemChange;
import io.stator.partition.StepOutcome;
import io.stator.partition.TransactionStep;
import io.stator.partition.WrittenSizes;
import io.stator.txn.TransactionAnswer;
import io.stator.txn.TransactionMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/** Sends one transaction's messages with what it asks of its items, and keeps what those come to. Thread-safe. */
final class RequestSender implements MessageSender {
    private final RoutedSteps steps;
    private final List<ItemChange> changes;
    private final boolean returnSizes;
    private final Map<EncodedKey, ItemChange> byKey = new HashMap<>();
    private final PhaseTimes phases;
    private final Map<EncodedKey, WrittenSizes> sizes = new ConcurrentHashMap<>();

    RequestSender(RoutedSteps steps, Coordination.Request request, PhaseTimes phases) {
        this.steps = steps;
        this.changes = request.changes();
        this.returnSizes = request.returnSizes();
        changes.forEach(change -> byKey.put(change.key(), change));
        this.phases = phases;
    }

    @Override
    public void send(List<TransactionMessage> messages, BiConsumer<TransactionMessage, TransactionAnswer> answered) {
        List<TransactionStep> all = new ArrayList<>(messages.size());
        for (TransactionMessage message : messages) {
            phases.sent(message);
            all.add(new TransactionStep(message, 0, changesOf(message), returnSizes));
        }
        steps.send(all, (step, answer) -> {
            keepSizes(step, answer);
            answered.accept(step.message(), answer.answer());
        });
    }

    private List<ItemChange> changesOf(TransactionMessage message) {
        if (message instanceof TransactionMessage.Prepare prepare) {
            return List.of(changes.get(prepare.item()));
        }
        return message instanceof TransactionMessage.OfNearItems near
                ? near.keys().stream().map(byKey::get).toList()
                : List.of();
    }

    private void keepSizes(TransactionStep step, StepOutcome.Answered answer) {
        for (int i = 0; i < answer.sizes().size() && i < step.changes().size(); i++) {
            sizes.put(step.changes().get(i).key(), answer.sizes().get(i));
        }
    }

    /** In the request's order; empty: they are not known, since none were asked for or an earlier copy of a message was what did it. */
    Optional<List<WrittenSizes>> sizes() {
        List<WrittenSizes> all = new ArrayList<>(changes.size());
        for (ItemChange change : changes) {
            WrittenSizes known = sizes.get(change.key());
            if (known == null) {
                return Optional.empty();
            }
            all.add(known);
        }
        return Optional.of(all);
    }
}
