package io.stator.simulation;

import com.google.protobuf.ByteString;
import io.stator.model.EncodedKey;
import io.stator.txn.Change;
import io.stator.txn.Decision;
import io.stator.txn.Intent;
import io.stator.txn.TransactionId;
import io.stator.txn.TransactionMessage;
import io.stator.txn.TransactionRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What must hold after every step, seen by one who sees all partitions at once. */
final class Invariants {
    private final SimulatedCluster cluster;
    private final Map<TransactionId, Decision> decisions = new HashMap<>();

    /** Of each request that is a transaction: its elements, by their keys. */
    private final List<Map<EncodedKey, String>> requests = new ArrayList<>();

    Invariants(SimulatedCluster cluster) {
        this.cluster = cluster;
    }

    void requested(Map<EncodedKey, String> elements) {
        requests.add(new LinkedHashMap<>(elements));
    }

    /** An undecided transaction is aborted by its coordinator, or when its deadline is over. */
    void checkStep(
            List<TransactionRecord> before, SimulatedPartition partition, TransactionMessage message, long stamp) {
        for (TransactionRecord old : before) {
            if (old instanceof TransactionRecord.Begun
                    && partition.record(old.header().anchor(), old.header().id()) instanceof TransactionRecord.Aborted
                    && !(message instanceof TransactionMessage.Abort)
                    && stamp <= old.header().deadline()) {
                throw new ViolationException("aborted alive: " + old + " by " + message);
            }
        }
    }

    void check() {
        for (SimulatedPartition partition : cluster.partitions()) {
            partition.records().forEach(this::checkDecision);
        }
        Map<EncodedKey, List<String>> lists = new LinkedHashMap<>();
        for (EncodedKey key : SimulatedCluster.KEYS) {
            List<String> elements = elements(key);
            if (new HashSet<>(elements).size() != elements.size()) {
                throw new ViolationException("done twice: " + elements);
            }
            lists.put(key, elements);
        }
        for (Map<EncodedKey, String> request : requests) {
            long done = request.entrySet().stream()
                    .filter(part -> lists.get(part.getKey()).contains(part.getValue()))
                    .count();
            if (done != 0 && done != request.size()) {
                throw new ViolationException("not atomic: " + request + " in " + lists);
            }
        }
    }

    private void checkDecision(TransactionRecord record) {
        Decision decision = record instanceof TransactionRecord.Committed
                ? Decision.COMMITTED
                : record instanceof TransactionRecord.Aborted ? Decision.ABORTED : null;
        Decision known = decisions.get(record.header().id());
        if (known != null && known != decision) {
            throw new ViolationException("was " + known + ": " + record);
        }
        if (decision != null) {
            decisions.put(record.header().id(), decision);
        }
    }

    /** The list as it is at this moment: what a strong read would find. */
    List<String> elements(EncodedKey key) {
        SimulatedPartition partition = cluster.owner(key);
        ByteString item = partition.value(key).item();
        Intent intent = partition.intent(key);
        if (intent != null
                && intent.change() instanceof Change.Put put
                && record(intent) instanceof TransactionRecord.Committed committed
                && committed.unconfirmed().has(key, intent.stamp())) {
            item = put.item();
        }
        return ItemOperation.elements(item);
    }

    private TransactionRecord record(Intent intent) {
        EncodedKey anchor = intent.header().anchor();
        return cluster.owner(anchor).record(anchor, intent.header().id());
    }
}
