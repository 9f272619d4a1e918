package io.stator.catalog;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * An immutable sorted map whose changed copies share all but one chunk with it. Null keys and values are not allowed.
 *
 * <p>A list of sorted chunks: a change copies one chunk and the list of chunks, some 300 references in a map of ten
 * thousand entries (about a microsecond); a look-up is two binary searches. A balanced tree would copy fewer and cost
 * more code; plain copy-on-write would copy all of it for each change, on the apply thread.
 *
 * <p>Sub-maps are views of the same chunks; a range outside this one's is cut to it. Thread-safe, being immutable.
 */
final class ChunkedMap<K extends Comparable<? super K>, V> extends AbstractMap<K, V> implements SortedMap<K, V> {

    /** About the square root of the largest number of tables: chunk and list of chunks are then of one size. */
    static final int CHUNK_ENTRIES_MAX = 128;

    private final List<List<Map.Entry<K, V>>> chunks;
    private final @Nullable K from;
    private final @Nullable K to;
    private final int size;

    private ChunkedMap(List<List<Map.Entry<K, V>>> chunks, @Nullable K from, @Nullable K to) {
        this.chunks = chunks;
        this.from = from;
        this.to = to;
        this.size = Math.max(0, rank(end()) - rank(start()));
    }

    static <K extends Comparable<? super K>, V> ChunkedMap<K, V> empty() {
        return new ChunkedMap<>(List.of(), null, null);
    }

    /** A copy with this entry added or replaced. Of a whole map only. */
    ChunkedMap<K, V> with(K key, V value) {
        requireWhole();
        Map.Entry<K, V> entry = Map.entry(key, value);
        if (chunks.isEmpty()) {
            return new ChunkedMap<>(List.of(List.of(entry)), null, null);
        }
        Place place = lowerBound(key);
        // Past the last entry: append to the last chunk.
        int at = Math.min(place.chunk, chunks.size() - 1);
        List<Map.Entry<K, V>> chunk = new ArrayList<>(chunks.get(at));
        int offset = place.chunk == at ? place.offset : chunk.size();
        if (offset < chunk.size() && chunk.get(offset).getKey().compareTo(key) == 0) {
            chunk.set(offset, entry);
        } else {
            chunk.add(offset, entry);
        }
        List<List<Map.Entry<K, V>>> copy = new ArrayList<>(chunks);
        if (chunk.size() <= CHUNK_ENTRIES_MAX) {
            copy.set(at, List.copyOf(chunk));
        } else {
            int middle = chunk.size() / 2;
            copy.set(at, List.copyOf(chunk.subList(0, middle)));
            copy.add(at + 1, List.copyOf(chunk.subList(middle, chunk.size())));
        }
        return new ChunkedMap<>(copy, null, null);
    }

    /** A copy without this key. Of a whole map only. */
    ChunkedMap<K, V> without(K key) {
        requireWhole();
        Place place = lowerBound(key);
        if (isNotAt(place, key)) {
            return this;
        }
        List<Map.Entry<K, V>> chunk = new ArrayList<>(chunks.get(place.chunk));
        chunk.remove(place.offset);
        List<List<Map.Entry<K, V>>> copy = new ArrayList<>(chunks);
        copy.remove(place.chunk);
        // Small neighbours melt into one, so that names that came and went leave no crumbs.
        boolean mergesWithNext = place.chunk < copy.size()
                && chunk.size() + copy.get(place.chunk).size() <= CHUNK_ENTRIES_MAX / 2;
        if (mergesWithNext) {
            chunk.addAll(copy.remove(place.chunk));
        }
        if (!chunk.isEmpty()) {
            copy.add(place.chunk, List.copyOf(chunk));
        }
        return new ChunkedMap<>(copy, null, null);
    }

