package io.stator.partition.storage;

import com.google.protobuf.ByteString;
import io.stator.model.EncodedKey;
import io.stator.model.KeyCodec;
import java.util.Arrays;

/**
 * The keys under which what belongs to a transaction lies with its anchor:
 *
 * <pre>
 * [KeySpace.TRANSACTION][the anchor's {@link ItemKey} without its first byte][1][id, 16 bytes]   a stator.v1.StoredTransactionRecord
 * [KeySpace.TRANSACTION][the anchor's {@link ItemKey} without its first byte][2][token]          [format, 1 byte: 1][id, 16 bytes]
 * </pre>
 *
 * The bytes 1 and 2 begin no encoded key value, so that they end an anchor whether its table has a sort key or not.
 */
public final class TransactionKey {
    private static final byte RECORD = 1;
    private static final byte TOKEN = 2;
    private static final byte TOKEN_FORMAT = 1;

    private TransactionKey() {}

    public static byte[] record(EncodedKey anchor, ByteString id) {
        return key(anchor, RECORD, id);
    }

    public static byte[] token(EncodedKey anchor, ByteString token) {
        return key(anchor, TOKEN, token);
    }

    private static byte[] key(EncodedKey anchor, byte kind, ByteString name) {
        byte[] key = ItemKey.encode(KeySpace.TRANSACTION, anchor, 1 + name.size());
        int at = key.length - 1 - name.size();
        key[at] = kind;
        name.copyTo(key, at + 1);
        return key;
    }

    /** Whether it is a record's, and not a token's. */
    public static boolean isRecord(byte[] key) throws CorruptStoreException {
        return key[anchorEnd(key)] == RECORD;
    }

    public static EncodedKey anchor(byte[] key) throws CorruptStoreException {
        return ItemKey.decode(Arrays.copyOf(key, anchorEnd(key)));
    }

    private static int anchorEnd(byte[] key) throws CorruptStoreException {
        try {
            int partitionKeyEnd = ItemKey.HEADER_BYTES + KeyCodec.lengthAt(key, ItemKey.HEADER_BYTES);
            if (isKind(key[partitionKeyEnd])) {
                return partitionKeyEnd;
            }
            int sortKeyEnd = partitionKeyEnd + KeyCodec.lengthAt(key, partitionKeyEnd);
            if (isKind(key[sortKeyEnd])) {
                return sortKeyEnd;
            }
            throw new CorruptStoreException("malformed key of a transaction");
        } catch (RuntimeException e) {
            throw new CorruptStoreException("malformed key of a transaction", e);
        }
    }

    private static boolean isKind(byte kind) {
        return kind == RECORD || kind == TOKEN;
    }

    /** What lies under a token. */
    public static byte[] leadingTo(ByteString id) {
        byte[] value = new byte[1 + id.size()];
        value[0] = TOKEN_FORMAT;
        id.copyTo(value, 1);
        return value;
    }

    /** The id of the record that a token leads to. */
    public static ByteString ledTo(byte[] value) throws CorruptStoreException {
        if (value.length > 0 && Byte.toUnsignedInt(value[0]) > TOKEN_FORMAT) {
            throw CorruptStoreException.newer("a token in the store has", Byte.toUnsignedInt(value[0]), TOKEN_FORMAT);
        }
        if (value.length < 1 || value[0] != TOKEN_FORMAT) {
            throw new CorruptStoreException("a malformed token");
        }
        return ByteString.copyFrom(value, 1, value.length - 1);
    }
}
