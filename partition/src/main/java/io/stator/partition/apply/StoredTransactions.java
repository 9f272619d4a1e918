package io.stator.partition.apply;

import com.google.protobuf.InvalidProtocolBufferException;
import io.stator.model.StatorException;
import io.stator.partition.command.IntentCodec;
import io.stator.partition.command.RecordCodec;
import io.stator.partition.storage.CorruptStoreException;
import io.stator.partition.storage.IntentKey;
import io.stator.partition.storage.StoreReads;
import io.stator.proto.v1.StoredIntent;
import io.stator.proto.v1.StoredTransactionRecord;
import io.stator.txn.Intent;
import io.stator.txn.TransactionRecord;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Intents and records of transactions as they lie in the store: stator.v1.StoredIntent, stator.v1.StoredTransactionRecord. */
public final class StoredTransactions {
    private StoredTransactions() {}

    /** The intent on an item; null: none stands. */
    public static @Nullable Intent intent(StoreReads store, byte[] itemKey) throws IOException {
        byte[] value = store.get(IntentKey.of(itemKey));
        return value == null ? null : decodeIntent(value);
    }

    static byte[] encode(Intent intent) {
        return IntentCodec.toProto(intent).toByteArray();
    }

    static byte[] encode(TransactionRecord record) {
        return RecordCodec.toProto(record).toByteArray();
    }

    public static Intent decodeIntent(byte[] value) throws CorruptStoreException {
        try {
            StoredIntent proto = StoredIntent.parseFrom(value);
            checkFormat("an intent in the store has", proto.getFormat(), IntentCodec.FORMAT);
            return IntentCodec.fromProto(proto);
        } catch (InvalidProtocolBufferException | StatorException e) {
            throw new CorruptStoreException("a malformed intent", e);
        }
    }

    public static TransactionRecord decodeRecord(byte[] value) throws CorruptStoreException {
        try {
            StoredTransactionRecord proto = StoredTransactionRecord.parseFrom(value);
            checkFormat("a record of a transaction in the store has", proto.getFormat(), RecordCodec.FORMAT);
            return RecordCodec.fromProto(proto);
        } catch (InvalidProtocolBufferException | StatorException e) {
            throw new CorruptStoreException("a malformed record of a transaction", e);
        }
    }

    /** Those of format 1 were of another protocol. */
    private static void checkFormat(String what, int format, int known) throws CorruptStoreException {
        if (Integer.compareUnsigned(format, known) > 0) {
            throw CorruptStoreException.newer(what, format, known);
        }
        if (format != known) {
            throw CorruptStoreException.older(what, format, known);
        }
    }
}
