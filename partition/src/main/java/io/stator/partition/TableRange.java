package io.stator.partition;

import com.google.protobuf.ByteString;
import io.stator.model.AttributeValue;
import io.stator.model.EncodedKey;
import io.stator.model.KeyCodec;
import io.stator.model.SortKeyRange;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A range of one table's items, by [token, 8 bytes][partition key][sort key] as unsigned bytes: from
 * inclusive, to exclusive.
 *
 * <p>No encoded key value is a prefix of another one, so a key with a zero byte appended comes right after
 * that key, before every other.
 *
 * @param to null: to the table's end
 */
public record TableRange(ByteString from, @Nullable ByteString to) {
    /** The whole table. */
    public static final TableRange ALL = new TableRange(ByteString.EMPTY, null);

    private static final ByteString ZERO_BYTE = ByteString.copyFrom(new byte[] {0});

    /**
     * Those items of an item collection whose sort keys lie in the range.
     *
     * @param partitionKey encoded
     */
    public static TableRange collection(long token, ByteString partitionKey, SortKeyRange sortKeys) {
        ByteString prefix = tokenBytes(token).concat(partitionKey);
        AttributeValue beginsWith = sortKeys.beginsWith();
        if (beginsWith != null) {
            return new TableRange(
                    prefix.concat(KeyCodec.prefixStart(beginsWith)), prefix.concat(KeyCodec.prefixEnd(beginsWith)));
        }
        ByteString from = prefix;
        AttributeValue first = sortKeys.from();
        if (first != null) {
            from = prefix.concat(KeyCodec.encode(first));
            if (sortKeys.fromExclusive()) {
                from = from.concat(ZERO_BYTE);
            }
        }
        ByteString to = afterPrefix(prefix);
        AttributeValue last = sortKeys.to();
        if (last != null) {
            to = prefix.concat(KeyCodec.encode(last));
            if (!sortKeys.toExclusive()) {
                to = to.concat(ZERO_BYTE);
            }
        }
        return new TableRange(from, to);
    }

    /** The collection of this key, whatever its sort key. */
    public static TableRange collection(EncodedKey key, SortKeyRange sortKeys) {
        return collection(key.token(), key.partitionKey(), sortKeys);
    }

    /**
     * All items whose tokens lie in the range, as unsigned numbers: a segment of a scan.
     *
     * @param toToken exclusive; null: to the end
     */
    public static TableRange tokens(long fromToken, @Nullable Long toToken) {
        return new TableRange(tokenBytes(fromToken), toToken == null ? null : tokenBytes(toToken));
    }

    /** What of this range comes after the key: how a page goes on forward. */
    public TableRange after(EncodedKey key) {
        ByteString next = place(key).concat(ZERO_BYTE);
        return compare(next, from) > 0 ? new TableRange(next, to) : this;
    }

    /** What of this range comes before the key: how a page goes on backward. */
    public TableRange before(EncodedKey key) {
        ByteString end = place(key);
        return to == null || compare(end, to) < 0 ? new TableRange(from, end) : this;
    }

    /** Whether all of it has one token, as what a query wants. */
    public boolean withinOneCollection() {
        return to != null
                && from.size() > Long.BYTES
                && to.size() > Long.BYTES
                && from.substring(0, Long.BYTES).equals(to.substring(0, Long.BYTES));
    }

    private static ByteString place(EncodedKey key) {
        return tokenBytes(key.token()).concat(key.partitionKey()).concat(key.sortKey());
    }

    private static ByteString tokenBytes(long token) {
        return ByteString.copyFrom(ByteBuffer.allocate(Long.BYTES).putLong(0, token));
    }

    private static int compare(ByteString left, ByteString right) {
        return ByteString.unsignedLexicographicalComparator().compare(left, right);
    }

    /** The first bytes after all that begin with the prefix; null: there are none. */
    private static @Nullable ByteString afterPrefix(ByteString prefix) {
        for (int last = prefix.size() - 1; last >= 0; last--) {
            byte value = prefix.byteAt(last);
            if (value != (byte) 0xFF) {
                return prefix.substring(0, last).concat(ByteString.copyFrom(new byte[] {(byte) (value + 1)}));
            }
        }
        return null;
    }
}
