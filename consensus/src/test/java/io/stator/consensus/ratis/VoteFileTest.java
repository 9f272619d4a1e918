package io.stator.consensus.ratis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stator.consensus.GroupId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.storage.RaftStorageMetadata;
import org.apache.ratis.server.storage.RaftStorageMetadataFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a full disk does to a replica's vote and to its group's members: nothing that outlasts it. */
@SuppressWarnings("NullAway.Init")
class VoteFileTest {
    private static final RaftStorageMetadata FIRST = RaftStorageMetadata.valueOf(3, RaftPeerId.valueOf("n1"));
    private static final RaftStorageMetadata SECOND = RaftStorageMetadata.valueOf(4, RaftPeerId.valueOf("n2"));

    @TempDir
    Path directory;

    /** Of a file that is not there yet. */
    private static final class Nothing implements RaftStorageMetadataFile {
        @Override
        public RaftStorageMetadata getMetadata() {
            return RaftStorageMetadata.getDefault();
        }

        @Override
        public void persist(RaftStorageMetadata metadata) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void aVoteThatCannotBeWrittenLeavesTheOneBefore() throws IOException {
        AtomicBoolean full = new AtomicBoolean();
        Path file = directory.resolve("raft-meta");
        VoteFile votes = new VoteFile(file, new Nothing(), (path, content) -> {
            if (full.get()) {
                throw new IOException("No space left on device");
            }
            Files.write(path, content);
        });
        assertThat(votes.getMetadata()).isEqualTo(RaftStorageMetadata.getDefault());
        votes.persist(FIRST);
        full.set(true);
        assertThatThrownBy(() -> votes.persist(SECOND)).isInstanceOf(IOException.class);
        assertThat(votes.getMetadata()).isEqualTo(FIRST);
        assertThat(Files.readString(file)).contains("term=3", "votedFor=n1");
        full.set(false);
        votes.persist(SECOND);
        assertThat(votes.getMetadata()).isEqualTo(SECOND);
        assertThat(Files.readString(file)).contains("term=4", "votedFor=n2");
    }

    @Test
    void whatIsWrittenTwiceIsWrittenOnce() throws IOException {
        int[] writes = {0};
        VoteFile votes = new VoteFile(directory.resolve("raft-meta"), new Nothing(), (path, content) -> writes[0]++);
        votes.persist(FIRST);
        votes.persist(FIRST);
        assertThat(writes[0]).isEqualTo(1);
    }

    @Test
    void replicasUseIt() throws Exception {
        try (RatisTestCluster cluster = new RatisTestCluster(1, directory)) {
            GroupId group = cluster.newGroup();
            cluster.write(group, "a");
            long term = cluster.leading(group).term();
            cluster.stop(0);
            Path file = cluster.directory(0)
                    .resolve(group.toString())
                    .resolve("current")
                    .resolve("raft-meta");
            assertThat(Files.readString(file)).contains("written by Stator", "term=" + term, "votedFor=n0");
            cluster.restart(0);
            assertThat(cluster.write(group, "b")).isEqualTo("2:b");
            assertThat(cluster.leading(group).term()).isGreaterThan(term);
        }
    }

    /** Of a group whose log no longer holds them: else Ratis finds them there. */
    @Test
    void membersThatAFullDiskEmptiedAreRestored() throws Exception {
        try (RatisTestCluster cluster =
                new RatisTestCluster(1, directory, settings -> settings.withLog(16 << 10, 64 << 10, 5, 2))) {
            GroupId group = cluster.newGroup();
            int written = 0;
            while (cluster.leading(group).status().logStartIndex() < 10) {
                cluster.write(group, written++ + "x".repeat(1_000));
            }
            cluster.stop(0);
            Files.write(MembersFile.of(cluster.directory(0).resolve(group.toString())), new byte[0]);
            cluster.restart(0);
            assertThat(cluster.write(group, "last")).isEqualTo(written + 1 + ":last");
        }
    }

    @Test
    void withoutACopyTheyAreMissed() throws Exception {
        try (RatisTestCluster cluster = new RatisTestCluster(1, directory)) {
            GroupId group = cluster.newGroup();
            cluster.write(group, "a");
            cluster.stop(0);
            Path replica = cluster.directory(0).resolve(group.toString());
            byte[] copy = Files.readAllBytes(MembersFile.copyOf(replica));
            Files.write(MembersFile.of(replica), new byte[0]);
            Files.delete(MembersFile.copyOf(replica));
            assertThatThrownBy(() -> cluster.restart(0))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("the members of a group are lost");
            cluster.stop(0);
            Files.write(MembersFile.copyOf(replica), copy);
            cluster.restart(0);
            assertThat(cluster.write(group, "b")).isEqualTo("2:b");
        }
    }
}
