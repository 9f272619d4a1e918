package io.stator.consensus.ratis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.retry.MultipleLinearRandomRetry;
import org.apache.ratis.retry.RetryPolicy;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.junit.jupiter.api.Test;

class RatisSettingsTest {
    private static final RatisSettings GOOD = RatisSettings.of(Path.of("data"), "n1-a.B_2", "127.0.0.1", 9011);

    @Test
    void defaults() {
        assertThat(GOOD.electionMinMillis()).isEqualTo(1000);
        assertThat(GOOD.electionMaxMillis()).isEqualTo(2000);
        assertThat(GOOD.leaseMillis()).isEqualTo(800);
        assertThat(GOOD.entryBytesMax()).isEqualTo(6 << 20);
        assertThat(GOOD.batchBytesMax()).isEqualTo(512 << 10);
        assertThat(GOOD.entriesInFlight()).isEqualTo(2);
        assertThat(GOOD.queueBytesMax()).isEqualTo(16 << 20);
        assertThat(GOOD.queueMillisMax()).isEqualTo(500);
        assertThat(GOOD.hostQueueBytesMax()).isEqualTo(64 << 20);
        assertThat(GOOD.segmentBytes()).isEqualTo(16 << 20);
        assertThat(GOOD.checkpointBytes()).isEqualTo(64 << 20);
        assertThat(GOOD.preserveEntries()).isEqualTo(10_000);
        assertThat(GOOD.checkpointsKept()).isEqualTo(2);
        assertThat(GOOD.checkpointSendBytesPerSecond()).isEqualTo(16 << 20);
    }

    @Test
    void whatIsOutOfBoundsIsNamed() {
        Path directory = Path.of("data");
        String longest = "x".repeat(RatisSettings.MEMBER_ID_LENGTH_MAX);
        assertThat(RatisSettings.of(directory, longest, "::1", 65535).bindPort())
                .isEqualTo(65535);
        refused("memberId", () -> RatisSettings.of(directory, longest + "x", "h", 1));
        refused("memberId", () -> RatisSettings.of(directory, "", "h", 1));
        refused("memberId", () -> RatisSettings.of(directory, "a/b", "h", 1));
        refused("bindHost", () -> RatisSettings.of(directory, "a", " ", 1));
        refused("bindPort", () -> RatisSettings.of(directory, "a", "h", 0));
        refused("bindPort", () -> RatisSettings.of(directory, "a", "h", 65536));
        refused("electionMinMillis", () -> GOOD.withElection(9, 100, 5));
        refused("electionMaxMillis", () -> GOOD.withElection(100, 100, 5));
        refused("leaseMillis", () -> GOOD.withElection(100, 200, 100));
        refused("leaseMillis", () -> GOOD.withElection(2000, 3000, 1001));
        refused("leaseMillis", () -> GOOD.withElection(2000, 3000, -1));
        assertThat(GOOD.withElection(2000, 3000, 1000).leaseMillis()).isEqualTo(1000);
        assertThat(GOOD.withElection(100, 200, 0).leaseMillis()).isZero();
        refused("entryBytesMax", () -> GOOD.withEntries(0, 1, 1, 1));
        refused("entryBytesMax", () -> GOOD.withEntries((32 << 20) + 1, 1, 1, 64 << 20));
        refused("batchBytesMax", () -> GOOD.withEntries(100, 101, 1, 100));
        refused("batchBytesMax", () -> GOOD.withEntries(100, 0, 1, 100));
        refused("entriesInFlight", () -> GOOD.withEntries(100, 100, 0, 100));
        refused("entriesInFlight", () -> GOOD.withEntries(100, 100, 65, 100));
        refused("queueBytesMax", () -> GOOD.withEntries(100, 100, 64, 99));
        refused("queueMillisMax", () -> GOOD.withQueues(0, 64 << 20));
        refused("hostQueueBytesMax", () -> GOOD.withQueues(1, (6 << 20) - 1));
        refused("segmentBytes", () -> GOOD.withLog((4 << 10) - 1, 1, 0, 2));
        refused("checkpointBytes", () -> GOOD.withLog(4 << 10, 0, 0, 2));
        refused("preserveEntries", () -> GOOD.withLog(4 << 10, 1, -1, 2));
        refused("checkpointsKept", () -> GOOD.withLog(4 << 10, 1, 0, 1));
        refused("checkpointsKept", () -> GOOD.withLog(4 << 10, 1, 0, 4));
        refused("checkpointSendBytesPerSecond", () -> GOOD.withCheckpointSendBytesPerSecond((1 << 20) - 1));
        assertThat(GOOD.withCheckpointSendBytesPerSecond(1 << 20).checkpointSendBytesPerSecond())
                .isEqualTo(1 << 20);
    }

    @Test
    void aPaceAtWhichFollowersWouldStandForElectionIsRefusedWithWords() {
        RatisSettings impatient = GOOD.withElection(10, 20, 5);
        long slowest = SendingPlan.bytesPerSecondMin(10);
        assertThat(impatient.withCheckpointSendBytesPerSecond(slowest).checkpointSendBytesPerSecond())
                .isEqualTo(slowest);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> impatient.withCheckpointSendBytesPerSecond(slowest - 1))
                .withMessage("checkpointSendBytesPerSecond must be 3276800 or more where electionMinMillis is 10, or a "
                        + "follower would stand for election between two chunks: 3276799");
        refused(
                "checkpointSendBytesPerSecond",
                () -> GOOD.withCheckpointSendBytesPerSecond(1 << 20).withElection(10, 20, 5));
    }

    @Test
    void chunksAreAsLargeAsThePlanSays() {
        assertThat(chunkBytes(GOOD)).isEqualTo(SendingPlan.CHUNK_BYTES_MAX);
        RatisSettings slow = GOOD.withCheckpointSendBytesPerSecond(1 << 20).withElection(500, 1000, 400);
        assertThat(chunkBytes(slow)).isEqualTo(64 << 10);
    }

    private static int chunkBytes(RatisSettings settings) {
        return RaftServerConfigKeys.Log.Appender.snapshotChunkSizeMax(RatisProperties.from(settings))
                .getSizeInt();
    }

    @Test
    void anEnginePropertyWinsOverWhatTheSettingsMakeOfIt() {
        String unsafe = RaftServerConfigKeys.Log.UNSAFE_FLUSH_ENABLED_KEY;
        RatisSettings changed = GOOD.withEngineProperty(unsafe, "true").withElection(2000, 3000, 500);
        assertThat(RaftServerConfigKeys.Log.unsafeFlushEnabled(RatisProperties.from(GOOD)))
                .isFalse();
        assertThat(RaftServerConfigKeys.Log.unsafeFlushEnabled(RatisProperties.from(changed)))
                .isTrue();
    }

    @Test
    void aFollowerThatFailedIsTriedAgainSoonHoweverOftenItFailed() {
        RetryPolicy policy = MultipleLinearRandomRetry.parseCommaSeparated(
                RaftServerConfigKeys.Log.Appender.retryPolicy(RatisProperties.from(GOOD)));
        for (int failures = 0; failures < 10_000_000; failures = failures * 2 + 1) {
            int attempts = failures;
            long millis =
                    policy.handleAttemptFailure(() -> attempts).getSleepTime().toLong(TimeUnit.MILLISECONDS);
            assertThat(millis).as("after %d failures", failures).isBetween(failures < 10 ? 0L : 1L, 1000L);
        }
    }

    private static void refused(String setting, Runnable making) {
        assertThatIllegalArgumentException().isThrownBy(making::run).withMessageStartingWith(setting);
    }
}
