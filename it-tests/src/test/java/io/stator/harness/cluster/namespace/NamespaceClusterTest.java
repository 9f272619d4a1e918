package io.stator.harness.cluster.namespace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.stator.client.StatorClient;
import io.stator.harness.cluster.ClusterUnderTestContract;
import io.stator.harness.cluster.SmallCluster;
import io.stator.harness.stator.Loader;
import io.stator.harness.stator.cluster.StatorCluster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("hosts")
class NamespaceClusterTest extends ClusterUnderTestContract {
    private static final String TABLE = "durable";
    private static final int ROUNDS = 2;
    private static final int WRITES_A_ROUND = 500;
    private static final int WRITERS = 8;
    private static final String TEXT = "text";

    @Override
    protected StatorCluster create() {
        assumeHosts();
        return NamespaceCluster.create(SmallCluster.of("namespaces", 3));
    }

    static void assumeHosts() {
        Optional<String> obstacle = NamespaceCluster.obstacle();
        assumeTrue(obstacle.isEmpty(), () -> "no hosts as network namespaces: " + obstacle.orElseThrow());
    }

    @Test
    void everyAcknowledgedWriteSurvivesPowerLossOfAllNodes() throws InterruptedException {
        try (StatorClient client = cluster().clientOfAll().build()) {
            client.blocking().createTable(Loader.schema(TABLE));
        }
        List<Loader> loaders = new ArrayList<>();
        for (int round = 1; round <= ROUNDS; round++) {
            loaders.add(loadUntilPowerIsLost("round" + round));
            cluster().start();
            List<String> lost = new ArrayList<>();
            try (StatorClient reader = cluster().clientOfAll().build()) {
                loaders.forEach(loader -> lost.addAll(loader.lost(reader)));
            }
            assertThat(lost).as("lost after round " + round).isEmpty();
        }
    }

    private Loader loadUntilPowerIsLost(String name) throws InterruptedException {
        try (StatorClient client =
                cluster().clientOfAll().deadline(Duration.ofSeconds(2)).build()) {
            Loader loader = new Loader(client, TABLE, name, 500);
            loader.start(WRITERS);
            try {
                await().atMost(Duration.ofSeconds(60)).until(() -> loader.acknowledgedCount() >= WRITES_A_ROUND);
                cluster().losePower(cluster().nodes());
            } finally {
                loader.stop();
            }
            return loader;
        }
    }

    /** Else the test above could not tell a database that fsyncs from one that does not. */
    @Test
    void whatWasNotFsyncedIsGoneAfterPowerLoss() throws IOException {
        Set<Integer> all = cluster().nodes();
        for (int node : all) {
            write(file(node, "fsynced"), true);
            write(file(node, "written"), false);
        }
        cluster().losePower(all);
        for (int node : all) {
            assertThat(file(node, "fsynced")).hasContent(TEXT);
            assertThat(textOf(file(node, "written"))).isEmpty();
            Files.delete(file(node, "fsynced"));
        }
    }

    @Test
    void whatWasOnlyWrittenSurvivesAKill() throws IOException {
        write(file(1, "written"), false);
        cluster().kill(Set.of(1));
        assertThat(file(1, "written")).hasContent(TEXT);
        Files.delete(file(1, "written"));
    }

    @Test
    void aFullDiskTakesNothing() throws IOException {
        cluster().fillDisk(1);
        assertThatThrownBy(() -> Files.write(file(1, "too-much"), new byte[1 << 20]))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("No space left");
        Files.delete(file(1, "too-much"));
        cluster().freeDisk(1);
        write(file(1, "fits"), true);
        Files.delete(file(1, "fits"));
    }

    @Test
    void whoWritesToADiskThatStandsStillGoesOnWithIt() throws Exception {
        cluster().stallDisk(1);
        Process writing = new ProcessBuilder("sh", "-c", "echo " + TEXT + " > " + file(1, "late")).start();
        await().until(() -> waitsForADisk(writing));
        cluster().resumeDisk(1);
        assertThat(writing.waitFor()).isZero();
        assertThat(file(1, "late")).hasContent(TEXT);
        Files.delete(file(1, "late"));
    }

    /** The letter after the command, which stands in parentheses. */
    private static boolean waitsForADisk(Process process) throws IOException {
        return Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"))
                .contains(") D ");
    }

    /** What the lost one had is nowhere on the new one's disk, and the new one can be harmed as any other. */
    @Test
    void whoIsReplacedGetsANewDisk() throws IOException {
        write(file(1, "written"), true);
        cluster().kill(Set.of(1));
        cluster().replace(1);
        assertThat(file(1, "written")).doesNotExist();
        cluster().awaitSettled(Duration.ofSeconds(90));
        write(file(1, "fsynced"), true);
        cluster().losePower(Set.of(1));
        assertThat(file(1, "fsynced")).hasContent(TEXT);
        Files.delete(file(1, "fsynced"));
    }

    @Test
    void aNodeWhoseDiskStandsStillCanBeKilled() {
        cluster().stallDisk(1);
        cluster().kill(Set.of(1));
        cluster().resumeDisk(1);
    }

    private Path file(int node, String name) {
        return ((NamespaceCluster) cluster()).dataDirectory(node).resolve("test-" + name);
    }

    private static void write(Path file, boolean fsync) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(TEXT.getBytes(StandardCharsets.UTF_8)));
            if (fsync) {
                channel.force(true);
            }
        }
    }

    /** Its name may be there, of a later fsync of another file. */
    private static String textOf(Path file) throws IOException {
        return Files.exists(file) ? Files.readString(file) : "";
    }
}
