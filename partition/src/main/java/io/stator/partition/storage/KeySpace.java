package io.stator.partition.storage;

/**
 * What kinds of keys a store holds, by their first byte.
 *
 * <p>Reserved, so that nothing else takes them: 17 entries of local
 * and global secondary indexes; 19 change records. First bytes 0 and 255 stay unused, so that every space has an end.
 */
public enum KeySpace {
    /** The replica's own: {@link StateKey}. */
    STATE(1),
    /** [table id, 8 bytes big-endian]: an installed table's schema; id 0: the ids of dropped tables. */
    TABLE(2),
    /**
     * [table id, 8 bytes big-endian]: items of this dropped table may still be on the disk of this
     * replica. Local to the replica: no part of its digest.
     */
    TRIM(3),
    /** [number of the first of them, 8 bytes big-endian]: a stator.v1.RememberedAnswers. */
    ANSWER(4),
    /** {@link ItemKey}. */
    ITEM(16),
    /** {@link IntentKey}: a stator.v1.StoredIntent. In the order of the items. */
    INTENT(18),
    /** {@link TransactionKey}: records of transactions, and the tokens that lead to them. By their anchors, in the order of the items. */
    TRANSACTION(20);

    private final byte prefix;

    KeySpace(int prefix) {
        this.prefix = (byte) prefix;
    }

    byte prefix() {
        return prefix;
    }

    /** All keys of this space. */
    public KeyRange range() {
        return new KeyRange(new byte[] {prefix}, new byte[] {(byte) (prefix + 1)});
    }

    /** The key of an id in a space that has one key for each id. */
    public byte[] key(long id) {
        byte[] key = new byte[1 + Long.BYTES];
        key[0] = prefix;
        BigEndian.putLong(key, 1, id);
        return key;
    }

    /** @throws CorruptStoreException if it is no key of this space with an id alone */
    public long id(byte[] key) throws CorruptStoreException {
        if (key.length != 1 + Long.BYTES || key[0] != prefix) {
            throw new CorruptStoreException("malformed key in the space " + this);
        }
        return BigEndian.getLong(key, 1);
    }
}