    int chunkCount() {
        return chunks.size();
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public @Nullable V get(@Nullable Object key) {
        K sought = cast(key);
        if (sought == null || !inRange(sought)) {
            return null;
        }
        Place place = lowerBound(sought);
        return isNotAt(place, sought)
                ? null
                : chunks.get(place.chunk).get(place.offset).getValue();
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return get(key) != null;
    }

    @Override
    public Set<Map.Entry<K, V>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Map.Entry<K, V>> iterator() {
                return new Entries(start(), size);
            }

            @Override
            public int size() {
                return size;
            }
        };
    }

    @Override
    public @Nullable Comparator<? super K> comparator() {
        return null;
    }

    @Override
    public SortedMap<K, V> subMap(K fromKey, K toKey) {
        if (fromKey.compareTo(toKey) > 0) {
            throw new IllegalArgumentException("from is after to");
        }
        return new ChunkedMap<>(chunks, later(from, fromKey), earlier(to, toKey));
    }

    @Override
    public SortedMap<K, V> headMap(K toKey) {
        return new ChunkedMap<>(chunks, from, earlier(to, toKey));
    }

    @Override
    public SortedMap<K, V> tailMap(K fromKey) {
        return new ChunkedMap<>(chunks, later(from, fromKey), to);
    }

    @Override
    public K firstKey() {
        return entrySet().iterator().next().getKey();
    }

    @Override
    public K lastKey() {
        if (size == 0) {
            throw new NoSuchElementException();
        }
        Place end = end();
        List<Map.Entry<K, V>> chunk = end.offset > 0 ? chunks.get(end.chunk) : chunks.get(end.chunk - 1);
        return chunk.get(end.offset > 0 ? end.offset - 1 : chunk.size() - 1).getKey();
    }

    private Place start() {
        return from == null ? new Place(0, 0) : lowerBound(from);
    }

    private Place end() {
        return to == null ? new Place(chunks.size(), 0) : lowerBound(to);
    }

    private int rank(Place place) {
        int rank = place.offset;
        for (int i = 0; i < place.chunk; i++) {
            rank += chunks.get(i).size();
        }
        return rank;
    }

    /** Where the first entry with this key or a later one is; past the last chunk if there is none. */
    private Place lowerBound(K key) {
        int low = 0;
        int high = chunks.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            List<Map.Entry<K, V>> chunk = chunks.get(middle);
            if (chunk.get(chunk.size() - 1).getKey().compareTo(key) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == chunks.size() ? new Place(low, 0) : new Place(low, offset(chunks.get(low), key));
    }

    private int offset(List<Map.Entry<K, V>> chunk, K key) {
        int low = 0;
        int high = chunk.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (chunk.get(middle).getKey().compareTo(key) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private boolean isNotAt(Place place, K key) {
        return place.chunk == chunks.size()
                || chunks.get(place.chunk).get(place.offset).getKey().compareTo(key) != 0;
    }

    private boolean inRange(K key) {
        return (from == null || from.compareTo(key) <= 0) && (to == null || key.compareTo(to) < 0);
    }

    private void requireWhole() {
        if (from != null || to != null) {
            throw new IllegalStateException("a range of a map cannot be changed");
        }
    }

    private static <K extends Comparable<? super K>> K later(@Nullable K a, K b) {
        return a == null || a.compareTo(b) < 0 ? b : a;
    }

    private static <K extends Comparable<? super K>> K earlier(@Nullable K a, K b) {
        return a == null || a.compareTo(b) > 0 ? b : a;
    }

    @SuppressWarnings("unchecked") // as SortedMap says: a key of another type is a ClassCastException
    private @Nullable K cast(@Nullable Object key) {
        return (K) key;
    }

    private record Place(int chunk, int offset) {}

    private final class Entries implements Iterator<Map.Entry<K, V>> {
        private int chunk;
        private int offset;
        private int left;

        Entries(Place start, int left) {
            this.chunk = start.chunk;
            this.offset = start.offset;
            this.left = left;
        }

        @Override
        public boolean hasNext() {
            return left > 0;
        }

        @Override
        public Map.Entry<K, V> next() {
            if (left == 0) {
                throw new NoSuchElementException();
            }
            left--;
            Map.Entry<K, V> entry = chunks.get(chunk).get(offset);
            offset++;
            if (offset == chunks.get(chunk).size()) {
                chunk++;
                offset = 0;
            }
            return entry;
        }
    }
}
