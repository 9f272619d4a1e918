package io.stator.server.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes, without Stator in them. */
class LocalClusterTest {
    @TempDir
    Path directory = Path.of("");

    @SuppressWarnings("NullAway.Init")
    private LocalCluster cluster;

    @BeforeEach
    void create() {
        cluster = LocalCluster.create(spec(IdleNode.class));
    }

    private LocalClusterSpec spec(Class<?> main) {
        return LocalClusterSpec.onFreePorts(directory.resolve("c"), 2)
                .withMainClass(main)
                .withJvmOptions(List.of("-Xmx32m", "-Xms16m", "-XX:TieredStopAtLevel=1"));
    }

    @AfterEach
    void down() {
        cluster.killAll();
        cluster.close();
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    @Test
    void processesAreStartedKilledAndStartedAgain() {
        assertThat(cluster.processState(1)).isEqualTo(ProcessState.DOWN);
        cluster.launch();
        await(() -> cluster.processState(1) == ProcessState.RUNNING);
        await(() -> cluster.processState(2) == ProcessState.RUNNING);
        OptionalLong first = cluster.pid(1);
        cluster.launch();
        assertThat(cluster.pid(1)).as("what runs is not started twice").isEqualTo(first);
        cluster.kill(1);
        assertThat(cluster.processState(1)).isEqualTo(ProcessState.DOWN);
        assertThat(cluster.processState(2)).isEqualTo(ProcessState.RUNNING);
        cluster.launch(1);
        assertThat(cluster.pid(1)).isPresent().isNotEqualTo(first);
        cluster.down();
        assertThat(cluster.pid(1)).isEmpty();
        assertThat(cluster.pid(2)).isEmpty();
    }

    @Test
    void aPausedProcessIsSeenAsOneAndCanBeStopped() {
        cluster.launch(1);
        cluster.pause(1);
        assertThat(cluster.processState(1)).isEqualTo(ProcessState.PAUSED);
        cluster.resume(1);
        assertThat(cluster.processState(1)).isEqualTo(ProcessState.RUNNING);
        cluster.pause(1);
        cluster.stop(1);
        assertThat(cluster.processState(1)).isEqualTo(ProcessState.DOWN);
        assertThatThrownBy(() -> cluster.pause(1))
                .isInstanceOf(LaunchException.class)
                .hasMessage("node 1 is down");
    }

    @Test
    void whoOpensTheDirectoryHoldsTheCluster() {
        cluster.launch(1);
        try (LocalCluster other = LocalCluster.open(directory.resolve("c"))) {
            assertThat(other.pid(1)).isEqualTo(cluster.pid(1));
            assertThat(other.spec()).isEqualTo(cluster.spec());
            other.killAll();
        }
        assertThat(cluster.processState(1)).isEqualTo(ProcessState.DOWN);
    }

    @Test
    void theProcessIsToldItsSettingsAndItsOutputIsKept() {
        cluster.launch(2);
        Path settings = directory.resolve("c/node2/stator.properties").toAbsolutePath();
        await(() -> cluster.logTail(2, 5).contains("idle: server --config " + settings));
        cluster.kill(2);
        cluster.launch(2);
        await(() -> cluster.logTail(2, 5).size() == 2);
    }

    @Test
    void aProcessIsToldItsNumber() {
        LocalClusterSpec numbered = cluster.spec().withJvmOptions(List.of("-Didle.number={node}"));
        try (LocalCluster same = LocalCluster.create(numbered)) {
            same.launch();
            await(() -> same.logTail(1, 5).contains("idle: number 1"));
            await(() -> same.logTail(2, 5).contains("idle: number 2"));
            same.kill(List.of(1, 2));
            assertThat(same.processState(1)).isEqualTo(ProcessState.DOWN);
            assertThat(same.processState(2)).isEqualTo(ProcessState.DOWN);
        }
    }

    @Test
    void whatALostNodeHadIsKeptBesideAndWhatHoldsNoDataStays() throws IOException {
        cluster.launch(1);
        assertThatThrownBy(() -> cluster.launchInPlaceOf(1))
                .hasMessageStartingWith("node 1 runs: only one that is down");
        cluster.kill(1);
        Path data = cluster.place(1).dataDirectory();
        // As the root of a disk of its own, which cannot be moved.
        Files.createDirectories(data.resolve("lost+found"));
        cluster.launchInPlaceOf(1);
        assertThat(data.resolve("lost+found")).exists();
        for (String lost : List.of("data.lost-1", "data.lost-2")) {
            cluster.kill(1);
            Files.createDirectories(data);
            Files.writeString(data.resolve("identity"), lost);
            cluster.launchInPlaceOf(1);
            assertThat(data).doesNotExist();
            assertThat(data.resolveSibling(lost).resolve("identity")).hasContent(lost);
        }
        assertThat(cluster.place(1).settingsFile()).content().contains("cluster.join=replace");
    }

    @Test
    void aNodeMoreIsStartedOnAnEmptyDirectory() {
        assertThat(cluster.launchOneMore(NodeHost.LOOPBACK)).isEqualTo(3);
        await(() -> cluster.processState(3) == ProcessState.RUNNING);
        assertThat(cluster.place(3).settingsFile()).content().contains("cluster.join=add", "n1=", "n2=", "n3=");
        assertThat(cluster.place(1).settingsFile()).content().contains("n3=").doesNotContain("cluster.join");
        try (LocalCluster other = LocalCluster.open(directory.resolve("c"))) {
            assertThat(other.spec()).isEqualTo(cluster.spec());
        }
    }

    @Test
    void aProcessThatEndsAtTheStartShowsItsLastLines() {
        try (LocalCluster broken = LocalCluster.create(
                spec(IdleNode.class).inDirectory(directory.resolve("b")).withMainClass("no.such.Main"))) {
            assertThatThrownBy(broken::start)
                    .isInstanceOf(LaunchException.class)
                    .hasMessageMatching("(?s)node \\d ended while it started.*")
                    .hasMessageContaining("no.such.Main");
            broken.killAll();
        }
    }

    @Test
    void aPortThatIsTakenIsNamed() throws IOException {
        int port = cluster.places().get(0).raftPort();
        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(taken.isBound()).isTrue();
            assertThatThrownBy(() -> cluster.launch(1))
                    .hasMessage("cannot start node 1: port " + port + " is in use by another program");
        }
    }

