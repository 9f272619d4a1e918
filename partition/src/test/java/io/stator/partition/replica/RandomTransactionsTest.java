package io.stator.partition.replica;

import static io.stator.partition.replica.PartitionFixture.TABLE;
import static io.stator.partition.replica.PartitionFixture.item;
import static io.stator.partition.replica.PartitionFixture.key;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.stator.model.EncodedKey;
import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.model.ItemSize;
import io.stator.model.ReturnValues;
import io.stator.model.expression.Condition;
import io.stator.partition.CommandOutcome;
import io.stator.partition.ItemChange;
import io.stator.partition.ItemWrite;
import io.stator.partition.TransactionStep;
import io.stator.partition.TransactionTimes;
import io.stator.partition.WriteOutcome;
import io.stator.txn.CanonicalOrder;
import io.stator.txn.Change;
import io.stator.txn.CountedIntents;
import io.stator.txn.Intent;
import io.stator.txn.IntentStamp;
import io.stator.txn.Refusal;
import io.stator.txn.RequestToken;
import io.stator.txn.StoredValue;
import io.stator.txn.TransactionAnswer;
import io.stator.txn.TransactionHeader;
import io.stator.txn.TransactionId;
import io.stator.txn.TransactionMessage;
import io.stator.txn.TransactionMessage.Logged;
import io.stator.txn.participant.Evaluation;
import io.stator.txn.participant.StoreAnchor;
import io.stator.txn.participant.StoreParticipant;
import io.stator.txn.participant.TransactionApply;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A partition answers any sequence of messages as one would that has the same rules over maps. */
class RandomTransactionsTest {
    private static final int ENTRIES = 1_500;
    private static final List<Item> ITEMS =
            Stream.of("a", "b", "c", "d", "e").map(p -> item(p, 1).build()).toList();

    @TempDir
    private Path directory;

    private long seed;
    private Random random = new Random(0);
    private final TransactionModel model = new TransactionModel();
    private final StoreParticipant participant = new StoreParticipant(model);
    private final StoreAnchor anchor = new StoreAnchor(model, participant, TransactionTimes.RETENTION);
    private final TransactionApply rules = new TransactionApply(participant, anchor);
    private final List<Attempt> attempts = new ArrayList<>();
    private long now = 1_000;
    private int checkpoints;

    /** A transaction, and what was answered to its prepares last. */
    private record Attempt(
            TransactionHeader header,
            List<ItemChange> changes,
            @Nullable RequestToken token,
            Map<EncodedKey, IntentStamp> stamps) {

        private EncodedKey someKey(Random random) {
            return changes.get(random.nextInt(changes.size())).key();
        }
    }

    @Test
    void allAnswersAreThoseOfTheModel() throws IOException {
        seed = System.nanoTime();
        System.out.println("RandomTransactionsTest seed " + seed);
        random = new Random(seed);
        try (PartitionFixture fixture = new PartitionFixture(directory.resolve("replica"))) {
            TransactionFixture transactions = new TransactionFixture(fixture);
            for (int entry = 0; entry < ENTRIES; entry++) {
                applyEntry(fixture);
                ask(transactions);
                if (random.nextInt(200) == 0) {
                    Path checkpoint = directory.resolve("checkpoint-" + checkpoints++);
                    fixture.stateMachine.checkpoint(checkpoint);
                    fixture.stateMachine.restore(checkpoint);
                }
            }
            for (Item item : ITEMS) {
                assertThat(transactions.value(key(item))).as("seed %d", seed).isEqualTo(model.value(key(item)));
                assertThat(transactions.intent(key(item))).as("seed %d", seed).isEqualTo(model.intent(key(item)));
            }
        }
    }

