package io.stator.partition.storage;

/**
 * How a cursor goes.
 *
 * @param backward from the range's end to its start
 * @param readaheadBytes 0: as RocksDB sees fit
 * @param fillCache whether the blocks it reads stay in the cache
 */
public record CursorOptions(boolean backward, int readaheadBytes, boolean fillCache) {
    public static final CursorOptions FORWARD = new CursorOptions(false, 0, true);

    /** For one long pass that is not to push everything else out of the cache. */
    public static final CursorOptions SWEEP = new CursorOptions(false, 1 << 20, false);
}
