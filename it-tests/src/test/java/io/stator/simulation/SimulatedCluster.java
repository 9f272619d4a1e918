package io.stator.simulation;

import com.google.protobuf.ByteString;
import io.stator.model.EncodedKey;
import io.stator.txn.Change;
import io.stator.txn.Conversation;
import io.stator.txn.Intent;
import io.stator.txn.TransactionAnswer;
import io.stator.txn.TransactionMessage;
import io.stator.txn.TransactionRecord;
import io.stator.txn.participant.Anchor;
import io.stator.txn.participant.Evaluation;
import io.stator.txn.participant.ItemEvaluator;
import io.stator.txn.participant.Participant;
import io.stator.txn.participant.TransactionApply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** Partitions, the way to them, who talks to them, and the sweeps that end what was left behind. */
final class SimulatedCluster {
    static final List<EncodedKey> KEYS = keys(4);
    private static final TransactionAnswer APART = new TransactionAnswer.Apart();
    private static final long TICK = 15;
    private static final long SWEEP_EVERY = 40;

    private final SplittableRandom random;
    private final Scheduler scheduler;
    private final Chaos chaos;
    private final Parts parts;
    private final List<SimulatedPartition> partitions = new ArrayList<>();

    /** Conversations under way and, of sweeps, what they are about. */
    private final Map<Session<?>, Object> open = new IdentityHashMap<>();

    private final Invariants invariants = new Invariants(this);

    SimulatedCluster(SplittableRandom random, Scheduler scheduler, Chaos chaos, Parts parts) {
        this.random = random;
        this.scheduler = scheduler;
        this.chaos = chaos;
        this.parts = parts;
        partitions.add(new SimulatedPartition(0, Long.MAX_VALUE));
        int splits = random.nextInt(4);
        for (int split = 0; split < splits; split++) {
            split();
        }
        partitions.forEach(partition -> partition.setSkew(chaos.skew()));
        scheduler.after(SWEEP_EVERY, this::sweep);
    }

    private static List<EncodedKey> keys(int count) {
        List<EncodedKey> keys = new ArrayList<>();
        for (int key = 0; key < count; key++) {
            ByteString name = ByteString.copyFromUtf8("k" + key);
            keys.add(new EncodedKey(1, (long) key << 60, name, ByteString.EMPTY));
        }
        return List.copyOf(keys);
    }

    SimulatedPartition owner(EncodedKey key) {
        for (SimulatedPartition partition : partitions) {
            if (partition.owns(key)) {
                return partition;
            }
        }
        throw new IllegalStateException("nobody owns " + key);
    }

    List<SimulatedPartition> partitions() {
        return partitions;
    }

    Invariants invariants() {
        return invariants;
    }

    void split() {
        EncodedKey at = KEYS.get(1 + random.nextInt(KEYS.size() - 1));
        SimulatedPartition lower = owner(at);
        if (lower.owns(KEYS.get(KEYS.indexOf(at) - 1))) {
            SimulatedPartition upper = parts.split(lower, at);
            upper.setSkew(chaos.skew());
            partitions.add(upper);
        }
    }

    void crashPartition() {
        SimulatedPartition partition = partitions.get(random.nextInt(partitions.size()));
        partition.setDown(true);
        scheduler.after(random.nextLong(1, 150), () -> {
            partition.setDown(false);
            partition.setSkew(chaos.skew());
        });
    }

    /** From now on nothing fails. */
    void heal() {
        partitions.forEach(partition -> {
            partition.setDown(false);
            partition.setSkew(0);
        });
    }

    <R> void start(Session<R> session, Object about) {
        open.put(session, about);
        proceed(session, session.conversation().start(time(session)));
        scheduler.after(TICK, () -> tick(session));
    }

    private long time(Session<?> session) {
        return scheduler.now() + (chaos.isHealed() ? 0 : session.skew());
    }

    private <R> void tick(Session<R> session) {
        if (open.containsKey(session)) {
            proceed(session, session.conversation().tick(time(session)));
            scheduler.after(TICK, () -> tick(session));
        }
    }

    private <R> void proceed(Session<R> session, List<TransactionMessage> messages) {
        messages.forEach(message -> send(session, message));
        R result = session.conversation().result();
        if (session.conversation().isOver()) {
            open.remove(session);
        }
        if (chaos.crashes()) {
            open.remove(session);
            if (random.nextBoolean()) {
                return;
            }
        }
        if (result != null) {
            session.onResult().accept(result);
        }
    }

    private void send(Session<?> session, TransactionMessage message) {
        int copies = chaos.doubles() ? 2 : 1;
        for (int copy = 0; copy < copies; copy++) {
            if (!chaos.loses()) {
                scheduler.after(chaos.delay(message), () -> arrive(session, message));
            }
        }
    }

