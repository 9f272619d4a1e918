package io.stator.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stator.catalog.NodeRecord;
import io.stator.server.config.StartupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    @TempDir
    Path root;

    private DataDirectory open() {
        return DataDirectory.open(root, "n1");
    }

    private static NodeRecord node(String id) {
        return new NodeRecord(id, "incarnation-of-" + id, "127.0.0.1:9010", "127.0.0.1:9011");
    }

    @Test
    void theIncarnationIsMadeOnce() throws IOException {
        Identity first;
        try (DataDirectory data = open()) {
            first = data.identity();
        }
        assertThat(first.incarnation()).matches("[0-9a-f]{32}");
        assertThat(first.inCluster()).isFalse();
        try (DataDirectory data = open()) {
            assertThat(data.identity()).isEqualTo(first);
        }
        try (DataDirectory other = DataDirectory.open(root.resolve("other"), "n1")) {
            assertThat(other.identity().incarnation()).isNotEqualTo(first.incarnation());
        }
    }

    @Test
    void aDirectoryWithoutANodesDataIsNotUsed() throws IOException {
        Path none = root.resolve("none");
        assertThat(DataDirectory.isUsed(none)).isFalse();
        Files.createDirectories(none.resolve("lost+found"));
        assertThat(DataDirectory.isUsed(none)).isFalse();
        Files.createDirectories(none.resolve("raft"));
        assertThat(DataDirectory.isUsed(none)).isTrue();
        open().close();
        assertThat(DataDirectory.isUsed(root)).isTrue();
    }

    @Test
    void theClusterIsKeptForGood() throws IOException {
        List<NodeRecord> members = List.of(node("n1"), node("n2"));
        try (DataDirectory data = open()) {
            data.join("cluster-a", members);
        }
        try (DataDirectory data = open()) {
            assertThat(data.identity().clusterId()).isEqualTo("cluster-a");
            assertThat(data.identity().members()).isEqualTo(members);
            data.join("cluster-a", List.of());
            assertThat(data.identity().members()).isEqualTo(members);
            assertThatThrownBy(() -> data.join("cluster-b", members)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void oneProcessHasItAtATime() throws IOException {
        try (DataDirectory first = open()) {
            assertThatThrownBy(this::open)
                    .isInstanceOf(StartupException.class)
                    .hasMessage("the data directory " + root + " is in use by this process");
            assertThat(first.identity().nodeId()).isEqualTo("n1");
        }
        open().close();
    }

    @Test
    void anotherNodeIsRefused() throws IOException {
        open().close();
        assertThatThrownBy(() -> DataDirectory.open(root, "n2"))
                .isInstanceOf(StartupException.class)
                .hasMessage("the data directory " + root + " belongs to node 'n1', not to 'n2' (node.id, data.dir)");
        open().close();
    }

    @Test
    void aNewerFormatIsRefused() throws IOException {
        open().close();
        Path file = root.resolve("identity");
        Files.writeString(file, Files.readString(file).replace("stator-identity 1", "stator-identity 2"));
        assertThatThrownBy(this::open)
                .isInstanceOf(StartupException.class)
                .hasMessage("the data directory has format 2 by " + file
                        + ", written by a newer version of Stator; this one reads up to 1");
    }

    @Test
    void anyChangedByteIsNoticed() throws IOException {
        open().close();
        Path file = root.resolve("identity");
        byte[] good = Files.readAllBytes(file);
        for (int i = 0; i < good.length; i++) {
            byte[] bad = good.clone();
            bad[i] ^= 1;
            Files.write(file, bad);
            assertThatThrownBy(this::open).as("byte %s", i).isInstanceOf(StartupException.class);
        }
        Files.write(file, good);
        open().close();
    }

    @Test
    void dataWithoutAnIdentityIsNotTakenForANewNode() throws IOException {
        Files.createDirectories(root.resolve("raft"));
        assertThatThrownBy(this::open)
                .isInstanceOf(StartupException.class)
                .hasMessage("the data directory " + root + " has data but no identity file");
    }

    @Test
    void aFileInItsPlaceIsRefused() throws IOException {
        Path file = Files.createFile(root.resolve("file"));
        assertThatThrownBy(() -> DataDirectory.open(file, "n1"))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("cannot use the data directory");
    }

    private static final String GOLDEN_FORMAT_1 = """
            stator-identity 1
            node n1
            incarnation 000102030405060708090a0b0c0d0e0f
            cluster 88edf275-1d2e-3d2f-94ca-55b7cb1c37b7
            member n1 000102030405060708090a0b0c0d0e0f 127.0.0.1:9010 127.0.0.1:9011
            member n2 ff0102030405060708090a0b0c0d0e0f 127.0.0.1:9020 127.0.0.1:9021
            crc32c c28f017f
            """;

    private static final Identity GOLDEN_IDENTITY = new Identity(
            "n1",
            "000102030405060708090a0b0c0d0e0f",
            "88edf275-1d2e-3d2f-94ca-55b7cb1c37b7",
            List.of(
                    new NodeRecord("n1", "000102030405060708090a0b0c0d0e0f", "127.0.0.1:9010", "127.0.0.1:9011"),
                    new NodeRecord("n2", "ff0102030405060708090a0b0c0d0e0f", "127.0.0.1:9020", "127.0.0.1:9021")));

    /** What older versions wrote must stay readable. */
    @Test
    void bytesOfFormat1AreRead() throws IOException {
        Files.writeString(root.resolve("identity"), GOLDEN_FORMAT_1);
        try (DataDirectory data = open()) {
            assertThat(data.identity()).isEqualTo(GOLDEN_IDENTITY);
        }
    }

    @Test
    void todaysIdentityHasTheBytesOfFormat1() throws IOException {
        Path file = root.resolve("identity");
        new IdentityFile(file).write(GOLDEN_IDENTITY);
        assertThat(Files.readString(file)).isEqualTo(GOLDEN_FORMAT_1);
    }
}
