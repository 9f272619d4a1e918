package io.stator.partition.replica;

import static io.stator.partition.replica.PartitionFixture.EPOCH;
import static io.stator.partition.replica.PartitionFixture.TABLE;
import static io.stator.partition.replica.PartitionFixture.item;
import static io.stator.partition.replica.PartitionFixture.key;

import com.google.protobuf.ByteString;
import io.stator.model.EncodedKey;
import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.model.ItemSize;
import io.stator.model.expression.Condition;
import io.stator.partition.CommandOutcome;
import io.stator.partition.ItemChange;
import io.stator.partition.ItemWrite;
import io.stator.partition.StepOutcome;
import io.stator.partition.TransactionStep;
import io.stator.partition.command.Command;
import io.stator.partition.command.CommandCodec;
import io.stator.txn.CanonicalOrder;
import io.stator.txn.Change;
import io.stator.txn.CountedIntents;
import io.stator.txn.Intent;
import io.stator.txn.IntentStamp;
import io.stator.txn.RequestToken;
import io.stator.txn.StoredValue;
import io.stator.txn.TransactionAnswer;
import io.stator.txn.TransactionHeader;
import io.stator.txn.TransactionId;
import io.stator.txn.TransactionMessage;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Transactions on two items of a {@link PartitionFixture}, with stamps that the test gives. */
final class TransactionFixture {
    static final Item ONE = item("a", 1).build();
    static final Item TWO = item("b", 1).build();

    /** The anchor is the first of the two on the ring. */
    static final Item FIRST = isFirst(ONE, TWO) ? ONE : TWO;

    static final Item SECOND = FIRST.equals(ONE) ? TWO : ONE;
    static final EncodedKey ANCHOR = key(FIRST);
    static final EncodedKey OTHER = key(SECOND);
    static final RequestToken TOKEN = token("token", "request");

    private final PartitionFixture partition;

    TransactionFixture(PartitionFixture partition) {
        this.partition = partition;
    }

    private static boolean isFirst(Item one, Item two) {
        return CanonicalOrder.KEYS.compare(key(one), key(two)) < 0;
    }

    static RequestToken token(String token, String parameters) {
        return new RequestToken(ByteString.copyFromUtf8(token), ByteString.copyFromUtf8(parameters));
    }

    static TransactionId id(int number) {
        byte[] bytes = new byte[TransactionId.BYTES];
        bytes[0] = (byte) number;
        return new TransactionId(ByteString.copyFrom(bytes));
    }

    static TransactionHeader header(int number, long deadline) {
        return new TransactionHeader(id(number), ANCHOR, deadline);
    }

    /** @param item with its key attributes */
    static ItemChange change(Item item, ItemWrite.@Nullable Action action, @Nullable Condition condition) {
        return new ItemChange(key(item), TABLE.schemaVersion(), action, condition, true, null);
    }

    static ItemChange put(Item item) {
        return change(item, new ItemWrite.Put(ItemCodec.encode(item)), null);
    }

    static ItemChange delete(Item item) {
        return change(item, new ItemWrite.Delete(), null);
    }

    static Item with(Item key, String x) {
        Item.Builder item = Item.builder();
        key.attributes().forEach(item::set);
        return item.set("x", x).build();
    }

    static Change putChange(Item item) {
        return new Change.Put(ItemCodec.encode(item), ItemSize.of(item));
    }

    static TransactionStep prepare(TransactionHeader header, ItemChange change, @Nullable RequestToken token) {
        return new TransactionStep(
                new TransactionMessage.Prepare(header, change.key(), 0, token), EPOCH, List.of(change));
    }

    static TransactionStep prepare(TransactionHeader header, ItemChange change) {
        return prepare(header, change, null);
    }

    static TransactionStep execute(TransactionHeader header, @Nullable RequestToken token, ItemChange... changes) {
        return execute(header, token, CountedIntents.NONE, changes);
    }

    static TransactionStep execute(
            TransactionHeader header, @Nullable RequestToken token, CountedIntents counted, ItemChange... changes) {
        List<EncodedKey> keys = Stream.of(changes).map(ItemChange::key).toList();
        return new TransactionStep(
                new TransactionMessage.Execute(header, keys, token, counted), EPOCH, List.of(changes));
    }

    static TransactionStep askRefusals(TransactionHeader header, @Nullable RequestToken token, ItemChange... changes) {
        List<EncodedKey> keys = Stream.of(changes).map(ItemChange::key).toList();
        return new TransactionStep(new TransactionMessage.AskRefusals(header, keys, token), EPOCH, List.of(changes));
    }

    /** That of the other item. */
    static CountedIntents counted(IntentStamp stamp) {
        return new CountedIntents(Map.of(OTHER, stamp));
    }

    static TransactionStep step(TransactionMessage message) {
        return new TransactionStep(message, EPOCH);
    }

    static byte[] command(TransactionStep step, long stamp) {
        return CommandCodec.encode(new Command.Transaction(step, stamp));
    }

    static StepOutcome.Answered answered(CommandOutcome outcome) {
        return (StepOutcome.Answered) ((CommandOutcome.Stepped) outcome).outcome();
    }

    /** Through the log, alone in its entry. */
    StepOutcome.Answered run(TransactionStep step, long stamp) {
        return answered(partition.replica.append(List.of(command(step, stamp))).get(0));
    }

    TransactionAnswer answer(TransactionStep step, long stamp) {
        return run(step, stamp).answer();
    }

    TransactionAnswer answer(TransactionMessage message, long stamp) {
        return answer(step(message), stamp);
    }

    /** Prepares, which must do. */
    IntentStamp prepared(TransactionStep prepare, long stamp) {
        if (answer(prepare, stamp) instanceof TransactionAnswer.Prepared prepared) {
            return prepared.stamp();
        }
        throw new AssertionError("not prepared");
    }

    TransactionAnswer asked(TransactionMessage message) {
        return asked(step(message));
    }

    TransactionAnswer asked(TransactionStep step) {
        return ((StepOutcome.Answered) partition.partition.step(step).join()).answer();
    }

    private TransactionAnswer.Seen seen(EncodedKey key) {
        return (TransactionAnswer.Seen) asked(new TransactionMessage.Look(key, 0));
    }

    StoredValue value(EncodedKey key) {
        return seen(key).value();
    }

    @Nullable
    Intent intent(EncodedKey key) {
        return seen(key).intent();
    }
}
