package io.stator.partition.command;

import io.stator.model.EncodedKey;
import io.stator.partition.ItemChange;
import io.stator.partition.TransactionStep;
import io.stator.proto.v1.TransactionStep.IntentStep;
import io.stator.proto.v1.TransactionStep.RecordQuestion;
import io.stator.proto.v1.TransactionStep.RecordStep;
import io.stator.txn.CanonicalOrder;
import io.stator.txn.CountedIntents;
import io.stator.txn.IntentStamp;
import io.stator.txn.RequestToken;
import io.stator.txn.TransactionHeader;
import io.stator.txn.TransactionId;
import io.stator.txn.TransactionMessage;
import io.stator.txn.TransactionMessage.Abort;
import io.stator.txn.TransactionMessage.Ask;
import io.stator.txn.TransactionMessage.AskRefusals;
import io.stator.txn.TransactionMessage.Commit;
import io.stator.txn.TransactionMessage.Confirm;
import io.stator.txn.TransactionMessage.Drop;
import io.stator.txn.TransactionMessage.Execute;
import io.stator.txn.TransactionMessage.Look;
import io.stator.txn.TransactionMessage.Prepare;
import io.stator.txn.TransactionMessage.Remove;
import io.stator.txn.TransactionMessage.Resolve;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Messages of transactions to and from stator.v1.TransactionStep, for the wire and for the log. The epoch is not in it: on the wire it
 * is in the request's route, in the log in the command. What is read is checked for its shape; how much it may ask for is
 * for the coordinator's node to check.
 */
public final class TransactionStepCodec {
    private TransactionStepCodec() {}

    /** @throws io.stator.model.StatorException ValidationException if a condition or an update is nested too deeply */
    public static io.stator.proto.v1.TransactionStep toProto(TransactionStep step) {
        io.stator.proto.v1.TransactionStep.Builder proto =
                io.stator.proto.v1.TransactionStep.newBuilder().setWithoutSizes(!step.returnSizes());
        TransactionMessage message = step.message();
        if (message instanceof Prepare prepare) {
            proto.setPrepare(prepare(prepare, step.changes().get(0)));
        } else if (message instanceof Execute execute) {
            proto.setExecute(execute(execute, step.changes()));
        } else if (message instanceof AskRefusals ask) {
            proto.setAskRefusals(askRefusals(ask, step.changes()));
        } else if (message instanceof Abort abort) {
            proto.setAbort(recordStep(abort.header()));
        } else if (message instanceof Commit commit) {
            proto.setCommit(intentStep(commit.to(), commit.id(), commit.stamp()));
        } else if (message instanceof Drop drop) {
            proto.setDrop(intentStep(drop.to(), drop.id(), drop.stamp()));
        } else if (message instanceof Resolve resolve) {
            proto.setResolve(question(resolve.header(), resolve.key(), resolve.stamp()));
        } else if (message instanceof Ask ask) {
            proto.setAsk(question(ask.header(), ask.key(), ask.stamp()).setNumber(ask.number()));
        } else if (message instanceof Confirm confirm) {
            proto.setConfirm(io.stator.proto.v1.TransactionStep.Confirm.newBuilder()
                    .setHeader(TransactionParts.toProto(confirm.header()))
                    .addAllPlaces(TransactionParts.toProto(confirm.keys())));
        } else if (message instanceof Remove remove) {
            proto.setRemove(recordStep(remove.header()));
        } else if (message instanceof Look look) {
            proto.setLook(io.stator.proto.v1.TransactionStep.Look.newBuilder()
                    .setPlace(TransactionParts.toProto(look.to()))
                    .setNumber(look.number()));
        }
        return proto.build();
    }

    private static io.stator.proto.v1.TransactionStep.Prepare.Builder prepare(Prepare prepare, ItemChange change) {
        io.stator.proto.v1.TransactionStep.Prepare.Builder proto =
                io.stator.proto.v1.TransactionStep.Prepare.newBuilder()
                        .setHeader(TransactionParts.toProto(prepare.header()))
                        .setItem(prepare.item())
                        .setChange(ItemChangeCodec.toProto(change));
        RequestToken token = prepare.token();
        if (token != null) {
            proto.setToken(TransactionParts.toProto(token));
        }
        return proto;
    }