    private void arrive(Session<?> session, TransactionMessage message) {
        SimulatedPartition partition = owner(message.to());
        if (partition.isDown()) {
            return;
        }
        long stamp = scheduler.now() + partition.skew() - chaos.staleness();
        if (chaos.changesLeader()) {
            partition.setSkew(chaos.skew());
        }
        TransactionAnswer answer;
        try {
            answer = answer(new Proposal(partition, session, Math.max(stamp, 1)), message);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!chaos.loses()) {
            scheduler.after(chaos.delay(message), () -> {
                if (open.containsKey(session)) {
                    proceed(session, session.conversation().answered(message, answer, time(session)));
                }
            });
        }
    }

    /** How a message came to a partition. */
    private record Proposal(SimulatedPartition partition, Session<?> session, long stamp) {}

    private TransactionAnswer answer(Proposal proposal, TransactionMessage message) throws IOException {
        SimulatedPartition partition = proposal.partition();
        Participant participant = parts.participant(partition);
        Anchor anchor = parts.anchor(partition, participant, chaos.retention());
        if (message instanceof TransactionMessage.Look look) {
            return new TransactionAnswer.Seen(partition.value(look.to()), partition.intent(look.to()));
        }
        boolean wasOpen =
                message instanceof TransactionMessage.OfRecord ofRecord && invariants.isOpen(ofRecord.header());
        TransactionAnswer answer;
        if (message instanceof TransactionMessage.Ask ask) {
            answer = anchor.ask(ask);
        } else if (message instanceof TransactionMessage.AskRefusals ask) {
            answer = ownsAll(partition, ask) ? anchor.askRefusals(ask, evaluator(proposal)) : APART;
        } else {
            answer = logged(proposal, (TransactionMessage.Logged) message, new TransactionApply(participant, anchor));
        }
        if (wasOpen && message instanceof TransactionMessage.OfRecord ofRecord) {
            invariants.checkAlive(ofRecord, proposal.stamp());
        }
        invariants.check(message);
        return answer;
    }

    private static TransactionAnswer logged(
            Proposal proposal, TransactionMessage.Logged message, TransactionApply apply) throws IOException {
        SimulatedPartition partition = proposal.partition();
        if (message instanceof TransactionMessage.Write write) {
            return write(proposal, write, apply);
        }
        if (message instanceof TransactionMessage.Execute execute && !ownsAll(partition, execute)) {
            return APART;
        }
        return apply.apply(message, proposal.stamp(), evaluator(proposal));
    }

    private static boolean ownsAll(SimulatedPartition partition, TransactionMessage.OfNearItems message) {
        return message.keys().stream().allMatch(partition::owns);
    }

    private static ItemEvaluator evaluator(Proposal proposal) {
        return key -> proposal.session()
                .operations()
                .get(key)
                .evaluate(proposal.partition().value(key).item());
    }

    private static TransactionAnswer write(Proposal proposal, TransactionMessage.Write write, TransactionApply apply)
            throws IOException {
        SimulatedPartition partition = proposal.partition();
        Session<?> session = proposal.session();
        TransactionAnswer known = partition.answered(session.requestId());
        if (known != null) {
            return known;
        }
        TransactionAnswer answer = apply.blocked(write);
        if (answer == null) {
            answer = new TransactionAnswer.Done();
            Evaluation evaluation = session.operations()
                    .get(write.to())
                    .evaluate(partition.value(write.to()).item());
            Change change = ((Evaluation.Accepted) evaluation).change();
            partition.change(write.to(), change, partition.takeVersion(proposal.stamp()));
        }
        if (!(answer instanceof TransactionAnswer.Blocked)) {
            partition.remember(session.requestId(), answer);
        }
        return answer;
    }

    /** At every leader, from time to time: intents past their deadline, and records that are due. */
    private void sweep() {
        Set<Object> atWork = new HashSet<>(open.values());
        for (SimulatedPartition partition : List.copyOf(partitions)) {
            long time = scheduler.now() + partition.skew();
            for (Intent intent : partition.intents()) {
                if (time > intent.header().deadline() && !partition.isDown() && !atWork.contains(intent)) {
                    recover(parts.resolver(intent), partition, intent);
                }
            }
            for (TransactionRecord record : List.copyOf(partition.records())) {
                if (parts.isDue(record, time) && !partition.isDown() && !atWork.contains(record)) {
                    recover(parts.recordRecovery(record), partition, record);
                }
            }
        }
        scheduler.after(SWEEP_EVERY, this::sweep);
    }

    private void recover(Conversation<Boolean> conversation, SimulatedPartition partition, Object about) {
        start(new Session<>(conversation, Map.of(), "", partition.skew(), done -> {}), about);
    }
}
