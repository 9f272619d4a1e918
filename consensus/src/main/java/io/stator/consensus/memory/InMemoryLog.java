package io.stator.consensus.memory;

import io.stator.consensus.LogPosition;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** A group's entries: what its members' disks would hold. Used by the group's thread only. */
final class InMemoryLog {

    /** At most one command each: batching is not this implementation's business. */
    record Entry(LogPosition position, List<byte[]> commands) {}

    private final NavigableMap<Long, Entry> entries = new TreeMap<>();
    private long nextIndex;

    Entry append(long term, List<byte[]> commands) {
        Entry entry = new Entry(new LogPosition(term, nextIndex), commands);
        entries.put(nextIndex, entry);
        nextIndex++;
        return entry;
    }

    /** All that come after an index. */
    List<Entry> after(long index) {
        return List.copyOf(entries.tailMap(index, false).values());
    }

    long lastIndex() {
        return nextIndex - 1;
    }

    /** Index of the first entry that is still there, or of the next to come. */
    long startIndex() {
        return entries.isEmpty() ? nextIndex : entries.firstKey();
    }

    void purgeUpTo(long index) {
        entries.headMap(index, true).clear();
    }
}