    private void applyEntry(PartitionFixture fixture) throws IOException {
        List<byte[]> commands = new ArrayList<>();
        List<Object> expected = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            now += random.nextInt(3) == 0 ? random.nextInt(400) : 1;
            // Now and then all is over, tokens too.
            now += random.nextInt(150) == 0 ? TransactionTimes.RETENTION.committed() : 0;
            // Of another leader, whose clock may be behind.
            long stamp = now - (random.nextInt(5) == 0 ? random.nextInt(300) : 0);
            if (random.nextInt(4) == 0) {
                ItemWrite write = randomWrite();
                commands.add(PartitionFixture.command(write, stamp));
                expected.add(written(write, stamp));
            } else {
                TransactionStep step = randomStep();
                commands.add(TransactionFixture.command(step, stamp));
                expected.add(stepped(step, stamp));
            }
        }
        List<Object> outcomes = new ArrayList<>();
        for (CommandOutcome outcome : fixture.replica.append(commands)) {
            outcomes.add(
                    outcome instanceof CommandOutcome.Written written
                            ? written.outcome()
                            : TransactionFixture.answered(outcome).answer());
        }
        assertThat(outcomes).as("seed %d", seed).isEqualTo(expected);
    }

    private ItemWrite randomWrite() {
        Item item = randomItem();
        ItemWrite.Action action =
                random.nextInt(3) == 0 ? new ItemWrite.Delete() : new ItemWrite.Put(ItemCodec.encode(item));
        ItemWrite write = PartitionFixture.write(item, action, null, ReturnValues.NONE);
        return random.nextInt(3) == 0 ? write.withLastAttempt() : write;
    }

    private Item randomItem() {
        Item key = ITEMS.get(random.nextInt(ITEMS.size()));
        return TransactionFixture.with(key, "x" + random.nextInt(1_000));
    }

    private WriteOutcome written(ItemWrite write, long stamp) {
        Intent standing = model.intent(write.key());
        if (standing != null) {
            return write.lastAttempt() ? new WriteOutcome.Conflicted() : new WriteOutcome.Blocked(standing);
        }
        Change change = change(write.action(), model.value(write.key()));
        if (!(change instanceof Change.Nothing)) {
            model.change(write.key(), change, model.takeVersion(stamp));
        }
        return new WriteOutcome.Done(null);
    }

    private static Change change(ItemWrite.@Nullable Action action, StoredValue there) {
        if (action instanceof ItemWrite.Put put) {
            return new Change.Put(put.item(), ItemSize.of(ItemCodec.decode(put.item())));
        }
        return action == null || there.item() == null ? new Change.Nothing() : new Change.Delete();
    }

    private TransactionAnswer stepped(TransactionStep step, long stamp) throws IOException {
        TransactionAnswer answer = rules.apply((Logged) step.message(), stamp, key -> evaluate(step.changes(), key));
        if (answer instanceof TransactionAnswer.Prepared prepared) {
            TransactionMessage.Prepare prepare = (TransactionMessage.Prepare) step.message();
            attempts.stream()
                    .filter(attempt -> attempt.header().equals(prepare.header()))
                    .forEach(attempt -> attempt.stamps().put(prepare.to(), prepared.stamp()));
        }
        return answer;
    }

    private Evaluation evaluate(List<ItemChange> changes, EncodedKey key) {
        ItemChange change = changes.stream()
                .filter(each -> each.key().equals(key))
                .findFirst()
                .orElseThrow();
        StoredValue there = model.value(key);
        Long expected = change.expectedVersion();
        if (expected != null && expected != (there.item() == null ? 0 : there.version())) {
            return new Evaluation.Rejected(new Refusal.Conflict());
        }
        if (change.condition() != null && there.item() == null) {
            return new Evaluation.Rejected(new Refusal.ConditionFailed(null));
        }
        return new Evaluation.Accepted(change(change.action(), there));
    }

    private TransactionStep randomStep() {
        if (attempts.isEmpty() || random.nextInt(4) == 0) {
            attempts.add(randomAttempt());
        }
        int newest = attempts.size() - 1 - random.nextInt(Math.min(attempts.size(), 6));
        Attempt attempt = attempts.get(newest);
        TransactionHeader header = attempt.header();
        EncodedKey key = attempt.someKey(random);
        IntentStamp stamp = attempt.stamps().getOrDefault(key, new IntentStamp(1));
        return switch (random.nextInt(11)) {
            case 0, 1, 2 -> prepare(attempt);
            case 3 -> execute(attempt);
            case 4, 5 -> decide(attempt);
            case 6 -> TransactionFixture.step(new TransactionMessage.Abort(header));
            case 7 -> TransactionFixture.step(new TransactionMessage.Commit(key, header.id(), stamp));
            case 8 ->
                TransactionFixture.step(
                        new TransactionMessage.Drop(key, header.id(), random.nextBoolean() ? stamp : null));
            case 9 -> TransactionFixture.step(new TransactionMessage.Resolve(header, key, stamp));
            default ->
                TransactionFixture.step(
                        random.nextBoolean()
                                ? new TransactionMessage.Confirm(header, List.of(key))
                                : new TransactionMessage.Remove(header));
        };
    }

    private Attempt randomAttempt() {
        List<Item> items = new ArrayList<>(ITEMS);
        Collections.shuffle(items, random);
        List<ItemChange> changes = new ArrayList<>();
        for (Item item : items.subList(0, 1 + random.nextInt(3))) {
            changes.add(randomChange(item));
        }
        EncodedKey first =
                CanonicalOrder.anchorOf(changes.stream().map(ItemChange::key).toList());
        byte[] id = new byte[16];
        random.nextBytes(id);
        TransactionHeader header =
                new TransactionHeader(new TransactionId(ByteString.copyFrom(id)), first, now + random.nextInt(3_000));
        RequestToken token = random.nextInt(3) == 0
                ? TransactionFixture.token("token " + random.nextInt(4), "request " + random.nextInt(2))
                : null;
        return new Attempt(header, changes, token, new HashMap<>());
    }

    private ItemChange randomChange(Item key) {
        Item item = TransactionFixture.with(key, "t" + random.nextInt(1_000));
        ItemWrite.Action action = switch (random.nextInt(4)) {
            case 0 -> null;
            case 1 -> new ItemWrite.Delete();
            default -> new ItemWrite.Put(ItemCodec.encode(item));
        };
        Condition condition = random.nextInt(4) == 0 ? Condition.attributeExists("p") : null;
        Long version = null;
        if (random.nextInt(4) == 0) {
            StoredValue there = model.value(key(key));
            version = there.item() == null || random.nextInt(4) == 0 ? 0L : (Long) there.version();
        }
        return new ItemChange(key(key), TABLE.schemaVersion(), action, condition, true, version);
    }

    private TransactionStep prepare(Attempt attempt) {
        ItemChange change =
                attempt.changes().get(random.nextInt(attempt.changes().size()));
        return TransactionFixture.prepare(attempt.header(), change, attempt.token());
    }

    private static TransactionStep execute(Attempt attempt) {
        return TransactionFixture.execute(
                attempt.header(), attempt.token(), attempt.changes().toArray(ItemChange[]::new));
    }

    /** The anchor's part, with all that was prepared of the others. */
    private static TransactionStep decide(Attempt attempt) {
        EncodedKey anchor = attempt.header().anchor();
        ItemChange change = attempt.changes().stream()
                .filter(each -> each.key().equals(anchor))
                .findFirst()
                .orElseThrow();
        CountedIntents counted = new CountedIntents(attempt.stamps()).without(List.of(anchor));
        return TransactionFixture.execute(attempt.header(), attempt.token(), counted, change);
    }

    private void ask(TransactionFixture transactions) throws IOException {
        if (attempts.isEmpty()) {
            return;
        }
        Attempt attempt = attempts.get(random.nextInt(attempts.size()));
        EncodedKey key = attempt.someKey(random);
        IntentStamp stamp = Objects.requireNonNullElse(attempt.stamps().get(key), new IntentStamp(1));
        TransactionMessage.Ask ask = new TransactionMessage.Ask(attempt.header(), key, stamp, 0);
        assertThat(transactions.asked(ask)).as("seed %d", seed).isEqualTo(anchor.ask(ask));
        RequestToken token = TransactionFixture.token("token " + random.nextInt(4), "request " + random.nextInt(2));
        TransactionStep refusals = TransactionFixture.askRefusals(
                attempt.header(),
                random.nextBoolean() ? token : null,
                attempt.changes().toArray(ItemChange[]::new));
        assertThat(transactions.asked(refusals))
                .as("seed %d", seed)
                .isEqualTo(anchor.askRefusals((TransactionMessage.AskRefusals) refusals.message(), each -> {
                    return evaluate(refusals.changes(), each);
                }));
        assertThat(transactions.asked(new TransactionMessage.Look(key, 1)))
                .as("seed %d", seed)
                .isEqualTo(new TransactionAnswer.Seen(model.value(key), model.intent(key)));
    }
}
