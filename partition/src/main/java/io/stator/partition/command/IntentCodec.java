package io.stator.partition.command;

import io.stator.proto.v1.StoredIntent;
import io.stator.txn.Change;
import io.stator.txn.Intent;
import io.stator.txn.IntentStamp;
import io.stator.txn.RequestToken;

/** Intents to and from stator.v1.StoredIntent: so they lie in stores, and so other nodes are shown them. */
public final class IntentCodec {
    public static final int FORMAT = 2;

    private IntentCodec() {}

    public static StoredIntent toProto(Intent intent) {
        StoredIntent.Builder proto = StoredIntent.newBuilder()
                .setFormat(FORMAT)
                .setHeader(TransactionParts.toProto(intent.header()))
                .setPlace(TransactionParts.toProto(intent.key()))
                .setStamp(intent.stamp().version());
        RequestToken token = intent.token();
        if (token != null) {
            proto.setToken(TransactionParts.toProto(token));
        }
        Change change = intent.change();
        if (change instanceof Change.Put put) {
            proto.setPut(StoredIntent.PutChange.newBuilder().setItem(put.item()).setSizeBytes(put.sizeBytes()));
        } else if (change instanceof Change.Delete) {
            proto.setDelete(true);
        } else if (change instanceof Change.Nothing) {
            proto.setNothing(true);
        }
        return proto.build();
    }

    /** @throws io.stator.model.StatorException ValidationException if it is malformed, or of another format */
    public static Intent fromProto(StoredIntent proto) {
        if (proto.getFormat() != FORMAT) {
            throw TransactionParts.malformed("an intent's format");
        }
        Change change = switch (proto.getChangeCase()) {
            case PUT -> new Change.Put(proto.getPut().getItem(), proto.getPut().getSizeBytes());
            case DELETE -> new Change.Delete();
            case NOTHING -> new Change.Nothing();
            case CHANGE_NOT_SET -> throw TransactionParts.malformed("an intent without a change");
        };
        return new Intent(
                TransactionParts.fromProto(proto.getHeader()),
                TransactionParts.fromProto(proto.getPlace()),
                new IntentStamp(proto.getStamp()),
                change,
                proto.hasToken() ? TransactionParts.fromProto(proto.getToken()) : null);
    }
}
