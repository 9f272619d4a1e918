package io.stator.partition.apply;

import com.google.protobuf.ByteString;
import java.util.function.LongPredicate;

/**
 * Which of the newest writes had which id: numbers of writes, in a ring, found by a hash of their ids. Two ids may have
 * one hash, so that what is found is to be looked at. About 20 bytes for each write. Not thread-safe.
 */
final class AnswerIndex {
    static final int NOT_FOUND = -1;

    private static final int CAPACITY_MIN = 1 << 10;

    /** In {@link #sizes}: the write is the first of its log entry. */
    private static final int ENTRY_START = 1 << 31;

    /** Number of the oldest that is kept. */
    private long first;

    /** Number of the next that is added. */
    private long next;

    private long bytes;

    // By number modulo their length, a power of two.
    private long[] hashes = new long[CAPACITY_MIN];
    private int[] sizes = new int[CAPACITY_MIN];

    /** Open addressing with linear probing: places in the ring, counted from 1; 0: free. Twice as long as the ring. */
    private int[] slots = new int[2 * CAPACITY_MIN];

    /** @param forgotten so many writes came before the first that will be added */
    AnswerIndex(long forgotten) {
        this.first = forgotten + 1;
        this.next = first;
    }

    /** Writes that are kept. */
    long writes() {
        return next - first;
    }

    /** Of the answers that are kept. */
    long bytes() {
        return bytes;
    }

    /** Number of the oldest that is kept, or of the next if none is. */
    long first() {
        return first;
    }

    /** @param startsEntry whether it is the first of its log entry */
    void add(ByteString id, int answerBytes, boolean startsEntry) {
        if (writes() == hashes.length) {
            grow();
        }
        int place = place(next);
        hashes[place] = hash(id);
        sizes[place] = startsEntry ? answerBytes | ENTRY_START : answerBytes;
        bytes += answerBytes;
        next++;
        insert(place);
    }

    /** Number of the write for which {@code matches}, or {@link #NOT_FOUND}; asked of those whose ids hash alike. */
    long find(ByteString id, LongPredicate matches) {
        long hash = hash(id);
        int mask = slots.length - 1;
        for (int slot = (int) hash & mask; slots[slot] != 0; slot = (slot + 1) & mask) {
            int place = slots[slot] - 1;
            if (hashes[place] == hash) {
                long number = first + ((place - place(first)) & (hashes.length - 1));
                if (matches.test(number)) {
                    return number;
                }
            }
        }
        return NOT_FOUND;
    }

    /** Number of the first write of that write's log entry. */
    long entryStart(long number) {
        long start = number;
        while ((sizes[place(start)] & ENTRY_START) == 0) {
            start--;
        }
        return start;
    }

    /** Number of the first write after the log entry that starts with this one. */
    long entryEnd(long start) {
        long end = start + 1;
        while (end < next && (sizes[place(end)] & ENTRY_START) == 0) {
            end++;
        }
        return end;
    }

    /** Bytes of the answers from one number up to another. */
    long bytes(long from, long to) {
        long sum = 0;
        for (long number = from; number < to; number++) {
            sum += sizes[place(number)] & ~ENTRY_START;
        }
        return sum;
    }

    /** All before that number. */
    void forgetBefore(long number) {
        bytes -= bytes(first, number);
        for (; first < number; first++) {
            remove(place(first));
        }
    }

    private int place(long number) {
        return (int) number & (hashes.length - 1);
    }

    private void insert(int place) {
        int mask = slots.length - 1;
        int slot = (int) hashes[place] & mask;
        while (slots[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        slots[slot] = place + 1;
    }

    /** Moves back what probing would no longer find behind the gap (Knuth, TAOCP 6.4, algorithm R). */
    private void remove(int place) {
        int mask = slots.length - 1;
        int gap = (int) hashes[place] & mask;
        while (slots[gap] != place + 1) {
            gap = (gap + 1) & mask;
        }
        for (int slot = (gap + 1) & mask; slots[slot] != 0; slot = (slot + 1) & mask) {
            int home = (int) hashes[slots[slot] - 1] & mask;
            if (((slot - home) & mask) >= ((slot - gap) & mask)) {
                slots[gap] = slots[slot];
                gap = slot;
            }
        }
        slots[gap] = 0;
    }

    private void grow() {
        long[] oldHashes = hashes;
        int[] oldSizes = sizes;
        int oldMask = oldHashes.length - 1;
        hashes = new long[2 * oldHashes.length];
        sizes = new int[2 * oldHashes.length];
        slots = new int[2 * slots.length];
        for (long number = first; number < next; number++) {
            int place = place(number);
            hashes[place] = oldHashes[(int) number & oldMask];
            sizes[place] = oldSizes[(int) number & oldMask];
            insert(place);
        }
    }

    /** The same on every machine, though nothing depends on that: the finalizer of MurmurHash3 over eight bytes at a time. */
    private static long hash(ByteString id) {
        long hash = id.size();
        for (int i = 0; i < id.size(); i += Long.BYTES) {
            long part = 0;
            for (int j = i; j < Math.min(i + Long.BYTES, id.size()); j++) {
                part = part << Byte.SIZE | id.byteAt(j) & 0xff;
            }
            hash = mix(hash ^ part);
        }
        return hash;
    }

    private static long mix(long value) {
        long mixed = value;
        mixed = (mixed ^ mixed >>> 33) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ mixed >>> 33;
    }
}
