package io.stator.server.cli.transfer;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts what is read from another stream; the count may be read by any thread. */
final class CountedInput extends FilterInputStream {
    private volatile long count;

    CountedInput(InputStream source) {
        super(source);
    }

    long count() {
        return count;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        add(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        add(Math.max(0, read));
        return read;
    }

    @Override
    public long skip(long bytes) throws IOException {
        long skipped = super.skip(bytes);
        add(skipped);
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** Called by the one thread that reads. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void add(long bytes) {
        count += bytes;
    }
}
