package io.stator.harness.cluster.namespace;

import io.stator.harness.cluster.SmallCluster;
import java.util.Set;

/** Makes hosts, starts a node, and ends without giving anything back. */
public final class AbandonedHostsMain {
    static final String NAME = "abandoned";

    private AbandonedHostsMain() {}

    public static void main(String[] arguments) {
        NamespaceCluster cluster = NamespaceCluster.create(SmallCluster.of(NAME, 1));
        cluster.launch(Set.of(1));
        cluster.stallDisk(1);
        System.out.println(cluster.addresses().get(0));
        Runtime.getRuntime().halt(0);
    }
}
