package io.stator.server;

import io.stator.consensus.ratis.RatisSettings;
import io.stator.partition.storage.StorageSettings;
import io.stator.server.config.NodeSettings;
import io.stator.server.config.Setting;
import java.nio.file.Path;

/** A node's settings as those of the modules it is made of. */
final class ModuleSettings {
    private static final int CHECKPOINTS_KEPT = RatisSettings.CHECKPOINTS_KEPT_MIN;

    private ModuleSettings() {}

    static RatisSettings ratis(NodeSettings settings, Path directory, String memberId) {
        RatisSettings usual = RatisSettings.of(
                directory, memberId, settings.text(Setting.LISTEN_HOST), settings.count(Setting.RAFT_PORT));
        return usual.withElection(
                        settings.count(Setting.RAFT_ELECTION_MIN_MILLIS),
                        settings.count(Setting.RAFT_ELECTION_MAX_MILLIS),
                        settings.count(Setting.RAFT_LEASE_MILLIS))
                .withEntries(
                        usual.entryBytesMax(),
                        settings.count(Setting.RAFT_BATCH_BYTES),
                        settings.count(Setting.RAFT_INFLIGHT),
                        settings.number(Setting.RAFT_QUEUE_BYTES))
                .withQueues(settings.count(Setting.RAFT_QUEUE_MILLIS), settings.number(Setting.RAFT_QUEUE_TOTAL_BYTES))
                .withLog(
                        settings.count(Setting.RAFT_SEGMENT_BYTES),
                        settings.number(Setting.CHECKPOINT_BYTES),
                        settings.number(Setting.LOG_PRESERVE_ENTRIES),
                        CHECKPOINTS_KEPT)
                .withCheckpointSendBytesPerSecond(settings.number(Setting.CHECKPOINT_SEND_BYTES_PER_SECOND));
    }

    static StorageSettings storage(NodeSettings settings, Path nativeDirectory) {
        StorageSettings usual = StorageSettings.DEFAULT;
        return new StorageSettings(
                settings.number(Setting.STORAGE_CACHE_BYTES),
                settings.number(Setting.STORAGE_WRITEBUFFER_BYTES),
                usual.backgroundThreads(),
                usual.backgroundBytesPerSecond(),
                usual.openFilesPerStore(),
                nativeDirectory);
    }
}
