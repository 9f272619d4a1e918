package io.stator.simulation;

import com.google.protobuf.ByteString;
import io.stator.model.EncodedKey;
import io.stator.txn.CanonicalOrder;
import io.stator.txn.Change;
import io.stator.txn.Decision;
import io.stator.txn.Intent;
import io.stator.txn.Refusal;
import io.stator.txn.TransactionHeader;
import io.stator.txn.TransactionId;
import io.stator.txn.TransactionMessage;
import io.stator.txn.TransactionRecord;
import io.stator.txn.coordinator.TransactionOutcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What must hold after every step, seen by one who sees all partitions at once. */
final class Invariants {
    private final SimulatedCluster cluster;
    private final Map<TransactionId, Decision> decisions = new HashMap<>();
    private final Map<TransactionId, Attempt> attempts = new HashMap<>();

    /** What every list was at the last step. */
    private Map<EncodedKey, List<String>> lists = new TreeMap<>(CanonicalOrder.KEYS);

    /** Of each request that is a transaction: its elements, by their keys. */
    private final List<Map<EncodedKey, String>> requests = new ArrayList<>();

    /**
     * @param operations in the order of the request
     * @param failing where a condition did not hold when it began: lists only grow, so it never will
     */
    private record Attempt(Map<EncodedKey, ItemOperation> operations, Set<EncodedKey> failing) {}

    Invariants(SimulatedCluster cluster) {
        this.cluster = cluster;
        SimulatedCluster.KEYS.forEach(key -> lists.put(key, List.of()));
    }

    void requested(Map<EncodedKey, String> elements) {
        requests.add(new LinkedHashMap<>(elements));
    }

    /** Whether a request with these elements was carried out. */
    boolean isDone(Map<EncodedKey, String> elements) {
        return !elements.isEmpty()
                && elements.entrySet().stream()
                        .allMatch(part -> lists.get(part.getKey()).contains(part.getValue()));
    }

    void attempted(TransactionId id, Map<EncodedKey, ItemOperation> operations) {
        Set<EncodedKey> failing = new HashSet<>(operations.keySet());
        failing.removeIf(key -> holds(operations.get(key), lists.get(key)));
        attempts.put(id, new Attempt(operations, failing));
    }

    private static boolean holds(ItemOperation operation, List<String> list) {
        return operation.expected() == null || operation.expected().equals(list);
    }

    /** What a coordinator says did not come to be did not, and the reasons that it gives are so, and all that there are. */
    void told(TransactionId id, TransactionOutcome outcome) {
        boolean isNotDone = outcome instanceof TransactionOutcome.NotDone
                || outcome instanceof TransactionOutcome.Cancelled
                || outcome instanceof TransactionOutcome.TokenUsed;
        if (isNotDone && decisions.get(id) == Decision.COMMITTED) {
            throw new ViolationException("was done, and told as " + outcome);
        }
        if (outcome instanceof TransactionOutcome.Cancelled cancelled) {
            Attempt attempt = attempts.get(id);
            int item = 0;
            for (Map.Entry<EncodedKey, ItemOperation> each :
                    attempt.operations().entrySet()) {
                Refusal refusal = cancelled.refusals().get(item++).orElse(null);
                if (refusal == null && attempt.failing().contains(each.getKey())) {
                    throw new ViolationException("no reason for " + each + " among " + cancelled);
                }
                if (refusal instanceof Refusal.ConditionFailed && holds(each.getValue(), lists.get(each.getKey()))) {
                    throw new ViolationException("a condition that holds, " + each + ", among " + cancelled);
                }
            }
        }
    }

    /** Whether it can still be decided either way. */
    boolean isOpen(TransactionHeader header) {
        return record(header) == null && cluster.owner(header.anchor()).horizon() < header.deadline();
    }

    /** A transaction that was open is ended by its coordinator, or when its deadline is over. */
    void checkAlive(TransactionMessage.OfRecord message, long stamp) {
        if (!isOpen(message.header())
                && !(message instanceof TransactionMessage.Execute)
                && !(message instanceof TransactionMessage.Abort)
                && stamp <= message.header().deadline()) {
            throw new ViolationException("ended alive by " + message);
        }
    }

    /** To be called after every message that went through a log. */
    void check(TransactionMessage message) {
        Map<EncodedKey, List<String>> before = lists;
        lists = new TreeMap<>(CanonicalOrder.KEYS);
        for (EncodedKey key : SimulatedCluster.KEYS) {
            List<String> elements = elements(key);
            if (new HashSet<>(elements).size() != elements.size()) {
                throw new ViolationException("done twice: " + elements);
            }
            lists.put(key, elements);
        }
        if (message instanceof TransactionMessage.OfRecord ofRecord && record(ofRecord.header()) != null) {
            checkDecision(record(ofRecord.header()), before);
        }
        for (Map<EncodedKey, String> request : requests) {
            long done = request.entrySet().stream()
                    .filter(part -> lists.get(part.getKey()).contains(part.getValue()))
                    .count();
            if (done != 0 && done != request.size()) {
                throw new ViolationException("not atomic: " + request.values() + " in " + lists.values());
            }
        }
    }

    /** A decision stays, and when it is made all conditions hold. */
    private void checkDecision(TransactionRecord record, Map<EncodedKey, List<String>> before) {
        Decision decision = record instanceof TransactionRecord.Committed ? Decision.COMMITTED : Decision.ABORTED;
        Decision known = decisions.get(record.header().id());
        if (known != null && known != decision) {
            throw new ViolationException("was " + known + ": " + record);
        }
        decisions.put(record.header().id(), decision);
        if (decision == Decision.COMMITTED && known == null) {
            attempts.get(record.header().id()).operations().forEach((key, operation) -> {
                if (!holds(operation, before.get(key))) {
                    throw new ViolationException("committed on " + before.get(key) + ": " + operation);
                }
            });
        }
    }

    /** The list as it is at this moment: what a strong read would find. */
    List<String> elements(EncodedKey key) {
        SimulatedPartition partition = cluster.owner(key);
        ByteString item = partition.value(key).item();
        Intent intent = partition.intent(key);
        if (intent != null
                && intent.change() instanceof Change.Put put
                && record(intent.header()) instanceof TransactionRecord.Committed committed
                && committed.unconfirmed().has(key, intent.stamp())) {
            item = put.item();
        }
        return ItemOperation.elements(item);
    }

    @Nullable
    TransactionRecord record(TransactionHeader header) {
        return cluster.owner(header.anchor()).record(header.anchor(), header.id());
    }
}
