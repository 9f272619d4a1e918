package io.stator.client;

import com.google.protobuf.ByteString;
import io.stator.model.EncodedKey;
import io.stator.model.Item;
import io.stator.model.KeyCodec;
import io.stator.model.TableInfo;

/**
 * An item of a table, whether it is there or not. Two of one item are equal, however its key was written.
 *
 * @param key the key attributes alone
 */
record ItemPlace(String table, ByteString partitionKey, ByteString sortKey, Item key) {

    /** @param keyed has the key attributes, which are valid */
    static ItemPlace of(TableInfo table, Item keyed) {
        EncodedKey encoded = KeyCodec.encodeKey(table, keyed);
        return new ItemPlace(
                table.name(), encoded.partitionKey(), encoded.sortKey(), KeyCodec.decodeKey(table, encoded));
    }
}
