package io.stator.harness.cluster.namespace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stator.harness.cluster.Capability;
import io.stator.harness.cluster.ClusterException;
import io.stator.harness.cluster.SmallCluster;
import io.stator.harness.cluster.linux.Command;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever happens, the machine gets back what a cluster took of it. */
@Tag("hosts")
class GivenBackTest {
    @BeforeAll
    static void hosts() {
        NamespaceClusterTest.assumeHosts();
    }

    @Test
    void closeGivesAllBackWhateverIsBroken() {
        String subnet;
        Path directory;
        try (NamespaceCluster cluster = NamespaceCluster.create(SmallCluster.of("given-back", 1))) {
            subnet = subnetOf(cluster.addresses().get(0));
            directory = cluster.dataDirectory(1).getParent();
            assertThat(taken(subnet)).isNotEmpty();
            cluster.launch(Set.of(1));
            cluster.fillDisk(1);
            if (cluster.capabilities().contains(Capability.DISK_SLOW)) {
                cluster.slowDisk(1);
            }
            cluster.stallDisk(1);
            cluster.pause(Set.of(1));
        }
        assertThat(taken(subnet)).isEmpty();
        assertThat(Command.of("mount").run()).doesNotContain(directory.toString());
        assertThat(directory.resolve("disk.img")).doesNotExist();
        // What a client still sends there does not leave the machine.
        assertThat(Command.of("ip", "route").run()).contains("unreachable " + subnet);
    }

    @Test
    void whatACrashLeftIsCleanedByTheNextClusterOfAnyName() throws Exception {
        Process crashing = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        AbandonedHostsMain.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String address = new String(crashing.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(crashing.waitFor()).isZero();
        String subnet = subnetOf(address);
        assertThat(taken(subnet)).isNotEmpty();
        try (NamespaceCluster next = NamespaceCluster.create(SmallCluster.of("after-a-crash", 1))) {
            assertThat(taken(subnet)).isEmpty();
            assertThat(Command.of("mount").run()).doesNotContain("/" + AbandonedHostsMain.NAME + "/");
            assertThat(Command.of("ip", "route").run()).doesNotContain(subnet);
            assertThat(taken(subnetOf(next.addresses().get(0)))).isNotEmpty();
        }
    }

    @Test
    void whatIsNotMountedAnyMoreIsNotBroken() {
        NamespaceCluster closed = NamespaceCluster.create(SmallCluster.of("not-mounted", 1));
        closed.close();
        assertThatThrownBy(() -> closed.fillDisk(1)).isInstanceOf(ClusterException.class);
        assertThatThrownBy(() -> closed.stallDisk(1)).isInstanceOf(ClusterException.class);
        assertThatThrownBy(() -> closed.losePower(Set.of(1))).isInstanceOf(ClusterException.class);
    }

    @Test
    void twoClustersStandSideBySide() {
        try (NamespaceCluster one = NamespaceCluster.create(SmallCluster.of("side", 2));
                NamespaceCluster other = NamespaceCluster.create(SmallCluster.of("by-side", 2))) {
            assertThat(one.addresses()).doesNotContainAnyElementsOf(other.addresses());
            one.cut(Set.of(new io.stator.harness.cluster.Link(1, 2)));
            other.close();
            assertThat(taken(subnetOf(one.addresses().get(0)))).isNotEmpty();
        }
    }

    private static String subnetOf(String address) {
        return address.substring(0, address.lastIndexOf('.')) + ".0/24";
    }

    /** Namespaces and network cards. */
    private static List<String> taken(String subnet) {
        String[] bytes = subnet.split("\\.", -1);
        String id = Integer.toHexString(Integer.parseInt(bytes[1]) << 8 | Integer.parseInt(bytes[2]));
        return Command.of("ip", "netns", "list")
                .run()
                .concat("\n" + Command.of("ip", "link").run())
                .lines()
                .filter(line -> line.contains("stator-" + id) || line.contains("stator" + id))
                .toList();
    }
}
