package io.stator.partition.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.stator.model.AttributeValue;
import io.stator.model.EncodedKey;
import io.stator.model.KeyCodec;
import io.stator.partition.GoldenBytes;
import io.stator.partition.storage.CorruptStoreException;
import io.stator.partition.storage.TransactionKey;
import io.stator.txn.Change;
import io.stator.txn.CountedIntents;
import io.stator.txn.Intent;
import io.stator.txn.IntentStamp;
import io.stator.txn.RequestToken;
import io.stator.txn.TransactionHeader;
import io.stator.txn.TransactionId;
import io.stator.txn.TransactionRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The bytes of intents and records that lie in stores. */
class GoldenTransactionsTest {
    private static final String FORMAT_2 = "transactions-2.txt";
    private static final EncodedKey ANCHOR = key(3, "a", KeyCodec.encode(AttributeValue.number(1)));
    private static final EncodedKey OTHER = key(4, "b", ByteString.EMPTY);
    private static final TransactionHeader HEADER = new TransactionHeader(
            new TransactionId(ByteString.copyFromUtf8("sixteen bytes id")), ANCHOR, 0x0102030405060708L);
    private static final RequestToken TOKEN =
            new RequestToken(ByteString.copyFromUtf8("token"), ByteString.copyFromUtf8("hash"));
    private static final IntentStamp STAMP = new IntentStamp(0x1112131415161718L);

    private static EncodedKey key(long tableId, String p, ByteString sortKey) {
        ByteString partitionKey = KeyCodec.encode(new AttributeValue.S(p));
        return new EncodedKey(tableId, KeyCodec.token(tableId, partitionKey), partitionKey, sortKey);
    }

    private static Map<String, Intent> intents() {
        Map<String, Intent> intents = new LinkedHashMap<>();
        intents.put(
                "intent-put",
                new Intent(HEADER, OTHER, STAMP, new Change.Put(ByteString.copyFromUtf8("i"), 300), null));
        intents.put("intent-delete", new Intent(HEADER, ANCHOR, STAMP, new Change.Delete(), null));
        intents.put("intent-nothing", new Intent(HEADER, OTHER, new IntentStamp(1), new Change.Nothing(), TOKEN));
        return intents;
    }

    private static Map<String, TransactionRecord> records() {
        CountedIntents counted = new CountedIntents(Map.of(ANCHOR, STAMP, OTHER, new IntentStamp(2)));
        Map<String, TransactionRecord> records = new LinkedHashMap<>();
        records.put("committed", new TransactionRecord.Committed(HEADER, TOKEN, counted, 0x2122232425262728L));
        records.put("confirmed", new TransactionRecord.Committed(HEADER, null, CountedIntents.NONE, 5));
        records.put("aborted", new TransactionRecord.Aborted(HEADER, 0x2122232425262728L));
        return records;
    }

    @Test
    void todaysHaveTheBytesOfFormat2() {
        Map<String, byte[]> bytes = new LinkedHashMap<>();
        intents().forEach((name, intent) -> bytes.put(name, StoredTransactions.encode(intent)));
        records().forEach((name, record) -> bytes.put(name, StoredTransactions.encode(record)));
        bytes.put("token", TransactionKey.leadingTo(HEADER.id().bytes()));
        assertThat(GoldenBytes.text(bytes)).isEqualTo(GoldenBytes.text(FORMAT_2));
    }

    @Test
    void bytesOfFormat2AreRead() throws CorruptStoreException {
        Map<String, byte[]> golden = GoldenBytes.read(FORMAT_2);
        for (Map.Entry<String, Intent> intent : intents().entrySet()) {
            assertThat(StoredTransactions.decodeIntent(golden.getOrDefault(intent.getKey(), new byte[0])))
                    .isEqualTo(intent.getValue());
        }
        for (Map.Entry<String, TransactionRecord> record : records().entrySet()) {
            assertThat(StoredTransactions.decodeRecord(golden.getOrDefault(record.getKey(), new byte[0])))
                    .isEqualTo(record.getValue());
        }
        assertThat(TransactionKey.ledTo(golden.getOrDefault("token", new byte[0])))
                .isEqualTo(HEADER.id().bytes());
    }

    @Test
    void newerOnesAreRefused() {
        byte[] intent = StoredTransactions.encode(new Intent(HEADER, OTHER, STAMP, new Change.Delete(), null));
        byte[] record = StoredTransactions.encode(new TransactionRecord.Aborted(HEADER, 1));
        byte[] token = TransactionKey.leadingTo(HEADER.id().bytes());
        intent[1] = 3;
        record[1] = 3;
        token[0] = 2;
        assertThatThrownBy(() -> StoredTransactions.decodeIntent(intent))
                .isInstanceOf(CorruptStoreException.class)
                .hasMessage("an intent in the store has format 3, written by a newer version of Stator;"
                        + " this one reads up to 2");
        assertThatThrownBy(() -> StoredTransactions.decodeRecord(record))
                .isInstanceOf(CorruptStoreException.class)
                .hasMessage("a record of a transaction in the store has format 3, written by a newer version of"
                        + " Stator; this one reads up to 2");
        assertThatThrownBy(() -> TransactionKey.ledTo(token))
                .isInstanceOf(CorruptStoreException.class)
                .hasMessageContaining("format 2");
    }

    @Test
    void thoseOfAnOlderProtocolAreRefused() {
        byte[] intent = StoredTransactions.encode(new Intent(HEADER, OTHER, STAMP, new Change.Delete(), null));
        byte[] record = StoredTransactions.encode(new TransactionRecord.Aborted(HEADER, 1));
        intent[1] = 1;
        record[1] = 1;
        assertThatThrownBy(() -> StoredTransactions.decodeIntent(intent))
                .isInstanceOf(CorruptStoreException.class)
                .hasMessage(
                        "an intent in the store has format 1, written by an older version of Stator; this one reads from 2");
        assertThatThrownBy(() -> StoredTransactions.decodeRecord(record))
                .isInstanceOf(CorruptStoreException.class)
                .hasMessage(
                        "a record of a transaction in the store has format 1, written by an older version of Stator;"
                                + " this one reads from 2");
    }

    @Test
    void malformedOnesAreRefused() {
        assertThatThrownBy(() -> StoredTransactions.decodeIntent(new byte[0]))
                .isInstanceOf(CorruptStoreException.class);
        assertThatThrownBy(() -> StoredTransactions.decodeIntent(new byte[] {8, 1}))
                .isInstanceOf(CorruptStoreException.class);
        assertThatThrownBy(() -> StoredTransactions.decodeRecord(new byte[] {8, 1}))
                .isInstanceOf(CorruptStoreException.class);
        assertThatThrownBy(() -> StoredTransactions.decodeRecord(new byte[] {1, 2, 3}))
                .isInstanceOf(CorruptStoreException.class);
        assertThatThrownBy(() -> TransactionKey.ledTo(new byte[0])).isInstanceOf(CorruptStoreException.class);
    }
}
