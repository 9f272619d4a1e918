package io.stator.partition.storage;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads of a store. Thread-safe; the cursors are not. */
public interface StoreReads {

    /** The value of a key, or null. */
    byte @Nullable [] get(byte[] key) throws IOException;

    /** A cursor on a range as it is now; stands before its first key (or after its last), and is to be closed. */
    StoreCursor cursor(KeyRange range, CursorOptions options) throws IOException;
}
