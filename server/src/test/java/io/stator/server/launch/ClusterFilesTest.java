package io.stator.server.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stator.server.config.MemberAddress;
import io.stator.server.config.NodeSettings;
import io.stator.server.config.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterFilesTest {
    @TempDir
    Path directory = Path.of("");

    @Test
    void whatACommandWritesTheNextOneReads() {
        LocalClusterSpec spec = LocalClusterSpec.of(directory, 3, 9000)
                .withPartitions(4)
                .withSetting("odd=name: #1", " a\\b=c\n\t!")
                .withMainClass("my.Main")
                .withClasspathElement("/a b/c.jar")
                .withJvmOptions(List.of("-Dx=a b", "-Xmx1g"));
        ClusterDirectory.write(spec);
        assertThat(ClusterDirectory.read(spec.directory())).isEqualTo(spec);
    }

    private static final String GOLDEN_FORMAT_1 = """
            # A Stator cluster on one machine
            base.port=9000
            classpath.0=a.jar
            format=1
            host.1.address=127.0.0.1
            host.2.address=10.1.2.3
            host.2.launcher.0=run-in
            host.2.launcher.1=a namespace
            jvm.option.0=-Dx=a b
            main.class=my.Main
            nodes=2
            setting.cluster.partitions=4
            setting.odd\\=name\\:\\ \\#1=\\ a\\\\b=c\\n\\t!
            """;

    private LocalClusterSpec goldenSpec() {
        return new LocalClusterSpec(
                directory,
                List.of(NodeHost.LOOPBACK, new NodeHost("10.1.2.3", List.of("run-in", "a namespace"))),
                9000,
                Map.of("cluster.partitions", "4", "odd=name: #1", " a\\b=c\n\t!"),
                "my.Main",
                List.of("a.jar"),
                List.of("-Dx=a b"),
                Set.of());
    }

    private static final String GOLDEN_FORMAT_2 = GOLDEN_FORMAT_1
            .replace("format=1\n", "format=2\n")
            .replace("host.1.address=127.0.0.1\n", "host.1.address=127.0.0.1\nhost.1.removed=true\n");

    @Test
    void aRemovedNodeIsNoPlaceAnyMore() throws IOException {
        LocalClusterSpec spec = goldenSpec().without(1);
        ClusterDirectory.write(spec);
        assertThat(Files.readString(directory.resolve("cluster.properties"))).isEqualTo(GOLDEN_FORMAT_2);
        LocalClusterSpec read = ClusterDirectory.read(spec.directory());
        assertThat(read).isEqualTo(spec);
        assertThat(read.places()).extracting(NodePlace::number).containsExactly(2);
        assertThat(read.nodes()).isEqualTo(1);
    }

    @Test
    void aNodeMoreHasTheLowestNumberThatNoNodeHas() {
        NodeHost host = new NodeHost("127.0.0.9", List.of());
        LocalClusterSpec again = goldenSpec().without(1).withNodeMore(host);
        assertThat(again.removed()).isEmpty();
        assertThat(again.places()).extracting(NodePlace::clientPort).containsExactly(9010, 9020);
        assertThat(again.places().get(0).host()).isEqualTo(host);
        assertThat(again.withNodeMore(host).places())
                .extracting(NodePlace::clientPort)
                .containsExactly(9010, 9020, 9030);
    }

    @Test
    void aClusterCanGrowAndShrinkForever() {
        LocalClusterSpec spec = goldenSpec();
        for (int round = 0; round < 3 * LocalClusterSpec.NODES_MAX; round++) {
            spec = spec.withNodeMore(NodeHost.LOOPBACK).without(1 + round % 3);
            assertThat(spec.nodes()).isEqualTo(2);
        }
    }

    @Test
    void todaysFileHasTheBytesOfFormat1() throws IOException {
        ClusterDirectory.write(goldenSpec());
        assertThat(directory.resolve("cluster.properties")).hasContent(GOLDEN_FORMAT_1);
    }

    @Test
    void bytesOfFormat1AreReadAndThoseFromBeforeItWasSaid() throws IOException {
        Path file = directory.resolve("cluster.properties");
        Files.writeString(file, GOLDEN_FORMAT_1);
        assertThat(ClusterDirectory.read(directory)).isEqualTo(goldenSpec());
        Files.writeString(file, GOLDEN_FORMAT_1.replace("format=1\n", ""));
        assertThat(ClusterDirectory.read(directory)).isEqualTo(goldenSpec());
    }

    @Test
    void aNewerFormatIsRefused() throws IOException {
        Path file = directory.resolve("cluster.properties");
        Files.writeString(file, GOLDEN_FORMAT_1.replace("format=1", "format=3"));
        assertThatThrownBy(() -> ClusterDirectory.read(directory))
                .isInstanceOf(LaunchException.class)
                .hasMessage(file + " has format 3, written by a newer version of Stator; this one reads up to 2");
    }

    @Test
    void hostsOfTheirOwnAreKeptAndListenedAt() {
        NodeHost far = new NodeHost("10.1.2.3", List.of("run-in", "a namespace"));
        LocalClusterSpec spec = LocalClusterSpec.of(directory, 2, 9000).withHosts(List.of(NodeHost.LOOPBACK, far));
        ClusterDirectory.write(spec);
        assertThat(ClusterDirectory.read(spec.directory())).isEqualTo(spec);
        NodePlace place = spec.places().get(1);
        assertThat(place.clientAddress()).isEqualTo("10.1.2.3:9020");
        NodeSettings settings = NodeSettings.load(place.settingsFile(), Map.of());
        assertThat(settings.self().toString()).isEqualTo("n2=10.1.2.3:9020:9021");
        assertThat(settings.members()).hasToString("[n1=127.0.0.1:9010:9011, n2=10.1.2.3:9020:9021]");
    }

    @Test
    void everyNodeUnderstandsItsSettings() {
        LocalClusterSpec spec = LocalClusterSpec.of(directory, 3, 9000).withPartitions(4);
        ClusterDirectory.write(spec);
        for (NodePlace place : spec.places()) {
            NodeSettings settings = NodeSettings.load(place.settingsFile(), Map.of());
            assertThat(settings.nodeId()).isEqualTo("n" + place.number());
            assertThat(settings.dataDirectory()).isEqualTo(place.dataDirectory());
            assertThat(settings.partitions()).isEqualTo(4);
            assertThat(settings.members()).hasSize(3);
        }
    }

    @Test
    void nodesAreToldApartByTheirNumbers() {
        LocalClusterSpec spec = LocalClusterSpec.of(directory, 3, 9000)
                .withHostNames("n{node}.test")
                .withSetting("storage.cache.bytes", "1{node}MB");
        ClusterDirectory.write(spec);
        for (NodePlace place : spec.places()) {
            NodeSettings settings = NodeSettings.load(place.settingsFile(), Map.of());
            assertThat(settings.self().host()).isEqualTo("n" + place.number() + ".test");
            assertThat(settings.self().clientAddress()).isEqualTo(spec.advertisedAddress(place));
            assertThat(settings.members())
                    .extracting(MemberAddress::clientAddress)
                    .containsExactly("n1.test:9010", "n2.test:9020", "n3.test:9030");
            assertThat(settings.text(Setting.LISTEN_HOST)).isEqualTo("127.0.0.1");
            assertThat(settings.text(Setting.STORAGE_CACHE_BYTES)).isEqualTo("1" + place.number() + "MB");
        }
        assertThatThrownBy(() -> spec.withHostNames("the-same")).isInstanceOf(LaunchException.class);
    }

    @Test
    void portsAreTenApart() {
        List<NodePlace> places = LocalClusterSpec.of(directory, 2, 9000).places();
        assertThat(places).extracting(NodePlace::clientAddress).containsExactly("127.0.0.1:9010", "127.0.0.1:9020");
        assertThat(places).extracting(NodePlace::raftPort).containsExactly(9011, 9021);
        assertThat(places).extracting(NodePlace::metricsPort).containsExactly(9012, 9022);
    }

    @Test
    void limitsOfNodesAndPorts() {
        assertThat(LocalClusterSpec.of(directory, 9, 1).places()).hasSize(9);
        assertThat(LocalClusterSpec.of(directory, 1, 65_535 - 13).places()).hasSize(1);
        assertThatThrownBy(() -> LocalClusterSpec.of(directory, 0, 9000)).isInstanceOf(LaunchException.class);
        assertThatThrownBy(() -> LocalClusterSpec.of(directory, 10, 9000)).isInstanceOf(LaunchException.class);
        assertThatThrownBy(() -> LocalClusterSpec.of(directory, 1, 0)).isInstanceOf(LaunchException.class);
        assertThatThrownBy(() -> LocalClusterSpec.of(directory, 1, 65_535 - 12)).isInstanceOf(LaunchException.class);
    }
}
