package io.stator.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class NodeSettingsTest {
    private static void faults(Map<String, String> given, String... expected) {
        assertThatThrownBy(() -> NodeSettings.of(given))
                .asInstanceOf(type(StartupException.class))
                .satisfies(refusal -> assertThat(refusal.faults()).containsExactly(expected));
    }

    @Test
    void theDefaultsAreANodeAlone() {
        NodeSettings settings = NodeSettings.defaults();
        assertThat(settings.nodeId()).isEqualTo("n1");
        assertThat(settings.self()).isEqualTo(new MemberAddress("n1", "127.0.0.1", 9010, 9011));
        assertThat(settings.count(Setting.METRICS_PORT)).isEqualTo(9012);
        assertThat(settings.members()).containsExactly(settings.self());
        assertThat(settings.partitions()).isEqualTo(1);
        assertThat(settings.replication()).isEqualTo(1);
        assertThat(settings.readThreads()).isGreaterThanOrEqualTo(2);
        assertThat(settings.number(Setting.RAFT_BATCH_BYTES)).isEqualTo(512 << 10);
    }

    @Test
    void aMemberOfThree() {
        NodeSettings settings = NodeSettings.of(Map.of(
                "node.id", "n2",
                "client.port", "9020",
                "cluster.members", "n1=127.0.0.1:9010:9011, n2=127.0.0.1:9020:9021,n3=[::1]:9030:9031"));
        assertThat(settings.members())
                .containsExactly(
                        new MemberAddress("n1", "127.0.0.1", 9010, 9011),
                        new MemberAddress("n2", "127.0.0.1", 9020, 9021),
                        new MemberAddress("n3", "[::1]", 9030, 9031));
        assertThat(settings.partitions()).isEqualTo(3);
        assertThat(settings.replication()).isEqualTo(3);
        assertThat(settings.with(Map.of("cluster.partitions", "7", "cluster.replication", "1"))
                        .partitions())
                .isEqualTo(7);
    }

    @Test
    void unknownNamesAreRefusedWithTheNearest() {
        faults(Map.of("clinet.port", "1"), "unknown setting 'clinet.port': did you mean 'client.port'?");
        faults(Map.of("data.dirs", "x"), "unknown setting 'data.dirs': did you mean 'data.dir'?");
        faults(Map.of("wombat", "x"), "unknown setting 'wombat'");
    }

    @Test
    void everyFaultHasALine() {
        faults(
                Map.of("client.port", "0", "node.id", "a b", "raft.batch.bytes", "1KB", "read.threads", "many"),
                "client.port: '0' is not from 1 to 65535",
                "node.id: 'a b' is not 1 to 32 letters, digits, '_' or '-'",
                "raft.batch.bytes: '1KB' is not from 16KB to 4MB",
                "read.threads: 'many' is no whole number");
    }

    @Test
    void contradictionsAreRefused() {
        faults(Map.of("raft.port", "9010"), "client.port, raft.port and metrics.port must differ");
        faults(
                Map.of("client.port", "65535"),
                "raft.port: 65536 is no port; set it, or client.port",
                "metrics.port: 65537 is no port; set it, or client.port");
        faults(
                Map.of("raft.election.min.millis", "2000"),
                "raft.election.max.millis: must be more than raft.election.min.millis");
        faults(Map.of("raft.lease.millis", "1000"), "raft.lease.millis: must be less than raft.election.min.millis");
        faults(
                Map.of("listen.host", "0.0.0.0"),
                "advertise.host: must be set to an address others can reach, since listen.host is 0.0.0.0");
        faults(Map.of("cluster.members", "n2=127.0.0.1:9010:9011"), "cluster.members: does not name this node, 'n1'");
        faults(
                Map.of("cluster.members", "n1=10.0.0.1:9010:9011"),
                "cluster.members: has this node at 'n1=10.0.0.1:9010:9011', but its own settings say "
                        + "'n1=127.0.0.1:9010:9011' (advertise.host, client.port, raft.port)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    n1                          | cluster.members: 'n1' is not of the form id=host:clientPort:raftPort
                    n1=host                     | cluster.members: 'n1=host' is not of the form id=host:clientPort:raftPort
                    n1=host:1                   | cluster.members: 'n1=host:1' is not of the form id=host:clientPort:raftPort
                    n1=host:1:x                 | cluster.members: 'x' in 'n1=host:1:x' is no port
                    n1=host:1:65536             | cluster.members: '65536' in 'n1=host:1:65536' is no port from 1 to 65535
                    n1=ho st:1:2                | cluster.members: 'ho st' is no host
                    n/1=host:1:2                | cluster.members: 'n/1' is no node id
                    n1=a:1:2,n1=b:1:2           | cluster.members: names 'n1' twice
                    n1=a:1:2,n2=a:1:3           | cluster.members: names 'a:1' twice
                    n1=a:1:2,                   | cluster.members: '' is not of the form id=host:clientPort:raftPort
                    """)
    void malformedMembersAreRefused(String members, String fault) {
        faults(Map.of("cluster.members", members), fault);
    }

    @ParameterizedTest
    @EnumSource(Setting.class)
    void everyNumberIsTakenAtItsEdgesAndRefusedBeyond(Setting setting) {
        if (!(setting.form() instanceof SettingForm.Number form)) {
            return;
        }
        for (long edge : new long[] {form.min(), form.max()}) {
            assertThat(SettingParser.number(form, Long.toString(edge))).isEqualTo(edge);
        }
        for (long beyond : new long[] {form.min() - 1, form.max() + 1}) {
            assertThatThrownBy(() -> SettingParser.number(form, Long.toString(beyond)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        if (!setting.defaultText().isEmpty()) {
            SettingParser.check(setting, setting.defaultText());
        }
    }

    @Test
    void bytesHaveSuffixes() {
        NodeSettings settings = NodeSettings.of(Map.of("storage.cache.bytes", "1gb"));
        assertThat(settings.number(Setting.STORAGE_CACHE_BYTES)).isEqualTo(1L << 30);
        faults(Map.of("storage.cache.bytes", "99999999999GB"), "storage.cache.bytes: '99999999999GB' is too large");
    }

    @Test
    void aFileAndWhatOverridesIt(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("node.properties"), "node.id = n7\nclient.port = 9500\n");
        NodeSettings settings = NodeSettings.load(file, Map.of("client.port", "9600"));
        assertThat(settings.nodeId()).isEqualTo("n7");
        assertThat(settings.self().clientPort()).isEqualTo(9600);
        assertThatThrownBy(() -> NodeSettings.load(directory.resolve("missing"), Map.of()))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("cannot read the settings file");
    }

    @Test
    void theDocumentIsGeneratedFromTheTable() throws IOException {
        Path document = Path.of("..", "docs", "settings.md");
        assertThat(Files.readString(document))
                .as("docs/settings.md must be what NodeSettings.describe() says")
                .isEqualTo(NodeSettings.describe());
        assertThat(List.of(Setting.values()))
                .allSatisfy(
                        setting -> assertThat(NodeSettings.describe()).contains("| `" + setting.settingName() + "` |"));
    }
}
