package io.stator.partition.apply;

import io.stator.partition.storage.CorruptStoreException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A set of ids from 1, kept as ranges. Immutable.
 *
 * <p>It remembers every table that was ever dropped, because no high-water mark would do: tables may come
 * to a partition in another order than that of their ids. Since ids are given out in turn, what lies between
 * two ranges is a table that lives or is on its way: there are never many more ranges than live tables.
 *
 * <p>Stored as [format, 1 byte: 1] and for each range [first id][last id], 8 bytes big-endian each.
 */
public final class IdRanges {
    public static final IdRanges EMPTY = new IdRanges(new long[0]);

    private static final byte FORMAT = 1;

    /** First and last of each range, ascending; ranges do not touch. */
    private final long[] ends;

    private IdRanges(long[] ends) {
        this.ends = ends;
    }

    public boolean contains(long id) {
        int found = Arrays.binarySearch(ends, id);
        // Between a first (even place) and its last (odd place): the place to insert is odd.
        return found >= 0 || (-found - 1) % 2 == 1;
    }

    public IdRanges with(long id) {
        if (id < 1) {
            throw new IllegalArgumentException("ids start at 1");
        }
        if (contains(id)) {
            return this;
        }
        int place = -Arrays.binarySearch(ends, id) - 1;
        boolean touchesLower = place > 0 && ends[place - 1] == id - 1;
        boolean touchesUpper = place < ends.length && ends[place] == id + 1;
        // A range that the id touches loses that end to it; if it touches none it is a range of its own.
        int kept = touchesLower ? place - 1 : place;
        int skipped = touchesUpper ? place + 1 : place;
        int inserted = (touchesLower ? 0 : 1) + (touchesUpper ? 0 : 1);
        long[] joined = new long[kept + inserted + ends.length - skipped];
        System.arraycopy(ends, 0, joined, 0, kept);
        Arrays.fill(joined, kept, kept + inserted, id);
        System.arraycopy(ends, skipped, joined, kept + inserted, ends.length - skipped);
        return new IdRanges(joined);
    }

    public int ranges() {
        return ends.length / 2;
    }

    public byte[] encode() {
        ByteBuffer bytes = ByteBuffer.allocate(1 + ends.length * Long.BYTES).put(FORMAT);
        bytes.asLongBuffer().put(ends);
        return bytes.array();
    }

    public static IdRanges decode(byte[] bytes) throws CorruptStoreException {
        if (bytes.length > 0 && Byte.toUnsignedInt(bytes[0]) > FORMAT) {
            throw CorruptStoreException.newer(
                    "the set of dropped tables in the store has", Byte.toUnsignedInt(bytes[0]), FORMAT);
        }
        if (bytes.length % (2 * Long.BYTES) != 1 || bytes[0] != FORMAT) {
            throw new CorruptStoreException("malformed set of ids");
        }
        long[] ends = new long[bytes.length / Long.BYTES];
        ByteBuffer.wrap(bytes, 1, bytes.length - 1).slice().asLongBuffer().get(ends);
        return new IdRanges(ends);
    }
}
