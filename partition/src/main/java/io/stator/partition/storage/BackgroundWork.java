package io.stator.partition.storage;

import org.rocksdb.AbstractEventListener;
import org.rocksdb.CompactionJobInfo;
import org.rocksdb.FlushJobInfo;
import org.rocksdb.RocksDB;

/** Tells a listener of RocksDB's flushes and compactions, which are rare; of nothing else, so that nothing else costs. */
final class BackgroundWork extends AbstractEventListener {
    private final StorageListener listener;

    BackgroundWork(StorageListener listener) {
        super(EnabledEventCallback.ON_FLUSH_COMPLETED, EnabledEventCallback.ON_COMPACTION_COMPLETED);
        this.listener = listener;
    }

    @Override
    public void onFlushCompleted(RocksDB database, FlushJobInfo flush) {
        listener.flushed();
    }

    @Override
    public void onCompactionCompleted(RocksDB database, CompactionJobInfo compaction) {
        listener.compacted();
    }
}
