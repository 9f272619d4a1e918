package io.stator.partition.apply;

import com.google.protobuf.ByteString;
import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.model.StatorException;
import io.stator.partition.storage.CorruptStoreException;
import io.stator.partition.storage.StoredItem;
import org.jspecify.annotations.Nullable;

/** The item that a write meets: parsed when first asked for, since most writes need not. For one thread. */
final class OldItem {
    private final @Nullable StoredItem stored;
    private @Nullable Item parsed;

    OldItem(@Nullable StoredItem stored) {
        this.stored = stored;
    }

    boolean exists() {
        return stored != null;
    }

    /** By DynamoDB's rule; 0: there is none. */
    int sizeBytes() {
        return stored == null ? 0 : stored.sizeBytes();
    }

    /** Encoded; null: there is none. */
    @Nullable
    ByteString encoded() {
        return stored == null ? null : stored.item();
    }

    /**
     * Null: there is none.
     *
     * @throws CorruptStoreException if it cannot be parsed: it was parsed before it was stored
     */
    @Nullable
    Item item() throws CorruptStoreException {
        if (parsed == null && stored != null) {
            try {
                parsed = ItemCodec.decode(stored.item());
            } catch (StatorException e) {
                throw new CorruptStoreException("a stored item cannot be parsed", e);
            }
        }
        return parsed;
    }
}