    private static io.stator.proto.v1.TransactionStep.Execute.Builder execute(
            Execute execute, List<ItemChange> changes) {
        io.stator.proto.v1.TransactionStep.Execute.Builder proto =
                io.stator.proto.v1.TransactionStep.Execute.newBuilder()
                        .setHeader(TransactionParts.toProto(execute.header()))
                        .addAllCounted(TransactionParts.toProto(execute.counted()));
        changes.forEach(change -> proto.addChanges(ItemChangeCodec.toProto(change)));
        RequestToken token = execute.token();
        if (token != null) {
            proto.setToken(TransactionParts.toProto(token));
        }
        return proto;
    }

    private static io.stator.proto.v1.TransactionStep.RefusalsQuestion.Builder askRefusals(
            AskRefusals ask, List<ItemChange> changes) {
        io.stator.proto.v1.TransactionStep.RefusalsQuestion.Builder proto =
                io.stator.proto.v1.TransactionStep.RefusalsQuestion.newBuilder()
                        .setHeader(TransactionParts.toProto(ask.header()));
        changes.forEach(change -> proto.addChanges(ItemChangeCodec.toProto(change)));
        RequestToken token = ask.token();
        if (token != null) {
            proto.setToken(TransactionParts.toProto(token));
        }
        return proto;
    }

    private static RecordStep recordStep(TransactionHeader header) {
        return RecordStep.newBuilder()
                .setHeader(TransactionParts.toProto(header))
                .build();
    }

    private static IntentStep intentStep(EncodedKey key, TransactionId id, @Nullable IntentStamp stamp) {
        IntentStep.Builder proto =
                IntentStep.newBuilder().setPlace(TransactionParts.toProto(key)).setTransactionId(id.bytes());
        return stamp == null ? proto.build() : proto.setStamp(stamp.version()).build();
    }

    private static RecordQuestion.Builder question(TransactionHeader header, EncodedKey key, IntentStamp stamp) {
        return RecordQuestion.newBuilder()
                .setHeader(TransactionParts.toProto(header))
                .setPlace(TransactionParts.toProto(key))
                .setStamp(stamp.version());
    }

    /**
     * @param epoch by which it was routed
     * @throws io.stator.model.StatorException ValidationException if it is malformed
     */
    public static TransactionStep fromProto(io.stator.proto.v1.TransactionStep proto, long epoch) {
        TransactionStep step = switch (proto.getStepCase()) {
            case PREPARE -> prepare(proto.getPrepare(), epoch);
            case EXECUTE -> execute(proto.getExecute(), epoch);
            case ASK_REFUSALS -> askRefusals(proto.getAskRefusals(), epoch);
            case ABORT, COMMIT, DROP, RESOLVE, ASK, CONFIRM, REMOVE, LOOK ->
                new TransactionStep(withoutChanges(proto), epoch);
            case STEP_NOT_SET -> throw TransactionParts.malformed("none of a known kind");
        };
        return proto.getWithoutSizes() ? step.withoutSizes() : step;
    }

    private static TransactionStep prepare(io.stator.proto.v1.TransactionStep.Prepare proto, long epoch) {
        ItemChange change = ItemChangeCodec.fromProto(proto.getChange());
        TransactionHeader header = TransactionParts.fromProto(proto.getHeader());
        requireNotBefore(header, change.key());
        Prepare prepare = new Prepare(
                header,
                change.key(),
                proto.getItem(),
                proto.hasToken() ? TransactionParts.fromProto(proto.getToken()) : null);
        return new TransactionStep(prepare, epoch, List.of(change));
    }

