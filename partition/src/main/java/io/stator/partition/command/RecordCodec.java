package io.stator.partition.command;

import io.stator.proto.v1.StoredTransactionRecord;
import io.stator.txn.RequestToken;
import io.stator.txn.TransactionHeader;
import io.stator.txn.TransactionRecord;
import io.stator.txn.TransactionRecord.Aborted;
import io.stator.txn.TransactionRecord.Committed;

/** Records of transactions to and from stator.v1.StoredTransactionRecord: so they lie in stores. */
public final class RecordCodec {
    public static final int FORMAT = 2;

    private RecordCodec() {}

    public static StoredTransactionRecord toProto(TransactionRecord record) {
        StoredTransactionRecord.Builder proto = StoredTransactionRecord.newBuilder()
                .setFormat(FORMAT)
                .setHeader(TransactionParts.toProto(record.header()));
        RequestToken token = record.token();
        if (token != null) {
            proto.setToken(TransactionParts.toProto(token));
        }
        if (record instanceof Committed committed) {
            proto.setCommitted(StoredTransactionRecord.Committed.newBuilder()
                    .addAllUnconfirmed(TransactionParts.toProto(committed.unconfirmed()))
                    .setKeepUntil(committed.keepUntil()));
        } else if (record instanceof Aborted aborted) {
            proto.setAborted(aborted.keepUntil());
        }
        return proto.build();
    }

    /** @throws io.stator.model.StatorException ValidationException if it is malformed, or of another format */
    public static TransactionRecord fromProto(StoredTransactionRecord proto) {
        if (proto.getFormat() != FORMAT) {
            throw TransactionParts.malformed("a record's format");
        }
        TransactionHeader header = TransactionParts.fromProto(proto.getHeader());
        RequestToken token = proto.hasToken() ? TransactionParts.fromProto(proto.getToken()) : null;
        return switch (proto.getStateCase()) {
            case COMMITTED ->
                new Committed(
                        header,
                        token,
                        TransactionParts.counted(proto.getCommitted().getUnconfirmedList()),
                        proto.getCommitted().getKeepUntil());
            case ABORTED -> new Aborted(header, proto.getAborted());
            case STATE_NOT_SET -> throw TransactionParts.malformed("a record without a state");
        };
    }
}
