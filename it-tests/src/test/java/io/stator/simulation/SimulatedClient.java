package io.stator.simulation;

import com.google.protobuf.ByteString;
import io.stator.harness.anomaly.MicroOperation;
import io.stator.harness.anomaly.Transaction.Status;
import io.stator.model.EncodedKey;
import io.stator.txn.CanonicalOrder;
import io.stator.txn.Conversation;
import io.stator.txn.RequestToken;
import io.stator.txn.StoredValue;
import io.stator.txn.TransactionHeader;
import io.stator.txn.TransactionId;
import io.stator.txn.coordinator.TransactionOutcome;
import io.stator.txn.coordinator.TransactionPlan;
import io.stator.txn.read.TransactionalRead;
import io.stator.txn.recovery.BlockedWrite;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** Does one operation after the other, and notes what it saw. */
final class SimulatedClient {
    /** What does not end is given up: its outcome is unknown. */
    private static final long PATIENCE = 700;

    private final SplittableRandom random;
    private final Scheduler scheduler;
    private final Chaos chaos;
    private final Parts parts;
    private final SimulatedCluster cluster;
    private final SimulatedHistory history;
    private final int number;
    private final Map<EncodedKey, List<String>> seen = new HashMap<>();
    private int left;
    private int made;
    private boolean isDone;

    SimulatedClient(Simulation simulation, int number, int operations) {
        this.random = simulation.random();
        this.scheduler = simulation.scheduler();
        this.chaos = simulation.chaos();
        this.parts = simulation.parts();
        this.cluster = simulation.cluster();
        this.history = simulation.history();
        this.number = number;
        this.left = operations;
        scheduler.after(random.nextLong(1, 30), this::next);
    }

    boolean isDone() {
        return isDone;
    }

    void next() {
        if (left-- == 0) {
            isDone = true;
            return;
        }
        switch (random.nextInt(9)) {
            case 0, 1 -> read();
            case 2, 3 -> write();
            case 4 -> transactionalRead();
            default -> transaction();
        }
    }

    /** An operation that ends once: by its result, or by the client's patience. */
    final class Attempt {
        private boolean ended;

        Attempt(Runnable onPatienceOver) {
            scheduler.after(PATIENCE, () -> end(onPatienceOver));
        }

        void end(Runnable action) {
            if (!ended) {
                ended = true;
                action.run();
            }
        }
    }

    void later(Runnable action) {
        scheduler.after(random.nextLong(1, 40), action);
    }

    private <R> void start(
            Conversation<R> conversation, Map<EncodedKey, ItemOperation> operations, Consumer<R> onResult) {
        start(conversation, operations, chaos.skew(), onResult);
    }

    private <R> void start(
            Conversation<R> conversation, Map<EncodedKey, ItemOperation> operations, long skew, Consumer<R> onResult) {
        String requestId = number + "/" + made++;
        cluster.start(new Session<>(conversation, operations, requestId, skew, onResult), requestId);
    }

    private EncodedKey anyKey() {
        return SimulatedCluster.KEYS.get(random.nextInt(SimulatedCluster.KEYS.size()));
    }

    private List<EncodedKey> someKeys(int atMost) {
        List<EncodedKey> keys = new ArrayList<>();
        int count = 1 + random.nextInt(atMost);
        while (keys.size() < count) {
            EncodedKey key = anyKey();
            if (!keys.contains(key)) {
                keys.add(key);
            }
        }
        return keys;
    }

    String newElement() {
        return number + "." + made++;
    }

    static String name(EncodedKey key) {
        return key.partitionKey().toStringUtf8();
    }

    private void read() {
        EncodedKey key = anyKey();
        long invoked = scheduler.moment();
        Attempt attempt = new Attempt(() -> later(this::next));
        start(
                parts.itemRead(key),
                Map.of(),
                value -> attempt.end(() -> {
                    readEnded(invoked, List.of(key), List.of(value));
                    later(this::next);
                }));
    }

    private void readEnded(long invoked, List<EncodedKey> keys, List<StoredValue> values) {
        List<MicroOperation> steps = new ArrayList<>();
        for (int index = 0; index < keys.size(); index++) {
            List<String> elements = ItemOperation.elements(values.get(index).item());
            seen.put(keys.get(index), elements);
            steps.add(new MicroOperation.Read(name(keys.get(index)), elements));
        }
        history.ended(invoked, steps, Status.COMMITTED);
    }

