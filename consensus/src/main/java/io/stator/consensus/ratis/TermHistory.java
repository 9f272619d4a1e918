package io.stator.consensus.ratis;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which term each applied entry is of, in a few numbers: terms only grow along the log. Thread-safe. */
final class TermHistory {
    private final NavigableMap<Long, Long> termByFirstIndex = new TreeMap<>();
    private long lastIndex = -1;

    /** Forgets all and starts at an entry. */
    synchronized void reset(long term, long index) {
        termByFirstIndex.clear();
        lastIndex = -1;
        visited(term, index);
    }

    /** The next entry was applied. */
    synchronized void visited(long term, long index) {
        Map.Entry<Long, Long> last = termByFirstIndex.lastEntry();
        if (last == null || last.getValue() != term) {
            termByFirstIndex.put(index, term);
        }
        lastIndex = index;
    }

    /** Null if the entry was not seen. */
    synchronized @Nullable Long termOf(long index) {
        Map.Entry<Long, Long> term = termByFirstIndex.floorEntry(index);
        return index > lastIndex || term == null ? null : term.getValue();
    }

    /** Nobody will ask for entries before this one. */
    synchronized void forgetBefore(long index) {
        Long first = termByFirstIndex.floorKey(index);
        if (first != null) {
            termByFirstIndex.headMap(first, false).clear();
        }
    }
}