    private static TransactionStep execute(io.stator.proto.v1.TransactionStep.Execute proto, long epoch) {
        List<ItemChange> changes =
                proto.getChangesList().stream().map(ItemChangeCodec::fromProto).toList();
        TransactionHeader header = TransactionParts.fromProto(proto.getHeader());
        List<EncodedKey> keys = nearKeys(header, changes);
        CountedIntents counted = TransactionParts.counted(proto.getCountedList());
        for (EncodedKey key : counted.stamps().keySet()) {
            requireNotBefore(header, key);
            if (keys.contains(key)) {
                throw TransactionParts.malformed("an item is changed and counted");
            }
        }
        Execute execute = new Execute(
                header, keys, proto.hasToken() ? TransactionParts.fromProto(proto.getToken()) : null, counted);
        return new TransactionStep(execute, epoch, changes);
    }

    private static TransactionStep askRefusals(io.stator.proto.v1.TransactionStep.RefusalsQuestion proto, long epoch) {
        List<ItemChange> changes =
                proto.getChangesList().stream().map(ItemChangeCodec::fromProto).toList();
        TransactionHeader header = TransactionParts.fromProto(proto.getHeader());
        AskRefusals ask = new AskRefusals(
                header,
                nearKeys(header, changes),
                proto.hasToken() ? TransactionParts.fromProto(proto.getToken()) : null);
        return new TransactionStep(ask, epoch, changes);
    }

    /** Those of the changes: the anchor and others, each once. */
    private static List<EncodedKey> nearKeys(TransactionHeader header, List<ItemChange> changes) {
        List<EncodedKey> keys = changes.stream().map(ItemChange::key).toList();
        if (keys.isEmpty() || !CanonicalOrder.anchorOf(keys).equals(header.anchor())) {
            throw TransactionParts.malformed("the first item is not the anchor");
        }
        if (new HashSet<>(keys).size() < keys.size()) {
            throw TransactionParts.malformed("an item twice");
        }
        return keys;
    }

    private static void requireNotBefore(TransactionHeader header, EncodedKey key) {
        if (CanonicalOrder.KEYS.compare(header.anchor(), key) > 0) {
            throw TransactionParts.malformed("an item before the anchor");
        }
    }

    private static TransactionMessage withoutChanges(io.stator.proto.v1.TransactionStep proto) {
        return switch (proto.getStepCase()) {
            case ABORT -> new Abort(TransactionParts.fromProto(proto.getAbort().getHeader()));
            case COMMIT -> commit(proto.getCommit());
            case DROP -> drop(proto.getDrop());
            case RESOLVE -> {
                RecordQuestion question = proto.getResolve();
                yield new Resolve(header(question), key(question), stamp(question));
            }
            case ASK -> {
                RecordQuestion question = proto.getAsk();
                yield new Ask(header(question), key(question), stamp(question), question.getNumber());
            }
            case CONFIRM ->
                new Confirm(
                        TransactionParts.fromProto(proto.getConfirm().getHeader()),
                        TransactionParts.fromProto(proto.getConfirm().getPlacesList()));
            case REMOVE ->
                new Remove(TransactionParts.fromProto(proto.getRemove().getHeader()));
            case LOOK ->
                new Look(
                        TransactionParts.fromProto(proto.getLook().getPlace()),
                        proto.getLook().getNumber());
            case PREPARE, EXECUTE, ASK_REFUSALS, STEP_NOT_SET ->
                throw TransactionParts.malformed("none of a known kind");
        };
    }

    private static Commit commit(IntentStep proto) {
        if (!proto.hasStamp()) {
            throw TransactionParts.malformed("a commit of no intent");
        }
        return new Commit(
                TransactionParts.fromProto(proto.getPlace()),
                TransactionParts.id(proto.getTransactionId()),
                new IntentStamp(proto.getStamp()));
    }

    private static Drop drop(IntentStep proto) {
        return new Drop(
                TransactionParts.fromProto(proto.getPlace()),
                TransactionParts.id(proto.getTransactionId()),
                proto.hasStamp() ? new IntentStamp(proto.getStamp()) : null);
    }

    private static TransactionHeader header(RecordQuestion proto) {
        return TransactionParts.fromProto(proto.getHeader());
    }

    private static EncodedKey key(RecordQuestion proto) {
        return TransactionParts.fromProto(proto.getPlace());
    }

    private static IntentStamp stamp(RecordQuestion proto) {
        return new IntentStamp(proto.getStamp());
    }
}
