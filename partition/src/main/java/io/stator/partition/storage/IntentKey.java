package io.stator.partition.storage;

import io.stator.model.EncodedKey;

/** The key under which the intent on an item lies: the {@link ItemKey}'s bytes, but for the first, which is {@link KeySpace#INTENT}. */
public final class IntentKey {
    private static final int SPACES_APART = KeySpace.INTENT.prefix() - KeySpace.ITEM.prefix();

    private IntentKey() {}

    /** @param itemKey of {@link ItemKey} */
    public static byte[] of(byte[] itemKey) {
        return moved(itemKey, SPACES_APART);
    }

    /** Its inverse. */
    public static byte[] itemKey(byte[] intentKey) {
        return moved(intentKey, -SPACES_APART);
    }

    /** Of the intents on all keys of a range of items, be there items or not. */
    public static KeyRange range(KeyRange items) {
        return new KeyRange(of(items.from()), of(items.to()));
    }

    /** @throws CorruptStoreException if it is none */
    public static EncodedKey decode(byte[] intentKey) throws CorruptStoreException {
        return ItemKey.decode(intentKey);
    }

    private static byte[] moved(byte[] key, int spaces) {
        byte[] moved = key.clone();
        moved[0] = (byte) (moved[0] + spaces);
        return moved;
    }
}
