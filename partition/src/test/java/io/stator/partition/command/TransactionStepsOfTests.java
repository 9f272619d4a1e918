package io.stator.partition.command;

import com.google.protobuf.ByteString;
import io.stator.model.AttributeValue;
import io.stator.model.EncodedKey;
import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.model.KeyCodec;
import io.stator.model.expression.Condition;
import io.stator.model.expression.UpdateAction;
import io.stator.partition.ItemChange;
import io.stator.partition.ItemWrite;
import io.stator.partition.TransactionStep;
import io.stator.txn.CanonicalOrder;
import io.stator.txn.CountedIntents;
import io.stator.txn.IntentStamp;
import io.stator.txn.RequestToken;
import io.stator.txn.TransactionHeader;
import io.stator.txn.TransactionId;
import io.stator.txn.TransactionMessage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A message of each kind, with all that it can say. */
final class TransactionStepsOfTests {
    static final EncodedKey WITH_SORT_KEY = key(3, "a", KeyCodec.encode(AttributeValue.number(1)));
    static final EncodedKey WITHOUT = key(4, "b", ByteString.EMPTY);
    static final EncodedKey ANCHOR = CanonicalOrder.anchorOf(List.of(WITH_SORT_KEY, WITHOUT));
    static final TransactionId ID = new TransactionId(ByteString.copyFromUtf8("sixteen bytes id"));
    static final TransactionHeader HEADER = new TransactionHeader(ID, ANCHOR, 0x3132333435363738L);
    static final RequestToken TOKEN =
            new RequestToken(ByteString.copyFromUtf8("token"), ByteString.copyFromUtf8("hash"));
    static final IntentStamp STAMP = new IntentStamp(0x1112131415161718L);
    private static final long EPOCH = 3;

    private TransactionStepsOfTests() {}

    private static EncodedKey key(long tableId, String p, ByteString sortKey) {
        ByteString partitionKey = KeyCodec.encode(new AttributeValue.S(p));
        return new EncodedKey(tableId, KeyCodec.token(tableId, partitionKey), partitionKey, sortKey);
    }

    static Map<String, TransactionStep> logged() {
        ByteString item =
                ItemCodec.encode(Item.builder().set("p", "a").set("s", 1).build());
        ItemWrite.Action update = new ItemWrite.Update(
                item, List.of(UpdateAction.set("x", AttributeValue.number(1)), UpdateAction.remove("y")));
        Condition condition = Condition.attributeNotExists("p");
        EncodedKey other = ANCHOR.equals(WITHOUT) ? WITH_SORT_KEY : WITHOUT;
        ItemChange put = new ItemChange(ANCHOR, 2, new ItemWrite.Put(item), condition, true, 0L);
        ItemChange updated = new ItemChange(ANCHOR, 2, update, null, false, null);
        ItemChange deleted = new ItemChange(other, 1, new ItemWrite.Delete(), null, false, 0x2122232425262728L);
        ItemChange checked = new ItemChange(other, 1, null, condition, true, null);

        Map<String, TransactionStep> steps = new LinkedHashMap<>();
        steps.put("prepare-put", prepare(put, 0, true));
        steps.put("prepare-update", prepare(updated, 1, false));
        steps.put("prepare-delete", prepare(deleted, 2, false));
        steps.put("prepare-check", prepare(checked, 99, false));
        steps.put(
                "execute",
                new TransactionStep(
                        new TransactionMessage.Execute(HEADER, List.of(other, ANCHOR), TOKEN, CountedIntents.NONE),
                        EPOCH,
                        List.of(checked, put)));
        steps.put(
                "execute-without-token",
                new TransactionStep(
                        new TransactionMessage.Execute(HEADER, List.of(ANCHOR), null, CountedIntents.NONE),
                        EPOCH,
                        List.of(updated)));
        steps.put("execute-without-sizes", steps.get("execute-without-token").withoutSizes());
        steps.put(
                "execute-with-counted",
                new TransactionStep(
                        new TransactionMessage.Execute(
                                HEADER, List.of(ANCHOR), null, new CountedIntents(Map.of(other, STAMP))),
                        EPOCH,
                        List.of(updated)));
        steps.put("abort", step(new TransactionMessage.Abort(HEADER)));
        steps.put("commit", step(new TransactionMessage.Commit(other, ID, STAMP)));
        steps.put("drop", step(new TransactionMessage.Drop(other, ID, STAMP)));
        steps.put("drop-any", step(new TransactionMessage.Drop(ANCHOR, ID, null)));
        steps.put("resolve", step(new TransactionMessage.Resolve(HEADER, other, STAMP)));
        steps.put("confirm", step(new TransactionMessage.Confirm(HEADER, List.of(other, ANCHOR))));
        steps.put("remove", step(new TransactionMessage.Remove(HEADER)));
        return steps;
    }

    static List<TransactionStep> asked() {
        EncodedKey other = ANCHOR.equals(WITHOUT) ? WITH_SORT_KEY : WITHOUT;
        ItemChange checked = new ItemChange(other, 1, null, Condition.attributeNotExists("p"), true, null);
        ItemChange deleted = new ItemChange(ANCHOR, 2, new ItemWrite.Delete(), null, false, 7L);
        return List.of(
                step(new TransactionMessage.Ask(HEADER, WITHOUT, STAMP, 5)),
                new TransactionStep(
                        new TransactionMessage.AskRefusals(HEADER, List.of(other, ANCHOR), TOKEN),
                        EPOCH,
                        List.of(checked, deleted)),
                new TransactionStep(
                        new TransactionMessage.AskRefusals(HEADER, List.of(ANCHOR), null), EPOCH, List.of(deleted)),
                step(new TransactionMessage.Look(WITH_SORT_KEY, -1)));
    }

    private static TransactionStep prepare(ItemChange change, int item, boolean hasToken) {
        return new TransactionStep(
                new TransactionMessage.Prepare(HEADER, change.key(), item, hasToken ? TOKEN : null),
                EPOCH,
                List.of(change));
    }

    private static TransactionStep step(TransactionMessage message) {
        return new TransactionStep(message, EPOCH);
    }
}