    @Test
    void anotherShapeInTheSameDirectoryIsRefused() {
        LocalClusterSpec other = cluster.spec();
        assertThatThrownBy(() -> LocalCluster.create(LocalClusterSpec.of(other.directory(), 3, other.basePort())))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("holds a cluster of 2 nodes");
        assertThatThrownBy(() -> LocalCluster.open(directory)).hasMessageContaining("there is no cluster in");
        assertThatThrownBy(() -> cluster.kill(3)).hasMessage("there is no node 3; there are 1, 2");
    }

    @Test
    void aProcessIdOfAnotherProcessIsNotOurs() throws IOException {
        ProcessHandle self = ProcessHandle.current();
        ProcessIdentity mine = ProcessIdentity.of(self);
        Path file = directory.resolve("pid");
        mine.write(file);
        assertThat(ProcessIdentity.read(file)).contains(mine);
        assertThat(mine.find()).contains(self);
        assertThat(new ProcessIdentity(mine.pid(), mine.startedAtMillis() - 60_000).find())
                .as("the same id, started at another time")
                .isEmpty();
        Files.writeString(file, Long.toString(mine.pid()));
        assertThat(ProcessIdentity.read(file)).as("torn").isEmpty();
        Files.writeString(file, "");
        assertThat(ProcessIdentity.read(file)).isEmpty();
        assertThat(ProcessIdentity.read(directory.resolve("none"))).isEmpty();
    }

    @Test
    void theStateIsReadFromBehindTheCommandsName() {
        assertThat(ProcessIdentity.stateIn("12 (java) S 1 12 12")).isEqualTo(ProcessState.RUNNING);
        assertThat(ProcessIdentity.stateIn("12 (a ) T b) T 1 12 12")).isEqualTo(ProcessState.PAUSED);
        assertThat(ProcessIdentity.stateIn("12 (java) Z 1 12 12")).isEqualTo(ProcessState.DOWN);
        assertThat(ProcessIdentity.stateIn("")).isEqualTo(ProcessState.DOWN);
    }
}
