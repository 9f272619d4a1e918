package io.stator.partition.apply;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.stator.model.EncodedKey;
import io.stator.partition.storage.IntentKey;
import io.stator.partition.storage.ItemKey;
import io.stator.partition.storage.StoreBatch;
import io.stator.partition.storage.StoreReads;
import io.stator.partition.storage.StoredItem;
import io.stator.txn.Intent;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What one entry changes, on top of the store as of the entry before; or what one command changes, on top of its entry so far. The
 * partition's state is beside it. For one thread.
 */
final class EntryOverlay {
    private final StoreReads store;
    private final Predicate<byte[]> mayHaveIntent;
    private final @Nullable EntryOverlay beneath;

    /** By the items' keys, here and below; empty: deleted. */
    private final Map<ByteString, Optional<StoredItem>> items = new LinkedHashMap<>();

    private final Map<ByteString, Optional<Intent>> intents = new LinkedHashMap<>();

    /** By their own keys. */
    private final Map<ByteString, Optional<byte[]>> others = new LinkedHashMap<>();

    /** @param mayHaveIntent asked with the key of an item: false: the store has no intent on it */
    EntryOverlay(StoreReads store, Predicate<byte[]> mayHaveIntent) {
        this.store = store;
        this.mayHaveIntent = mayHaveIntent;
        this.beneath = null;
    }

    /** On top of another one, which is to stay as it is meanwhile. */
    EntryOverlay(EntryOverlay beneath) {
        this.store = beneath.store;
        this.mayHaveIntent = beneath.mayHaveIntent;
        this.beneath = beneath;
    }

    /** Null: there is none. */
    @Nullable
    StoredItem item(EncodedKey key) throws IOException {
        return item(wrapped(ItemKey.encode(key)));
    }

    @Nullable
    StoredItem item(ByteString itemKey) throws IOException {
        Optional<StoredItem> changed = items.get(itemKey);
        if (changed != null) {
            return changed.orElse(null);
        }
        if (beneath != null) {
            return beneath.item(itemKey);
        }
        byte[] value = store.get(itemKey.toByteArray());
        return value == null ? null : StoredItem.decode(value);
    }

    /** @param item empty: deletes it */
    void set(ByteString itemKey, Optional<StoredItem> item) {
        items.put(itemKey, item);
    }

    void setItem(EncodedKey key, Optional<StoredItem> item) {
        set(wrapped(ItemKey.encode(key)), item);
    }

    /** Null: none stands. */
    @Nullable
    Intent intent(EncodedKey key) throws IOException {
        return intent(wrapped(ItemKey.encode(key)));
    }

    @Nullable
    Intent intent(ByteString itemKey) throws IOException {
        Optional<Intent> changed = intents.get(itemKey);
        if (changed != null) {
            return changed.orElse(null);
        }
        if (beneath != null) {
            return beneath.intent(itemKey);
        }
        byte[] key = itemKey.toByteArray();
        return mayHaveIntent.test(key) ? StoredTransactions.intent(store, key) : null;
    }

    /** @param intent empty: takes it away */
    void setIntent(EncodedKey key, Optional<Intent> intent) {
        intents.put(wrapped(ItemKey.encode(key)), intent);
    }

    /** What lies under any other key. */
    byte @Nullable [] other(byte[] key) throws IOException {
        Optional<byte[]> changed = others.get(wrapped(key));
        if (changed != null) {
            return changed.orElse(null);
        }
        return beneath == null ? store.get(key) : beneath.other(key);
    }

    /** @param value empty: deletes it */
    void setOther(byte[] key, Optional<byte[]> value) {
        others.put(wrapped(key), value);
    }

    /** Takes over what an overlay on top of this one has changed. */
    void take(EntryOverlay above) {
        items.putAll(above.items);
        intents.putAll(above.intents);
        others.putAll(above.others);
    }

    void addTo(StoreBatch batch) {
        items.forEach((itemKey, item) -> {
            byte[] key = itemKey.toByteArray();
            item.ifPresentOrElse(stored -> batch.put(key, stored.encode()), () -> batch.delete(key));
        });
        intents.forEach((itemKey, intent) -> {
            byte[] key = IntentKey.of(itemKey.toByteArray());
            intent.ifPresentOrElse(
                    standing -> batch.put(key, StoredTransactions.encode(standing)), () -> batch.delete(key));
        });
        others.forEach((otherKey, other) -> {
            byte[] key = otherKey.toByteArray();
            other.ifPresentOrElse(value -> batch.put(key, value), () -> batch.delete(key));
        });
    }

    /** To be called before the changes are written. */
    void addIntentsTo(IntentKeys keys) {
        intents.forEach((itemKey, intent) ->
                intent.ifPresent(standing -> keys.add(itemKey.toByteArray(), IntentKeys.Standing.of(standing))));
    }

    /** To be called when the changes are written. */
    void removeIntentsFrom(IntentKeys keys) {
        intents.forEach((itemKey, intent) -> {
            if (intent.isEmpty()) {
                keys.remove(itemKey.toByteArray());
            }
        });
    }

    private static ByteString wrapped(byte[] bytes) {
        return UnsafeByteOperations.unsafeWrap(bytes);
    }
}