    private void write() {
        EncodedKey key = anyKey();
        String element = newElement();
        long invoked = scheduler.moment();
        List<MicroOperation> steps = List.of(new MicroOperation.Append(name(key), element));
        Attempt attempt = new Attempt(() -> {
            history.ended(invoked, steps, Status.UNKNOWN);
            later(this::next);
        });
        start(
                parts.write(key),
                Map.of(key, ItemOperation.append(element)),
                result -> attempt.end(() -> {
                    history.ended(invoked, steps, status(result));
                    later(this::next);
                }));
    }

    private static Status status(BlockedWrite.Result result) {
        return switch (result) {
            case DONE -> Status.COMMITTED;
            case CONFLICT -> Status.ABORTED;
            case UNKNOWN -> Status.UNKNOWN;
        };
    }

    private void transactionalRead() {
        transactionalRead(someKeys(3), this::next);
    }

    private void transactionalRead(List<EncodedKey> keys, Runnable then) {
        long invoked = scheduler.moment();
        Attempt attempt = new Attempt(() -> later(then));
        start(
                parts.transactionalRead(keys),
                Map.of(),
                result -> attempt.end(() -> {
                    if (result instanceof TransactionalRead.Found found) {
                        readEnded(invoked, keys, found.values());
                    }
                    later(then);
                }));
    }

    /** Conditions are on what the client saw last, which may be just before, or may not hold any more. */
    private void transaction() {
        List<EncodedKey> keys = someKeys(3);
        if (random.nextInt(3) != 0) {
            transactionalRead(keys, () -> transaction(keys));
        } else {
            transaction(keys);
        }
    }

    private void transaction(List<EncodedKey> keys) {
        Map<EncodedKey, ItemOperation> operations = new LinkedHashMap<>();
        for (int index = 0; index < keys.size(); index++) {
            EncodedKey key = keys.get(index);
            boolean appends = index == 0 || random.nextInt(2) != 0;
            List<String> known = seen.get(key);
            boolean checks = known != null && (!appends || random.nextInt(4) == 0);
            if (appends || checks) {
                operations.put(key, new ItemOperation(checks ? known : null, appends ? newElement() : null));
            }
        }
        ByteString token = ByteString.copyFromUtf8("token " + number + " " + made++);
        later(new TransactionRequest(this, operations, token, false)::start);
    }

    private TransactionPlan plan(Map<EncodedKey, ItemOperation> operations, RequestToken token, long skew) {
        ByteBuffer id = ByteBuffer.allocate(TransactionId.BYTES);
        id.putLong(number).putLong(made++).flip();
        List<EncodedKey> keys = List.copyOf(operations.keySet());
        EncodedKey anchor = CanonicalOrder.anchorOf(keys);
        long deadline = scheduler.now() + Parts.TIMEOUT + skew;
        // What a node believes of partitions may be older, or newer, than what is.
        boolean errs = random.nextInt(4) == 0;
        Set<EncodedKey> near = new HashSet<>(Set.of(anchor));
        keys.stream()
                .filter(key ->
                        errs ? random.nextBoolean() : cluster.owner(anchor).owns(key))
                .forEach(near::add);
        TransactionHeader header =
                new TransactionHeader(new TransactionId(ByteString.copyFrom(id)), anchor, Math.max(1, deadline));
        return new TransactionPlan(header, keys, token, near);
    }

    void coordinate(
            Map<EncodedKey, ItemOperation> operations, RequestToken token, Consumer<TransactionOutcome> onOutcome) {
        long skew = chaos.skew();
        TransactionPlan plan = plan(operations, token, skew);
        cluster.invariants().attempted(plan.header().id(), operations);
        start(parts.coordinator(plan), operations, skew, outcome -> {
            cluster.invariants().told(plan.header().id(), outcome);
            onOutcome.accept(outcome);
        });
    }

    void ended(long invoked, List<MicroOperation> steps, Status status) {
        history.ended(invoked, steps, status);
    }

    Scheduler scheduler() {
        return scheduler;
    }

    Invariants invariants() {
        return cluster.invariants();
    }

    boolean isTokenSure() {
        return !chaos.hasWildClocks();
    }

    boolean losesAnswer() {
        return isTokenSure() && random.nextInt(6) == 0;
    }

    boolean misusesToken() {
        return isTokenSure() && random.nextInt(6) == 0;
    }
}
