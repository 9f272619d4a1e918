package io.stator.consensus.ratis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stator.consensus.LogPosition;
import io.stator.consensus.ratis.Checkpoints.Checkpoint;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.apache.ratis.server.storage.FileInfo;
import org.apache.ratis.server.storage.RaftStorageDirectory;
import org.apache.ratis.util.MD5FileUtil;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class CheckpointsTest {
    @TempDir
    Path root;

    private long now;
    private final Checkpoints checkpoints = new Checkpoints(() -> now, 2);

    private RaftStorageDirectory storage() {
        return new RaftStorageDirectory() {
            @Override
            public File getRoot() {
                return root.toFile();
            }

            @Override
            public boolean isHealthy() {
                return true;
            }
        };
    }

    private void write(Checkpoints into, long term, long index) throws IOException {
        Path directory = Files.createDirectory(into.newDirectory());
        Files.writeString(directory.resolve("state"), "state at " + index);
        Files.createFile(directory.resolve("empty"));
        into.finish(new LogPosition(term, index));
    }

    private List<String> onDisk() throws IOException {
        return DurableFiles.list(root.resolve("sm")).stream()
                .map(DurableFiles::name)
                .toList();
    }

    private static long index(@Nullable Checkpoint checkpoint) {
        return checkpoint == null ? -1 : checkpoint.getIndex();
    }

    @Test
    void theManifestsGoldenText() throws IOException {
        CheckpointManifest manifest = new CheckpointManifest(
                new LogPosition(3, 120),
                List.of(new CheckpointManifest.Content("a b", 0), new CheckpointManifest.Content("c", 17)));
        String text = """
                stator-checkpoint 1
                position 3 120
                file 0 a b
                file 17 c
                crc32c 4e91585f
                """;
        assertThat(new String(manifest.encode(), StandardCharsets.UTF_8)).isEqualTo(text);
        assertThat(CheckpointManifest.decode(text.getBytes(StandardCharsets.UTF_8), root))
                .isEqualTo(manifest);
        for (int i = 0; i < text.length(); i++) {
            byte[] damaged = manifest.encode();
            damaged[i] ^= 1;
            assertThatThrownBy(() -> CheckpointManifest.decode(damaged, root)).isInstanceOf(IOException.class);
        }
    }

    /** Deleted with the rubbish, it would be missing when the newer version comes back. */
    @Test
    void aCheckpointOfANewerVersionIsRefusedAndKept() throws IOException {
        checkpoints.open(storage());
        write(checkpoints, 3, 120);
        Path manifest = root.resolve("sm/checkpoint-3-120.manifest");
        String text = """
                stator-checkpoint 2
                position 3 120
                what version 1 does not know
                crc32c 8871414f
                """;
        Files.writeString(manifest, text);

        Checkpoints older = new Checkpoints(() -> now, 2);
        assertThatThrownBy(() -> older.open(storage()))
                .isInstanceOf(CheckpointManifest.NewerManifestException.class)
                .hasMessage("the checkpoint manifest " + manifest + " has version 2, written by a newer version of"
                        + " Stator; this one reads up to 1");
        assertThatThrownBy(older::received).isInstanceOf(CheckpointManifest.NewerManifestException.class);
        assertThat(onDisk()).containsExactly("checkpoint-3-120", "checkpoint-3-120.manifest");
        assertThat(manifest).hasContent(text);
    }

    @Test
    void aCheckpointIsPublishedOnlyWhenRatisIsTold() throws IOException {
        checkpoints.open(storage());
        write(checkpoints, 1, 10);
        assertThat(checkpoints.getLatestSnapshot()).isNull();
        assertThat(checkpoints.newestIndex()).isEqualTo(10);
        assertThat(checkpoints.publish()).isEqualTo(10);
        assertThat(index(checkpoints.getLatestSnapshot())).isEqualTo(10);
    }

    @Test
    void theNewestAreKept() throws IOException {
        checkpoints.open(storage());
        for (int index = 10; index <= 50; index += 10) {
            write(checkpoints, 1, index);
            checkpoints.publish();
            checkpoints.deleteOld();
        }
        assertThat(onDisk())
                .containsExactly(
                        "checkpoint-1-40", "checkpoint-1-40.manifest", "checkpoint-1-50", "checkpoint-1-50.manifest");
    }

    @Test
    void whatIsBeingSentIsKeptUntilNobodyAsksForMore() throws IOException {
        checkpoints.open(storage());
        write(checkpoints, 1, 10);
        checkpoints.publish();
        Checkpoint sent = Objects.requireNonNull(checkpoints.getLatestSnapshot());
        for (int index = 20; index <= 50; index += 10) {
            write(checkpoints, 1, index);
            checkpoints.publish();
            for (FileInfo file : sent.getFiles()) {
                assertThat(file.getPath()).exists();
            }
            now += Checkpoints.SENDING_NANOS - 1;
            checkpoints.deleteOld();
        }
        assertThat(onDisk())
                .contains("checkpoint-1-10", "checkpoint-1-10.manifest")
                .hasSize(6);
        now += 1;
        checkpoints.deleteOld();
        assertThat(onDisk())
                .doesNotContain("checkpoint-1-10", "checkpoint-1-10.manifest")
                .hasSize(4);
    }

    @Test
    void afterARestartTheNewestCompleteOneIsFoundAndTheRestIsGone() throws IOException {
        checkpoints.open(storage());
        write(checkpoints, 1, 10);
        write(checkpoints, 2, 20);
        write(checkpoints, 2, 30);
        Files.delete(root.resolve("sm/checkpoint-2-30.manifest"));
        write(checkpoints, 2, 40);
        Files.writeString(root.resolve("sm/checkpoint-2-40/state"), "cut");
        Files.createDirectory(checkpoints.newDirectory());
        Files.createDirectories(root.resolve("tmp/snapshot-of-someone"));

        Checkpoints restarted = new Checkpoints(() -> now, 2);
        restarted.open(storage());
        assertThat(index(restarted.getLatestSnapshot())).isEqualTo(20);
        assertThat(onDisk())
                .containsExactly(
                        "checkpoint-1-10", "checkpoint-1-10.manifest", "checkpoint-2-20", "checkpoint-2-20.manifest");
        assertThat(root.resolve("checkpoint-unfinished")).doesNotExist();
        assertThat(root.resolve("tmp/snapshot-of-someone")).doesNotExist();
    }

    @Test
    void aCrashWhileRatisExchangesTheDirectoriesLosesNothing() throws IOException {
        checkpoints.open(storage());
        write(checkpoints, 1, 10);
        Files.move(root.resolve("sm"), root.resolve("sm.tmp20260101"));
        Checkpoints restarted = new Checkpoints(() -> now, 2);
        restarted.open(storage());
        assertThat(index(restarted.getLatestSnapshot())).isEqualTo(10);

        Files.createDirectory(root.resolve("sm.tmp20260102"));
        new Checkpoints(() -> now, 2).open(storage());
        assertThat(root.resolve("sm.tmp20260102")).doesNotExist();
    }

    @Test
    void aReceivedCheckpointIsConfirmedOnceAndDamageIsFound() throws IOException {
        checkpoints.open(storage());
        write(checkpoints, 1, 10);
        for (String file : List.of("checkpoint-1-10/state", "checkpoint-1-10/empty", "checkpoint-1-10.manifest")) {
            MD5FileUtil.computeAndSaveMd5ForFile(
                    root.resolve("sm").resolve(file).toFile());
        }
        Checkpoints receiver = new Checkpoints(() -> now, 2);
        receiver.open(storage());
        assertThat(index(receiver.getLatestSnapshot())).isEqualTo(10);
        assertThat(onDisk()).containsExactly("checkpoint-1-10", "checkpoint-1-10.manifest");
        assertThat(DurableFiles.list(root.resolve("sm/checkpoint-1-10"))).hasSize(2);

        Path state = root.resolve("sm/checkpoint-1-10/state");
        MD5FileUtil.computeAndSaveMd5ForFile(state.toFile());
        Files.writeString(state, "state at 11");
        Checkpoints damaged = new Checkpoints(() -> now, 2);
        damaged.open(storage());
        assertThat(damaged.getLatestSnapshot()).isNull();
        assertThat(onDisk()).isEmpty();
        assertThatThrownBy(damaged::received).isInstanceOf(IOException.class);
    }

    @Test
    void directoriesAreRefused() throws IOException {
        checkpoints.open(storage());
        Files.createDirectories(checkpoints.newDirectory().resolve("inner"));
        assertThatThrownBy(() -> checkpoints.finish(new LogPosition(1, 1))).isInstanceOf(IOException.class);
        assertThat(checkpoints.newestIndex()).isEqualTo(-1);
    }
}
