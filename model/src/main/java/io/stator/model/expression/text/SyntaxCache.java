package io.stator.model.expression.text;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what texts were read to, bounded in number and bytes. A text has its place in one bucket of a few slots, by its
 * hash: a look takes no lock and writes nothing that is shared, but a mark on the first hit. A text that is new takes the
 * first slot of its bucket without a mark, and marks go as it looks; so what is used often stays. When the bytes are
 * used up, a hand goes around and empties slots by the same rule. If two threads bring new texts at once, one of them
 * is not kept: a miss waits for nobody.
 */
final class SyntaxCache {
    private static final int WAYS = 4;

    private final AtomicReferenceArray<@Nullable Entry> slots;
    private final int bucketMask;
    private final long bytesMax;
    private final AtomicLong bytes = new AtomicLong();
    private final ReentrantLock writing = new ReentrantLock();
    private int hand;

    /** @param entriesMax a power of two, from 4 */
    SyntaxCache(int entriesMax, long bytesMax) {
        if (entriesMax < WAYS || Integer.bitCount(entriesMax) != 1) {
            throw new IllegalArgumentException("not a power of two from " + WAYS + ": " + entriesMax);
        }
        this.slots = new AtomicReferenceArray<>(entriesMax);
        this.bucketMask = entriesMax / WAYS - 1;
        this.bytesMax = bytesMax;
    }

    private static final class Entry {
        private final Grammar grammar;
        private final String text;
        private final ParsedText parsed;
        /** A race loses a mark, no more. */
        private boolean marked;

        private Entry(Grammar grammar, String text, ParsedText parsed) {
            this.grammar = grammar;
            this.text = text;
            this.parsed = parsed;
        }
    }

    /** Null if it is not kept. */
    @Nullable
    ParsedText get(Grammar grammar, String text) {
        Entry entry = find(firstSlot(grammar, text), grammar, text);
        if (entry == null) {
            return null;
        }
        if (!entry.marked) {
            entry.marked = true;
        }
        return entry.parsed;
    }

    private @Nullable Entry find(int first, Grammar grammar, String text) {
        for (int slot = first; slot < first + WAYS; slot++) {
            Entry entry = slots.get(slot);
            if (entry != null && entry.grammar == grammar && entry.text.equals(text)) {
                return entry;
            }
        }
        return null;
    }

    /** Keeps it, or not: what is larger than an eighth of all is not. */
    void put(Grammar grammar, String text, ParsedText parsed) {
        if (parsed.bytes() > bytesMax / 8 || !writing.tryLock()) {
            return;
        }
        try {
            int first = firstSlot(grammar, text);
            if (find(first, grammar, text) == null && makeRoom(parsed.bytes())) {
                slots.set(freeSlot(first), new Entry(grammar, text, parsed));
                bytes.addAndGet(parsed.bytes());
            }
        } finally {
            writing.unlock();
        }
    }

    /** False if all is in use, all the time. */
    private boolean makeRoom(int needed) {
        for (int looks = 2 * slots.length(); looks > 0 && bytes.get() + needed > bytesMax; looks--) {
            hand = (hand + 1) % slots.length();
            takeAway(hand);
        }
        return bytes.get() + needed <= bytesMax;
    }

    private int freeSlot(int first) {
        for (int look = 0; look < 2 * WAYS; look++) {
            int slot = first + look % WAYS;
            takeAway(slot);
            if (slots.get(slot) == null) {
                return slot;
            }
        }
        empty(first);
        return first;
    }

    /** Empties the slot, or takes the mark off it. */
    private void takeAway(int slot) {
        Entry entry = slots.get(slot);
        if (entry == null) {
            return;
        }
        if (entry.marked) {
            entry.marked = false;
        } else {
            empty(slot);
        }
    }

    private void empty(int slot) {
        Entry entry = slots.getAndSet(slot, null);
        if (entry != null) {
            bytes.addAndGet(-entry.parsed.bytes());
        }
    }

    private int firstSlot(Grammar grammar, String text) {
        int hash = text.hashCode() * 31 + grammar.name().hashCode();
        return ((hash ^ (hash >>> 15)) & bucketMask) * WAYS;
    }

    /** About what all entries take. */
    long bytes() {
        return bytes.get();
    }
}
